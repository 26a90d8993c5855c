import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { bronwen, jan, zofia } from '../../fixtures/people';
import { violations } from '../testing/show';
import { PersonBanner } from './PersonBanner';

function bannerOf(person: typeof bronwen): string {
  render(<PersonBanner person={person} />);
  return screen.getByRole('region', { name: 'Whose record this is' }).textContent ?? '';
}

// Shows IDN-03.
test('the banner says name, birth date, age and NHS number', async () => {
  const banner = bannerOf(bronwen);
  expect(banner).toContain('Davies, Bronwen Mair (Bron)');
  expect(banner).toContain('Born 20 October 2026 · 13 days · Female');
  expect(banner).toContain('NHS number 999 000 0018');
  expect(await violations(document.body)).toEqual([]);
});

test('twins have marks that differ, and a corrected age', () => {
  expect(bannerOf(zofia)).toMatch(
    /^ATwin 1 of 2.*corrected 0 days.*Born at 31\+4 weeks.*\(not traced yet\)$/,
  );
});

test('the other twin is the other twin', () => {
  expect(bannerOf(jan)).toMatch(/^BTwin 2 of 2.*No NHS number$/);
});

test('a birth date of which little is known is shown as it is known', () => {
  expect(bannerOf({ ...bronwen, born_on: 'about 1990', age: null })).toContain('Born about 1990 · Female');
});
