import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { bronwen } from '../../fixtures/people';
import { PersonPage } from './PersonPage';

function Breaks(): never {
  throw new Error('Bronwen Davies could not be drawn');
}

test('a screen that breaks still says whose record it was, and never what broke', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  render(
    <PersonPage person={bronwen}>
      <Breaks />
    </PersonPage>,
  );
  screen.getByRole('region', { name: 'Whose record this is' });
  expect(screen.getByRole('alert').textContent).toMatch(/kept as a draft.*screen-error-[a-z0-9]{6}/s);
  expect(document.body.textContent).not.toContain('could not be drawn');
  screen.getByRole('button', { name: 'Copy reference' });
});
