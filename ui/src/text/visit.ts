import { clock, moment } from './when';

export const visit = {
  title: 'Visit',
  gone: 'This draft is no longer open',
  goneNext: 'It was signed or thrown away. What was signed is on the family’s page, under “What happened”.',
  when: 'When and how',
  date: 'Date',
  dateHint: 'For example, 2 11 2026',
  start: 'Started',
  end: 'Ended',
  timeHint: 'For example, 09:30',
  now: 'Now',
  review: 'Which review is it?',
  noReview: 'Not a review',
  mode: 'How did you meet?',
  place: 'Where?',
  outcome: 'What happened?',
  childSeen: 'Was the child seen?',
  present: 'Who was in the room?',
  presentHint: 'Choose all who were there for any part of it',
  measurements: 'Measurements',
  weight: 'Weight',
  clothing: 'Weighed in',
  notRecorded: 'Not recorded',
  head: 'Head circumference',
  length: 'Length',
  measurementNote: 'About the measurements',
  measurementNoteHint: 'How it was measured, or why it was not',
  feedingTitle: 'Feeding',
  feeding: 'How is the baby fed?',
  notAsked: 'Not asked',
  feedingNote: 'About feeding',
  ifKnown: 'Leave blank if not yet, or not asked',
  interpretedBy: 'Who interpreted?',
  noInterpreter: 'Nobody: not needed',
  whoseNumbers: 'Whose measurements are these?',
  remote: 'Not face to face',
  remoteHint:
    'A review by telephone or video stops the reminder only with a reason, and with a decision about meeting.',
  more: 'More to record',
  moreHint: 'Open what you talked about or did. What is left blank is not signed.',
  assessment: 'Needs assessment',
  assessmentHint:
    'Ten parts, each with what worries and what protects. Nothing is added up. An assessment ends in a level of need.',
  recordedMeanwhile:
    'This was recorded meanwhile. What is there is shown: change it with what you typed, or empty these boxes to leave it.',
  household: 'the home and family',
  add: 'Add to this visit',
  addKind: 'Another record',
  addWhose: 'About',
  addRecord: 'Add',
  words: 'What was seen, said and agreed',
  seen: 'What you saw of the child',
  seenHint: 'A day in the life of this baby: how they looked, moved, fed, slept, and were held',
  parentsWords: 'The parents’ words',
  parentsWordsHint: 'As they said it',
  narrative: 'What you discussed and did',
  plan: 'What was agreed',
  planHint: 'Who does what, and by when',
  late: 'Why is it written later?',
  lateHint: 'Needed when a visit is signed more than 24 hours after it happened',
  kept: 'Kept from an earlier version of this form',
  keptHint: 'These words have no box any more. Copy what is still needed; they stay in the draft.',
  lastTime: 'Last time',
  birthWeight: 'At birth',
  noPrevious: 'No earlier value on this laptop',
  sign: 'Sign and save',
  signing: 'Saving…',
  later: 'Finish later',
  discard: 'Throw the draft away',
  discardTitle: 'Throw this draft away?',
  discardWarning:
    'What was typed here will be gone. A draft is the only thing in Doorstep that can be thrown away.',
  discardYes: 'Yes, throw it away',
  discardNo: 'No, keep it',
  notKept: 'The last words are not kept yet',
  notKeptNext: 'Leave this screen open: Doorstep tries again every two seconds.',
} as const;

export function draftKept(savedAt: string): string {
  return `Draft kept on this laptop ${clock(savedAt)}`;
}

export function savedCopy(signedAt: string): string {
  return `Saved on this laptop, ${moment(signedAt)}`;
}

export const savedNext = 'It goes to the service by itself when there is a connection. You need do nothing.';

const MOTHER = {
  title: 'her own record',
  hint: 'This goes into her own record, not the child’s.',
  text: 'How she is',
} as const;

const CARER = {
  title: 'their own record',
  hint: 'This goes into their own record, not the child’s.',
  text: 'How they are',
} as const;

/** Of the mother, or of the first carer where nobody is recorded as the mother. */
export function carerWords(isMother: boolean): typeof MOTHER | typeof CARER {
  return isMother ? MOTHER : CARER;
}

/** "Ngozi Okafor: her own record". */
export function ofCarer(name: string, isMother: boolean): string {
  return `${name}: ${carerWords(isMother).title}`;
}

export function ofSibling(field: string, given: string): string {
  return `${given}: ${field}`;
}

export function ofPart(field: string, kind: string, name: string | null): string {
  return `${field} (${kind}, ${name ?? visit.household})`;
}

export function whose(title: string, name: string | null): string {
  return `${title}: ${name ?? visit.household}`;
}

/** A brother or sister whose own review is not open is seen, and no more. */
export function seenOnly(given: string, review: string): string {
  return `${given} is recorded as seen. It does not count as ${given}’s own ${review.toLowerCase()}: that is not open now.`;
}

export function seenToo(name: string): string {
  return `${name} was seen too`;
}

export function theseAre(name: string): string {
  return `These measurements are of ${name}`;
}

export const check = {
  title: 'Please check',
  intro: 'These are unusual. Tick each one that is right, or change it, then sign again.',
  show: 'Show me',
} as const;

export const summary = {
  title: 'There is a problem',
} as const;
