import type { CaseloadOrder, Only, SearchView } from '../api/types';
import { count, day, moment } from './when';

export const onlyThose = {
  overdue: 'A review is overdue',
  due_soon: 'A review is due soon or overdue',
  safeguarding: 'In early help, child protection or care',
  delegated: 'Work is with a colleague',
  vulnerable_group: 'In a group that services often miss',
  not_seen_lately: 'Not seen for 90 days, or never',
} satisfies Record<Only, string>;

export const caseloadOrders = {
  name: 'Name',
  review_due: 'Review due',
  seen_longest_ago: 'Seen the longest ago',
} satisfies Record<CaseloadOrder, string>;

export function lastSeen(on: string): string {
  return `Child seen ${day(on)}`;
}

export const caseload = {
  title: 'Caseload',
  search: 'Search',
  searchHint: 'Name, birth date, NHS number, postcode, phone, or words of a record',
  clear: 'Show the whole caseload',
  child: 'Child',
  carers: 'Carers',
  home: 'Home',
  nextReview: 'Next review',
  lastContact: 'Last contact',
  noContact: 'None on this laptop',
  hidden: 'Not shown',
  draft: 'Draft not signed',
  narrow: 'Which children are shown',
  only: 'Show',
  everybody: 'Everybody',
  level: 'Level of need',
  anyLevel: 'Any level',
  order: 'In order of',
  noneOfThem: 'No child on this laptop is like that',
  delegated: 'With a colleague',
  people: 'People',
  records: 'Records that hold these words',
  more: 'There are more. Add a word, a birth date or a postcode to narrow them down.',
  next: 'Next',
  previous: 'Previous',
  pages: 'Pages of the caseload',
  pagesBelow: 'Pages of the caseload, below the list',
  empty: 'There are no children on this laptop',
  sealed: 'A record that is closed to you',
  sealedNext:
    'What you typed is kept on this laptop and is not signed. Tell your named nurse: it can be signed when the record is opened to you.',
  left: 'A family that has left this laptop',
  leftNext:
    'What you typed is kept on this laptop. Tell whoever has the family now: what you sign is set aside until the family is yours again.',
  emptyNext: 'Import your caseload from a file, or sync if the service already has it.',
  toImport: 'Import a caseload',
  drafts: 'Begun, and not signed yet',
  goOn: 'Go on',
  export: 'Export the caseload as a file',
} as const;

export function rangeCopy(from: number, shown: number, total: number): string {
  return `${from + 1} to ${from + shown} of ${count(total, 'child', 'children')}`;
}

export function foundCopy(found: SearchView): string {
  const people = count(found.people.length, 'person', 'people');
  const records = count(found.records.length, 'record');
  return `${people} and ${records} found on this laptop`;
}

/** Nothing found is never "no record": this copy may lack what the service has. */
export function noneFound(asOf: string | null): string {
  return `None found on this laptop, ${asOf ? `as of ${moment(asOf)}` : 'which has never synced'}`;
}

export const noneFoundNext =
  'A record may still exist at the service. Check the spelling, try the birth date or NHS number, or sync and search again.';
