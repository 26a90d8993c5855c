import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { error } from '../../fixtures/FakeApp';
import { family } from '../text/family';
import { FetchedPage } from './FetchedPage';
import { Gone } from './Gone';

const name = 'Bronwen Pritchard';
const page = (answer: object) => (
  <FetchedPage
    query={{ data: { name }, error: null, isRefetchError: false, refetch: () => {}, ...answer }}
    missing={<Gone words={family} />}
  >
    {(view) => <p>{view.name}</p>}
  </FetchedPage>
);

test('a page that is open on a family that leaves this laptop says so, and shows nothing of it', () => {
  const { rerender } = render(page({}));
  expect(screen.getByText(name)).toBeTruthy();
  rerender(page({ error: error('not_found'), isRefetchError: true }));
  expect(screen.queryByText(name)).toBeNull();
  expect(screen.getByText(family.gone)).toBeTruthy();
});

test('what could not be read again stays, and says that it may be old', () => {
  render(page({ error: error('store_damaged'), isRefetchError: true }));
  expect(screen.getByText(name)).toBeTruthy();
  expect(screen.getByRole('status')).toBeTruthy();
});
