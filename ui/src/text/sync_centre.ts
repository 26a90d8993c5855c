import type { Refused, ServiceState } from '../api/types';
import { count } from './when';

export const syncCentre = {
  title: 'Sync',
  intro:
    'What is signed on this laptop goes to the service by itself. You can go on working without a connection.',
  now: 'Sync now',
  syncing: 'Syncing…',
  service: 'Service',
  state: 'At the last try',
  lastSync: 'Last whole sync',
  never: 'Never on this laptop',
  held: 'Entries on this laptop',
  unsent: 'Not yet at the service',
  nothingUnsent: 'Nothing waits. Everything signed here is at the service.',
  whose: 'Whose',
  nobody: 'No family on this laptop',
  what: 'What',
  signed: 'Signed',
  progress: 'How far',
  quarantined: 'Set aside by the service',
  quarantinedIntro:
    'These are kept whole, here and at the service, but other people do not see them until they are put right. Correct what is wrong, or sign it again as it is when the reason has passed.',
  atFault: '(set aside for this)',
  correct: 'Correct',
  left: 'Received, and no longer on this laptop',
  leftIntro:
    'These families were no longer in your caseload when this arrived at the service, so the record is not on this laptop. Whoever has the family now can read it.',
  tooOld: 'This version of Doorstep is too old: the service sends it nothing new',
  tooOldNext:
    'What you sign is still sent. Until Doorstep is updated, what colleagues write does not come to this laptop. Ask support for the new version.',
  diverged:
    'The service and this laptop do not agree about what it should hold. Nothing is lost: Doorstep compares them and mends it by itself. If this stays for a day, tell support.',
  oldest: 'Oldest first',
  first200: 'Only the oldest 200 are listed.',
  done: 'The sync has finished',
} as const;

export const serviceStates = {
  not_tried: 'Not tried since unlocking',
  reached: 'It answered',
  not_reached: 'It could not be reached: there is no signal, or the service is down',
  refused: 'It answered, and refused this laptop or this version of Doorstep',
} satisfies Record<ServiceState, string>;

/** Why the service set an item aside. */
const reasons = {
  signature: 'The signature does not fit what was signed. Tell support: the laptop may be faulty.',
  malformed: 'The service could not read it. Tell support.',
  too_long: 'It is longer than the service takes. Write it again in two parts.',
  other_organisation: 'It belongs to another organisation. Tell support.',
  other_author: 'It names another author, or another role, than the service knows for this laptop.',
  role_may_not: 'Your role may not record this. Ask a colleague whose role may.',
  parent_of_another: 'It builds on a record of something else. Tell support.',
  parent_set_aside: 'It builds on something that was set aside. Look at that first.',
  sensitivity_too_low: 'It is marked less sensitive than the record that it belongs to.',
  subject_not_held: 'You may not write about this person or home any more. Your team leader can say who may.',
  wrong_subject: 'It is about something that such a record is never about. Tell support.',
  illegal_step:
    'Somebody had moved this on meanwhile, and what you wrote cannot follow from there. Correct it: what stands now is shown beside it.',
  forked:
    'This laptop was put back to an older copy of itself, and the number of this item was taken. Sign it again, and tell support.',
  unknown: 'A reason that this version of Doorstep does not know. Tell support.',
} satisfies Record<Refused, string>;

export function reasonCopy(reason: Refused): string {
  return reasons[reason];
}

/** What is signed again as it was written, where the rest must be corrected. */
export function againCopy(changes: number, all: number): string {
  if (all === 1) return 'Sign it again as it is';
  if (changes === all) return `Sign all ${all} again as they are`;
  return changes === 1
    ? 'Sign the other entry again as it is'
    : `Sign the other ${changes} again as they are`;
}

export function heldCopy(entries: number): string {
  return count(entries, 'entry', 'entries');
}
