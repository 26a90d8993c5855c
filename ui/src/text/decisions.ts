import type { AuthorView, BookingView, Taken } from '../api/types';
import { roles } from './choices';
import { count, day, moment } from './when';

export const decisions = {
  title: 'Needs your decision',
  intro:
    'Two people wrote different things, and neither had seen the other’s. Nothing is lost: say which is right, and everybody sees it.',
  none: 'Nothing waits for a decision',
  noneNext:
    'When two people write different things without having seen each other’s, or book one slot for two families, it appears here.',
  inForce: 'Until somebody decides, Doorstep shows',
  lastAgreed: ', the last one that both had seen.',
  openFamily: 'Open the family',
  noneInForce: 'Until somebody decides, Doorstep shows nothing here.',
  which: 'Which is right?',
  whichVersion: 'Which version stands?',
  version: 'Version',
  another: 'Another value',
  type: 'Type the right one',
  removed: 'Nothing: it was removed',
  reason: 'How do you know?',
  reasonHint: 'For example: rang her, she answered',
  settle: 'Sign this decision',
  notShown:
    'This cannot be shown here, so it cannot be decided on this laptop. Nothing is lost. Tell whoever looks after Doorstep.',
  unknownStaff: 'Somebody whom this laptop does not know',
} as const;

export function author(who: AuthorView): string {
  return `${who.name ?? decisions.unknownStaff} (${roles[who.role]})`;
}

/** "Amina Okafor (health visitor) wrote this on 2 November 2026, 10:12". */
export function wrote(who: AuthorView): string {
  return `${author(who)} wrote this on ${moment(who.recorded_at)}`;
}

export function of(what: string, whom: string): string {
  return `${what} of ${whom}`;
}

export const doubleBooking = {
  title: 'One slot, more than one family',
  next: 'All stay booked until one is moved or cancelled. Then this is gone for everybody.',
  moveOrCancel: 'Move or cancel',
  nobodyKnown: 'a colleague whom this laptop does not know',
} as const;

export const taken = {
  room: 'They are in the same room at the same time.',
  practitioner: 'They are with the same practitioner at the same time.',
} satisfies Record<Taken, string>;

/** "One slot, more than one family: 3 December 2026, 10:00". */
export function doubleBookingTitle(first: BookingView | undefined): string {
  if (!first) return doubleBooking.title;
  const { on, at } = first.appointment;
  return `${doubleBooking.title}: ${day(on)}, ${at.slice(0, 5)}`;
}

/** "10:00, 30 minutes". */
export function slotTime({ appointment }: BookingView): string {
  return `${appointment.at.slice(0, 5)}, ${count(appointment.duration_min, 'minute')}`;
}

/** "12-month review · with Amina Yusuf · Room 2, Romney centre". */
export function slotCopy({ appointment, with: name }: BookingView): string {
  const where = [appointment.room, appointment.place].filter(Boolean).join(', ');
  return [appointment.purpose, `with ${name ?? doubleBooking.nobodyKnown}`, where].join(' · ');
}
