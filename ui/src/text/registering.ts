import type { Joining } from '../api/types';

export const registering = {
  start: 'Add somebody',
  newFamily: 'Add a family that has moved in',
  newBaby: 'Add a baby of this mother',
  newAdult: 'Add another adult',
  newMother: 'Add a pregnant woman',
  woman: 'The mother to be',
  pregnancy: 'The pregnancy',
  baby: 'The baby',
  babyHint: 'Leave “Baby of” and the mother’s name until the birth is registered with a name',
  child: 'The child',
  adult: 'The adult',
  number: 'Their NHS number',
  birth: 'The birth',
  mother: 'The mother',
  home: 'Home',
  movedIn: 'When did they move in?',
  carer: 'The adult who cares for the child',
  carerBorn: 'The adult’s birth date',
  carerNumber: 'The adult’s NHS number',
  carerNumberHint: 'If somebody on this laptop has it, the child is linked to that person',
  related: 'What they are to the child',
  phone: 'How to reach the adult',
  livesHere: 'They live with the child',
  another: 'Another baby was born at this birth: add it next',
  gone: 'This form is no longer open',
  goneNext: 'It was signed or thrown away. Who was registered is in the caseload.',
  draft: 'Somebody to add',
} as const;

export const registeringTitles = {
  baby: 'Add a baby',
  mother: 'Add a pregnant woman',
  family: 'Add a family that has moved in',
  adult: 'Add another adult',
} satisfies Record<Joining, string>;

/** "They will be recorded as living at 14 Mill Lane, XA1 2BC." */
export function recordedAt(home: string): string {
  return `Their home on record: ${home}`;
}

/** "Adding Rowan Marsh": two families that were begun are told apart. */
export function addingCopy(name: string): string {
  return `Adding ${name}`;
}

/** "Mother: Ngozi Okafor". */
export function besideWhom(joining: Joining, name: string): string {
  return joining === 'baby' ? `Mother: ${name}` : `Child: ${name}`;
}
