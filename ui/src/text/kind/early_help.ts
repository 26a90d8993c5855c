import type { EarlyHelpAnswer } from '../../api/types';

export const earlyHelp = {
  name: 'Early help assessment',
  offeredOn: 'Offered on',
  reason: 'Why?',
  answer: 'What did the family say?',
  answeredOn: 'When did they say so?',
  otherwise: 'If they said no, or have not answered: what happens?',
  completedOn: 'Completed on',
  leadProfessional: 'Who leads?',
  leadProfessionalHint: 'Name, profession and telephone',
  reviewOn: 'When will you look at it again?',
  endedOn: 'Ended on',
  whatNow: 'What comes now that it has ended?',
} as const;

export const earlyHelpAnswers = {
  thinking: 'They want to think about it',
  consented: 'Yes',
  declined: 'No',
} satisfies Record<EarlyHelpAnswer, string>;
