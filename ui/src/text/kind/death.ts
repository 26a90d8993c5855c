import type { DeathCircumstances, DeathSource } from '../../api/types';

export const death = {
  name: 'Death',
  on: 'When did they die?',
  source: 'How is it known?',
  toldBy: 'Who told us?',
  circumstances: 'Was it expected?',
  reviewToldOn: 'When was the child death review told?',
  bereavementContact: 'Who supports the family?',
  familyWishes: 'What does the family wish?',
} as const;

export const deathSource = {
  informal: 'Informally: somebody told us',
  formal: 'Formally: certificate or registrar',
} satisfies Record<DeathSource, string>;

export const deathCircumstances = {
  expected: 'Expected',
  unexpected: 'Not expected',
  not_known: 'Not known',
} satisfies Record<DeathCircumstances, string>;
