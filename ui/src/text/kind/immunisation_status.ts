import type { ImmunisationSource, ImmunisationState } from '../../api/types';

export const immunisationStatus = {
  name: 'Immunisations',
  contact: 'At which contact?',
  asOf: 'On which day?',
  state: 'How do they stand?',
  source: 'Who says so?',
  vaccines: 'Vaccine',
  another: 'Add another vaccine',
  vaccine: 'Which one?',
  vaccineHint: 'As in the red book, such as 6-in-1',
  dueAt: 'Due at which age?',
  dueAtHint: 'Such as 8 weeks',
  givenOn: 'When was it given?',
  givenBy: 'Where, or by whom?',
  declinedBecause: 'If it was declined: why?',
  note: 'What do the parents say, and what did you advise?',
} as const;

export const immunisationStates = {
  up_to_date: 'Up to date',
  overdue: 'Something is late',
  declined: 'Declined, some or all',
  unknown: 'Nobody can say',
} satisfies Record<ImmunisationState, string>;

export const immunisationSources = {
  parent: 'A parent',
  red_book: 'The red book',
  general_practice: 'The GP practice',
  child_health_service: 'The child health information service',
} satisfies Record<ImmunisationSource, string>;
