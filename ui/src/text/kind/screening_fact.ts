import type { ScreeningSource, ScreeningStatus, ScreeningTest } from '../../api/types';

export const screeningFact = {
  name: 'Newborn screening',
  test: 'Which screening?',
  status: 'How far has it come?',
  result: 'The result',
  resultHint: 'In the words of whoever reported it',
  on: 'On which day?',
  source: 'Who says so?',
  followUp: 'What follows?',
  followUpHint: 'A repeat, a clinic, who tells the parents; if it was not done, why not',
} as const;

export const screeningTests = {
  blood_spot: 'Newborn blood spot',
  hearing: 'Newborn hearing',
  nipe_eyes: 'Physical examination: eyes',
  nipe_heart: 'Physical examination: heart',
  nipe_hips: 'Physical examination: hips',
  nipe_testes: 'Physical examination: testes',
} satisfies Record<ScreeningTest, string>;

export const screeningStatuses = {
  result: 'There is a result',
  awaited: 'Done, no result yet',
  further_test: 'To be repeated or looked at further',
  declined: 'Declined',
  not_done: 'Not done',
} satisfies Record<ScreeningStatus, string>;

export const screeningSources = {
  red_book: 'The red book',
  letter: 'A letter or report',
  child_health_service: 'The child health information service',
  midwife: 'The midwife’s handover',
  parent: 'A parent',
} satisfies Record<ScreeningSource, string>;
