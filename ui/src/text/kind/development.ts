import type { AgeUsed } from '../../api/types';

export const development = {
  name: 'Development',
  contact: 'At which contact?',
  asq3: 'ASQ-3',
  asq3Hint: 'Scores of the five domains, 0 to 60. Leave a domain blank if it was not done, and say why',
  asqSe2: 'ASQ:SE-2',
  formMonths: 'Which form?',
  months: 'months',
  ageUsed: 'By which age was it chosen?',
  communication: 'Communication',
  grossMotor: 'Gross motor',
  fineMotor: 'Fine motor',
  problemSolving: 'Problem solving',
  personalSocial: 'Personal-social',
  domainNotDone: 'If a domain was not done: why not?',
  total: 'Total',
  sdq: 'SDQ total',
  sdqHint: '0 to 40, from two years of age',
  speech: 'Is anybody worried about speech or language?',
  speechHint: 'A parent, you or somebody else, whatever the scores say',
  notDone: 'If nothing was done: why not?',
  narrative: 'What did you see, and what do the parents say?',
} as const;

export const agesUsed = {
  chronological: 'Age since birth',
  corrected: 'Corrected age (born before 37 weeks)',
} satisfies Record<AgeUsed, string>;
