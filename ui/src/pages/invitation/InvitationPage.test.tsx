import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { invited, notInvited } from '../../../fixtures/appointments';
import type { Api } from '../../api/types';
import { show, violations } from '../../testing/show';
import { Invitation } from './InvitationPage';

const signed: Api['record_invited'][1] = {
  batch: 'b' as never,
  entries: [],
  signed_at: '2026-11-02T10:40:00+00:00',
};

// Shows APP-01.
test('the words are copied as they stand, and nobody is told that they were sent', async () => {
  const user = userEvent.setup();
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const { container } = show(<Invitation view={invited} />);
  await user.click(screen.getByRole('button', { name: 'Copy the words Invitation' }));
  expect(written).toHaveBeenCalledWith(
    'You have an appointment on Thursday 3 December at 10:00am at Romney centre.',
  );
  await screen.findByText('Nothing has been sent yet. When you have sent it, say so below.');
  expect(await violations(container)).toEqual([]);
});

test('where the window may not copy, it says how to', async () => {
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'));
  show(<Invitation view={invited} />);
  await user.click(screen.getByRole('button', { name: 'Copy the words Invitation' }));
  await screen.findByText('Select them with the mouse, and press Ctrl and C.');
});

// Shows APP-01, CON-12.
test('a number that nobody asked about is struck out with the reason and a way to ask', () => {
  show(<Invitation view={invited} />);
  screen.getByText('Text to 07700 900123, Siân Elen Davies');
  screen.getByText('Only: texts from 9 to 12 only');
  screen.getByText('Nobody has asked whether this is safe.');
  screen.getByRole('button', { name: /^Ask, and record the answer/ });
  screen.getByText('A home of this family is kept off letters, and must not be found.');
});

test('what was sent is recorded in one press, with what was on the screen', async () => {
  const { calls } = show(<Invitation view={invited} />, { record_invited: () => signed });
  expect(screen.queryByRole('button', { name: 'I sent the letter' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'I sent the text' }));
  await waitFor(() =>
    expect(calls).toEqual([['record_invited', { entry: 'booked', heads: ['eeee'], how: 'by_text' }]]),
  );
});

// Shows APP-01.
test('after a death there is nothing to copy, and no number', async () => {
  const { container } = show(<Invitation view={notInvited} />);
  screen.getByText('Send nothing: there has been a death in this family');
  expect(screen.queryByRole('button')).toBeNull();
  expect(container.textContent).not.toContain('07700');
  expect(await violations(container)).toEqual([]);
});

test('where nothing is safe they may still be told in person', () => {
  const ways = invited.ways.slice(1);
  show(<Invitation view={{ ...invited, refused: 'nothing_known_safe', words: [], ways }} />);
  screen.getByText('Tell them in person, and ask how it is safe to get in touch.');
  screen.getByRole('button', { name: 'I told them in person or by telephone' });
  expect(screen.queryByRole('button', { name: /Copy/ })).toBeNull();
});
