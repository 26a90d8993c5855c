import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { bronwen, gwilym } from '../../../fixtures/people';
import type { ChangeId, SameView } from '../../api/types';
import { show } from '../../testing/show';
import { SameRecords } from './SameRecords';

const likely: SameView = {
  folded: gwilym.person,
  under: bronwen.person,
  record: gwilym,
  home: 'LD2 3AB',
  state: null,
  because: ['birth_date_and_name'],
  reason: '',
  author: null,
  disputed: false,
  heads: ['c1' as ChangeId],
};

test('a pair says what the two share, and a decision says how it is known', async () => {
  const said = { batch: 'b', entries: [], signed_at: '2026-11-02T10:31:05+00:00' };
  const { calls } = show(<SameRecords same={[likely]} />, { record_sameness: () => said as never });
  screen.getByText(/They share the same date of birth/);
  await userEvent.click(screen.getByRole('button', { name: 'Two people' }));
  await userEvent.type(screen.getByLabelText('How do you know?'), 'Seen side by side.');
  await userEvent.click(screen.getByRole('button', { name: 'Sign' }));
  expect(calls).toEqual([
    [
      'record_sameness',
      {
        folded: gwilym.person,
        under: bronwen.person,
        state: 'separate',
        reason: 'Seen side by side.',
        heads: ['c1'],
      },
    ],
  ]);
});

test('what was merged can be taken back', () => {
  show(<SameRecords same={[{ ...likely, state: 'merged' }]} />);
  screen.getByRole('button', { name: 'Take back: two records again' });
  expect(screen.queryByRole('link')).toBeNull();
});
