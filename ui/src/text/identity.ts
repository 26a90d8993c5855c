import type { Likeness, TimelineItem } from '../api/types';
import { recordOf } from './entry';
import { likeness } from './kind/same_person';
import { kindName } from './kinds';

export const identity = {
  likelyTitle: 'Somebody like this has a record already',
  likelyNext:
    'If it is the same person, open that record. If it is somebody else, go on: you will be asked once more when you sign.',
  openRecord: 'Open that record',
  likelyHere: 'This may be the same person as another record',
  linkedHere: 'There is another record that may be of this person',
  mergedHere: 'One person, two records',
  disputed: 'Two colleagues said different things. Until it is decided the records are kept apart.',
  merge: 'Same person: show as one',
  link: 'Perhaps: link the two',
  separate: 'Two people',
  undo: 'Take back: two records again',
  reason: 'How do you know?',
  reasonHint: 'For example: the mother showed both letters',
  nothingLost: 'Nothing is rewritten or deleted. It can be taken back at any time.',
  yes: 'Sign',
  no: 'Not now',
  belongs: 'This belongs to somebody else',
  belongsTitle: 'Under whom should this have been written?',
  belongsWarning:
    'It is marked as entered in error here, and written again in the record you choose. Neither record will name the other person.',
  belongsWho: 'Find the right person',
  belongsChoose: 'Which person?',
  belongsWhy: 'How did it come to be here?',
  belongsYes: 'Move it there',
  belongsNobody: 'Type a name, birth date or NHS number',
  belongsNoneFound: 'Nobody on this laptop is found by that. Check the spelling, or try the NHS number.',
  belongsHowMuch: 'How much belongs there?',
  belongsAll: 'Everything that belongs together',
  belongsVisit: 'The whole visit',
  belongsOne: 'Only this record',
  belongsStays:
    'This cannot be moved. Mark it as entered in error here, and record it again in the right record:',
  done: 'Done',
  movedTitle: 'Moved. Look at these: they may have used it',
  movedNothing: 'Moved. No decision, referral or disclosure has been recorded since.',
  movedDone: 'I have seen these',
} as const;

/** "The whole visit: Contact, 21 November 2026; Measurements, 21 November 2026". */
export function allOf(items: TimelineItem[]): string {
  const isVisit = items.some(({ kind }) => kind === 'contact');
  const named = items.map(({ kind, occurred }) => recordOf(kindName(kind), occurred));
  return `${isVisit ? identity.belongsVisit : identity.belongsAll}: ${named.join('; ')}`;
}

/** "Because of: the same NHS number". */
export function becauseCopy(because: Likeness[]): string {
  return `They share ${because.map((one) => likeness[one]).join('; ')}`;
}

/** "Written under: Kathryn Marsh, NHS number 999 000 0050". */
export function writtenUnder(record: string): string {
  return `Written under: ${record}`;
}
