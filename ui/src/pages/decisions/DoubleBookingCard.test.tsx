import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { oneSlot } from '../../../fixtures/appointments';
import { show, violations } from '../../testing/show';
import { DecisionsPage } from './DecisionsPage';
import { DoubleBookingCard } from './DoubleBookingCard';

// Shows APP-01.
test('the card says who has the slot, and opens the appointment that is to be moved', async () => {
  const { calls, container } = show(<DoubleBookingCard found={oneSlot} />, {
    open_entry: () => {
      throw { code: 'internal', problems: [], questions: [], wait_s: null, detail: null, reference: 'r' };
    },
  });
  screen.getByRole('heading', { name: 'One slot, more than one family: 3 December 2026, 10:00' });
  screen.getByText('They are in the same room at the same time.');
  screen.getByText('12-month review · with Amina Okafor · Room 2, Romney centre');
  screen.getByText('Weighing · with a colleague whom this laptop does not know · Room 2, Romney centre');
  expect(await violations(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Move or cancel Zofia Kowalska-Wiśniewska' }));
  expect(calls).toEqual([
    ['open_entry', { person: 'zofia', kind: 'appointment', subject: null, entry: 'booked-too' }],
  ]);
});

test('a slot of two families is a decision beside the others', async () => {
  show(<DecisionsPage />, { decisions: () => [], double_bookings: () => [oneSlot] });
  await screen.findByText('They are in the same room at the same time.');
  expect(screen.queryByText('Nothing waits for a decision')).toBeNull();
});
