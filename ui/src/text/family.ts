import { aRecord } from './kinds';
import { day, moment } from './when';

export const family = {
  title: 'Family',
  gone: 'This family is not on this laptop',
  goneNext:
    'They may have left your caseload, or the time for which you had the record is over. What you signed is not lost: “Sync” lists what has not been sent yet. If the family should be here, sync first, then ask your team leader.',
  homeVisit: 'Home visit',
  record: 'Record a visit',
  ofHome: 'Home and family',
  afterTransfer: 'After the transfer was asked for: send it on',
  clockDoubtful: 'The laptop’s clock was wrong',
  quick: 'In passing',
  which: 'Which review is it?',
  noReview: 'Not a review',
  people: 'People',
  homes: 'Homes',
  timeline: 'What happened',
  noTimeline: 'Nothing is recorded on this laptop yet',
  noneMatch: 'Nothing matches these two choices',
  filterPerson: 'About',
  filterKind: 'Show',
  everybody: 'Everybody',
  change: 'Change',
  changeOrAdd: 'Change or add',
  addContactPoint: 'Add a number or email',
  changeAddress: 'Change the address',
  addAddress: 'Add an address',
  somebodyMovesIn: 'Somebody else lives here',
  voicemail: 'Voicemail',
  text: 'Text messages',
  disputed: 'Two people wrote different values.',
  toDecision: 'Decide which is right',
  restriction: 'Read before contact',
  hiddenHome: 'Kept off letters',
  noAddress: 'No address on this laptop',
  noHomes: 'No home on this laptop',
  nobodyThere: 'Nobody is recorded as living here',
  unverified: 'From the previous system, not verified',
  late: 'written more than 24 hours later',
  amended: 'Changed since first signed',
  inError: 'Entered in error',
  twoVersions: 'Two versions: needs a decision',
  showError: 'Show what was entered in error',
  restricted: aRecord,
  showRestricted: 'Show',
  factsDetails: 'Show what was written',
  laterVersion: 'A later version of Doorstep wrote this. It is kept whole. Update Doorstep to read it.',
  safeHours: 'Safe times',
  safeHoursHint: 'For example: texts from 9 to 12 only',
  whoAnswers: 'Who answers',
  cancel: 'Cancel',
  nobodyKnown: 'somebody whom this laptop does not know',
} as const;

/** What the timeline may be narrowed to. */
export const filters = {
  all: 'Everything',
  visits: 'Visits and contacts',
  measurements: 'Measurements',
  feeding: 'Feeding',
  other: 'Other records',
} as const;

export type Filter = keyof typeof filters;

export function asOfCopy(asOf: string | null): string {
  return asOf ? `This laptop’s copy is from ${moment(asOf)}` : 'This laptop has never synced';
}

export function draftCopy(review: string, openedAt: string): string {
  return `${review}, begun ${moment(openedAt)}, is not signed yet`;
}

/** "Clinic contact", "Telephone contact". */
export function contactCopy(how: string): string {
  return `${how} contact`;
}

/** On an adult's own screen: what they are to the child in the list. */
export function isTheir(name: string, relationship: string): string {
  return `${name} is: ${relationship.toLowerCase()}`;
}

export function livesSince(from: string | null, to: string | null): string | null {
  if (to) return `until ${day(to)}`;
  return from ? `since ${day(from)}` : null;
}

export function aboutWhom(name: string): string {
  return `About ${name}`;
}

/** "at 8 weeks 2 days, corrected 2 weeks 4 days". */
export function ageThen({
  age,
  corrected_age,
}: {
  age: string | null;
  corrected_age: string | null;
}): string | null {
  if (!age) return null;
  return corrected_age ? `at ${age}, corrected ${corrected_age}` : `at ${age}`;
}

/** Neutral: somebody may be reading along. */
export function bereavedCopy(on: string): string {
  return `There has been a bereavement in this family, ${day(on)}`;
}

export function alcoholBeforeBirth(on: string): string {
  return `Before birth: alcohol in the pregnancy was recorded, last on ${day(on)}. Think of FASD where there are difficulties.`;
}
