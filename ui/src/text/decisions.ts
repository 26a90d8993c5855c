import type { AuthorView } from '../api/types';
import { roles } from './choices';
import { count, moment } from './when';

export const decisions = {
  title: 'Needs your decision',
  intro:
    'Two people wrote different things, and neither had seen the other’s. Nothing is lost: say which is right, and everybody sees it.',
  none: 'Nothing waits for a decision',
  noneNext: 'When two people write different things without having seen each other’s, it appears here.',
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

export function howMany(number: number): string {
  return `${count(number, 'decision')} waiting`;
}
