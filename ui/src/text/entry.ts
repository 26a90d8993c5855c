// Words of the form that records any kind of entry.

import type { Role } from '../api/types';
import { roles } from './choices';
import { day } from './when';

export const shown = { yes: 'Yes', no: 'No' } as const;

export const entry = {
  prompts: 'For the conversation',
  toChronology: 'To the chronology',
  gone: 'This draft is no longer open',
  goneNext:
    'It was signed or thrown away. What was signed is on the family’s page, under “What happened”, or under “Team and centres”.',
  happenedOn: 'When was it?',
  happenedOnHint: 'The day on which it happened, for example 2 11 2026',
  whyChange: 'Why does it change?',
  whyLate: 'Why is it written later?',
  whyHint: 'Needed when something signed is changed, or written more than 24 hours after it happened',
  lastTime: 'What was last recorded',
  later: 'Later: what became of it',
  amendInstead: 'Change what is recorded',
  notRecorded: 'Not recorded',
  partialDate:
    'As much as is known: the day, the month or the year may be all there is. “About 2019” may stand as the year.',
  colleague: 'A colleague',
  somebody: 'Somebody of this family',
  nobodyChosen: 'Not chosen',
  session: 'A session that is not on this laptop',
  centre: 'A centre that is not on this laptop',
  noCentre: 'Not a children’s centre',
  recordedOn: 'Recorded on',
  recordedOnHint: 'Today, unless you are writing it down later',
  nobody: 'Nobody',
  notLinked: 'None',
  linked: 'Yes, to another record of this family',
  linkedElsewhere: 'A record that is not on this laptop',
  which: 'What do you want to record?',
  open: 'Record it',
  change: 'Change',
  inError: 'Entered in error',
  inErrorTitle: 'Mark this as entered in error?',
  inErrorWarning: 'It is hidden from the record, and kept. Nothing is deleted.',
  inErrorWhy: 'Why was it an error?',
  inErrorYes: 'Yes, it was an error',
  inErrorNo: 'No, keep it',
} as const;

export function titleOf(kind: string, amends: boolean): string {
  return amends ? `Change: ${kind.toLowerCase()}` : kind;
}

/** "It was recorded on 2 November 2026." */
export function recordedOn(occurred: string): string {
  return `It was recorded on ${day(occurred)}.`;
}

/** "Amina Okafor, health visitor". */
export function colleague(name: string, role: Role): string {
  return `${name}, ${roles[role]}`;
}

/** "Contact, 2 November 2026". */
export function recordOf(kind: string, occurred: string): string {
  return `${kind}, ${day(occurred)}`;
}

export function itemOf(list: string, place: number): string {
  return `${list} ${place}`;
}

/** What the time beside a day is called. */
export function momentTime(label: string): string {
  return `${label}, time`;
}
