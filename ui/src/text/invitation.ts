// Telling a family of an appointment: what may be sent, and why not.

import type { Appointment, Invitation, MayNotInvite, Occasion, Struck, Way, WayView } from '../api/types';
import { fullName } from './person';
import { day } from './when';

export const invitation = {
  open: 'Tell the family',
  title: 'Tell the family of the appointment',
  back: 'Back to the family',
  nothingIsSent:
    'Doorstep sends nothing. Copy the words, and send them with your work telephone or by post. They name nobody and no reason: add nothing to them.',
  copy: 'Copy the words',
  copied: 'Copied',
  copiedNext: 'Nothing has been sent yet. When you have sent it, say so below.',
  notCopied: 'The words could not be copied',
  notCopiedNext: 'Select them with the mouse, and press Ctrl and C.',
  mayGo: 'They may go to',
  mustNot: 'Not to be used',
  none: 'Nobody has a number or an address on this laptop.',
  ask: 'Ask, and record the answer',
  only: 'Only:',
  answers: 'Who answers:',
  told: 'Have you told them?',
  toldNow: 'Recorded so far:',
} as const;

export const occasions = {
  invitation: 'Invitation',
  reminder: 'Reminder',
  moved: 'It has moved',
  cancelled: 'It is cancelled',
} satisfies Record<Occasion, string>;

/** Why nothing may be sent, and what to do instead. */
export const mayNot = {
  death_in_the_family: [
    'Send nothing: there has been a death in this family',
    'If they still want this appointment, ring or call, knowing what has happened.',
  ],
  baby_lost: [
    'Send nothing: a baby of this family was lost',
    'If they still want this appointment, ring or call, knowing what has happened.',
  ],
  in_dispute: [
    'Two people wrote different things about this appointment',
    'Decide which is right first, so that they are told the right time.',
  ],
  said_not_safe: [
    'A colleague recorded that nothing may be sent',
    'Tell them in person. If it has become safe, change the appointment and say why.',
  ],
  over: ['This appointment is over', 'There is nothing to send.'],
  in_the_past: [
    'The time of this appointment has passed',
    'Record what became of it, or move it to another time.',
  ],
  nobody_was_told: [
    'It was cancelled, and nobody had been told of it',
    'There is nothing to send: they do not expect it.',
  ],
  nothing_known_safe: [
    'No number and no address is known to be safe',
    'Tell them in person, and ask how it is safe to get in touch.',
  ],
} satisfies Record<MayNotInvite, readonly [string, string]>;

export const struck = {
  not_asked: 'Nobody has asked whether this is safe',
  said_no: 'It is recorded that this must not be used',
  in_dispute: 'Two people wrote different things about this',
  not_a_mobile: 'Not a mobile number: it cannot be sent a text',
  email: 'Nobody is asked whether an email is safe',
  restricted: 'There is a restriction on contact with this person',
  home_is_hidden: 'A home of this family is kept off letters, and must not be found',
  safe_contact_warning:
    'A warning about safe contact is in force: use only a number that somebody asked about',
  unsafe_number: 'A number of this family must not be used: a letter may be opened by somebody else',
  no_letters: 'Your organisation sends no letters about appointments',
} satisfies Record<Struck, string>;

const ways = {
  text: 'Text to',
  voicemail: 'Voicemail of',
  letter: 'Letter to',
} satisfies Record<Way, string>;

/** How it was told, for a button. */
export const toldBy = {
  by_text: 'I sent the text',
  by_letter: 'I sent the letter',
  in_person: 'I told them in person or by telephone',
} satisfies Partial<Record<Invitation, string>>;

/** "Text to 07700 900123, Ngozi Okafor". An address that is kept off letters is not said. */
export function wayCopy({ way, to, whose }: WayView): string {
  if (to.length === 0) return 'Letter';
  return [`${ways[way]} ${to[0]}`, ...to.slice(1), whose && fullName(whose)].filter(Boolean).join(', ');
}

/** "12-month review, 3 December 2026, 10:00, Room 2, Romney centre". */
export function appointmentCopy({ purpose, on, at, room, place }: Appointment): string {
  return [purpose, day(on), at.slice(0, 5), room, place].filter(Boolean).join(', ');
}
