import type {
  AllocatedChild,
  AllocatedView,
  AllocateStep,
  CoverView,
  FromWhom,
  HolderView,
  NotAllocated,
} from '../api/types';
import { roles } from './choices';
import { entry } from './entry';
import { count, day } from './when';

export const caseloads = {
  title: 'Who is accountable',
  about:
    'The children on this laptop, by the health visitor who is accountable for them. A vacant post is held by a team leader.',
  everybody: 'Somebody is accountable for every child on this laptop.',
  nobodyNext: 'Choose somebody for them now: until then nobody answers for them.',
  nobody: 'Nobody is accountable',
  toNobody: 'Show these children',
  back: 'Back to who is accountable',
  who: 'Who',
  children: 'Children',
  covered: 'Covered today',
  none: 'None',
  vacant: 'Vacant posts, held by the team leader',
  noCaseload: 'Can hold no caseload any more: choose somebody else for these children',
  child: 'Child',
  since: 'Accountable since',
  cover: 'Cover',
  noCover: 'None',
  disputed: 'Two people differ about who is accountable. What you choose here settles it.',
  noChildren: 'No children on this laptop',
  pages: 'Pages of children',
  previous: 'Previous',
  next: 'Next',
  clear: 'Select none',
  what: 'What is to happen?',
  chosen: 'Which children?',
  staff: 'Who?',
  choose: 'Choose somebody',
  from: 'From which day?',
  fromAccountable: 'Today, or a day to come',
  fromHint: 'The first day of the cover',
  to: 'Until which day?',
  toHint: 'The last day of the cover',
  reason: 'Why?',
  reasonHint:
    'Kept with the record of every child, such as: annual leave, a new colleague, caseloads made even',
  goOn: 'Go on',
  goOnNext: 'Nothing is signed yet: next you see what will happen.',
  confirm: 'Is this right?',
  sign: 'Sign',
  signing: 'Signing…',
  goBack: 'Go back',
  leftOut: 'Left as they are',
  nothing: 'Nothing would change',
  undo: 'Undo',
  undoing: 'Undoing…',
  undone: 'Put back as it was before',
  unsaid: 'Some could not be signed: the disk is full or failed. Nothing of them is changed.',
} as const;

export const allocateSteps = {
  make_accountable: 'Make somebody else accountable',
  cover: 'Cover: somebody stands in on some days',
} satisfies Record<AllocateStep, string>;

/** Beside the child's name. */
export const leftOutWords = {
  already_theirs: 'nothing changes: this is so already',
  nobody_accountable:
    'nobody is accountable, so there is nobody to cover for. Make somebody accountable first',
  themselves: 'who is accountable cannot cover for themselves',
  cover_overlaps: 'somebody covers on one of these days already',
  changed_meanwhile: 'a colleague changed it meanwhile. Look at it again',
  nothing_before: 'there is nothing to go back to',
} satisfies Record<NotAllocated, string>;

const children = (number: number) => count(number, 'child', 'children');

/** "Nobody is accountable for 3 children". */
export function nobodyCopy(number: number): string {
  return `${caseloads.nobody} for ${children(number)}`;
}

/** "Amina Yusuf, health visitor". Who is not known to this laptop is named as such. */
export function holderName({ name, role }: Pick<HolderView, 'name' | 'role'>): string {
  return [name ?? entry.colleague, role && roles[role]].filter(Boolean).join(', ');
}

export function nameCopy(name: string | null): string {
  return name ?? entry.colleague;
}

/** "Amina Yusuf: 14 children". */
export function caseloadTitle(name: string | null, number: number): string {
  return `${nameCopy(name)}: ${children(number)}`;
}

export function rangeCopy(from: number, shown: number, total: number): string {
  return `${from + 1} to ${from + shown} of ${children(total)}`;
}

/** "3 of 14 children selected". */
export function selectedCopy(selected: number, total: number): string {
  return `${selected} of ${children(total)} selected`;
}

export function selectAll(total: number): string {
  return `Select all ${children(total)}`;
}

/** "Since 5 January 2026", "Beth Carter from 23 November 2026". */
export function sinceCopy({ since, planned }: AllocatedChild): string {
  if (planned) return `${nameCopy(planned.name)} from ${day(planned.from)}`;
  return since ? day(since) : caseloads.nobody;
}

/** "Cara Lee, 16 November 2026 to 27 November 2026: Annual leave". */
export function coverCopy({ name, from, to, reason }: CoverView): string {
  return `${nameCopy(name)}, ${day(from)} to ${day(to)}${reason && `: ${reason}`}`;
}

export interface Decided {
  step: AllocateStep;
  /** Who becomes accountable, or covers. */
  name: string;
  from: string;
  to: string;
}

/** What will happen, a sentence each. */
export function willHappen({ step, name, from, to }: Decided, would: AllocatedView): string[] {
  if (step === 'cover') return willCover({ name, from, to }, would);
  const known = would.from_whom.filter(({ staff }) => staff !== null);
  const moves = would.from_whom.map((one) =>
    one.staff === null
      ? `${children(one.children)} for whom nobody is accountable ${one.children === 1 ? 'goes' : 'go'} to ${name} at once.`
      : `${children(one.children)} ${one.children === 1 ? 'moves' : 'move'} from ${nameCopy(one.name)} to ${name} from ${day(from)}.`,
  );
  const before = listed(known.map(({ name }) => nameCopy(name)));
  const after = would.later
    ? `Until then ${before} stays accountable and keeps them. ${name} has them from the next sync, to get to know them.`
    : `${name} has them at the next sync. They leave the laptop of ${before} when it next syncs; what was written there and not sent yet is still taken.`;
  const cover = `Cover that was arranged for ${children(would.cover_ends)} ends with it.`;
  return [
    ...moves,
    known.length > 0 ? after : `${name} has them at the next sync.`,
    ...(would.cover_ends ? [cover] : []),
  ];
}

function willCover({ name, from, to }: Omit<Decided, 'step'>, would: AllocatedView): string[] {
  const covers = would.from_whom.map(
    (one) =>
      `${name} covers ${children(one.children)} of ${nameCopy(one.name)} from ${day(from)} to ${day(to)}.`,
  );
  const stays = listed(would.from_whom.map(({ name }) => nameCopy(name)));
  return [
    ...covers,
    `${stays} stays accountable and keeps them. ${name} has them on these days, and not after.`,
  ];
}

/** What happened, as the title of the message that says so. */
export function happened({ step, name, from, to }: Decided, done: AllocatedView): string {
  const number = children(done.children.length);
  if (step === 'cover') return `Signed: ${name} covers ${number} from ${day(from)} to ${day(to)}`;
  return `Signed: ${name} is accountable for ${number}${done.later ? ` from ${day(from)}` : ''}`;
}

export function undoneCopy(done: AllocatedView): string {
  return `${caseloads.undone}: ${children(done.children.length)}`;
}

/** It is this laptop that signed it; the others follow. */
export const sentNext = 'It is kept on this laptop and sent at the next sync.';

function listed(names: FromWhom['name'][]): string {
  return names.join(' and ');
}
