import type { ProgrammeEnd, ProgrammeKind } from '../../api/types';

export const programme = {
  name: 'Programme',
  kind: 'Which programme?',
  title: 'Its name, and who gives it',
  purpose: 'What is it for?',
  from: 'From',
  to: 'Until',
  ended: 'How did it end?',
  whatNow: 'What comes now?',
  whatNowHint: 'Needed when it has ended, however it ended',
} as const;

export const programmeKinds = {
  family_nurse_partnership: 'Family Nurse Partnership (FNP)',
  mecsh: 'Maternal Early Childhood Sustained Home-visiting (MECSH)',
  parenting: 'A parenting programme',
  other: 'Another programme',
} satisfies Record<ProgrammeKind, string>;

export const programmeEnds = {
  completed: 'Completed',
  family_left: 'The family left it',
  moved: 'The family moved',
  withdrawn: 'The programme was withdrawn',
  never_began: 'It never began',
} satisfies Record<ProgrammeEnd, string>;
