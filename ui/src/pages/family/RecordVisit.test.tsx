import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { family } from '../../../fixtures/family';
import { draft } from '../../../fixtures/visit';
import type { FamilyView } from '../../api/types';
import { show } from '../../testing/show';
import { RecordVisit } from './RecordVisit';

function asked(change: Partial<FamilyView>) {
  return show(<RecordVisit view={{ ...family, ...change }} />, { open_visit: () => draft });
}

test('the review that is due is chosen already', async () => {
  const { calls } = asked({ next_review: 'new_birth' });
  await userEvent.click(screen.getByRole('button', { name: 'Record a visit' }));
  await waitFor(() => expect(calls.at(-1)?.[1]).toMatchObject({ review: 'new_birth' }));
});

test('where nothing is due a visit is no review', async () => {
  const { calls } = asked({});
  await userEvent.click(screen.getByRole('button', { name: 'Record a visit' }));
  await waitFor(() => expect(calls.at(-1)?.[1]).toMatchObject({ review: null }));
});

test('an antenatal visit is offered to who may be a mother, and not to a father', () => {
  const { unmount } = asked({ is_child: false });
  expect(screen.queryAllByRole('option', { name: /Antenatal/ })).toHaveLength(1);
  unmount();
  asked({ is_child: false, may_be_mother: false });
  expect(screen.queryByLabelText('Which review is it?')).toBeNull();
});
