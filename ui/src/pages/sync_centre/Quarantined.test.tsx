import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { bronwen } from '../../../fixtures/people';
import type { BatchId, ChangeId, QuarantinedItem, SetAsideEntry } from '../../api/types';
import { show, violations } from '../../testing/show';
import { reasonCopy } from '../../text/sync_centre';
import { Quarantined } from './Quarantined';

const contact: SetAsideEntry = {
  change: 'of-contact' as ChangeId,
  kind: 'contact',
  sensitivity: 'standard',
  at_fault: false,
  may_correct: true,
  follows: [],
};

const referral: SetAsideEntry = {
  ...contact,
  change: 'of-referral' as ChangeId,
  kind: 'referral',
  at_fault: true,
  follows: null,
};

const item: QuarantinedItem = {
  batch: 'batch' as BatchId,
  person: bronwen,
  signed_at: '2026-10-28T15:02:00+00:00',
  reason: 'illegal_step',
  entries: [contact, referral],
};

const refused = () => {
  throw { code: 'internal', problems: [], questions: [], wait_s: null, detail: null, reference: 'r' };
};

test('what is at fault is corrected in its form, and the others are signed again as they are', async () => {
  const fakes = { correct_set_aside: refused, sign_again: refused };
  const { calls, container } = show(<Quarantined items={[item]} />, fakes);
  screen.getByText(reasonCopy('illegal_step'));
  expect(await violations(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Correct Referral' }));
  await userEvent.click(screen.getByRole('button', { name: 'Sign the other entry again as it is' }));
  expect(calls).toEqual([
    ['correct_set_aside', { batch: 'batch', change: 'of-referral' }],
    ['sign_again', { batch: 'batch', changes: [{ change: 'of-contact', follows: [] }] }],
  ]);
});

test('what is not theirs any more is shown and not offered to be set aside again', () => {
  const entries = [{ ...contact, may_correct: false, follows: null }];
  show(<Quarantined items={[{ ...item, reason: 'subject_not_held', person: null, entries }]} />);
  screen.getByText(reasonCopy('subject_not_held'));
  expect(screen.queryByRole('button')).toBeNull();
});
