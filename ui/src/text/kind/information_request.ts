import type { RequestPurpose } from '../../api/types';

export const informationRequest = {
  name: 'Request for information',
  askedOn: 'When did it come?',
  askedBy: 'Who asks?',
  agency: 'From which service?',
  what: 'What do they ask?',
  purpose: 'What for?',
  answerBy: 'By when do they need it?',
  repliedOn: 'When was it answered?',
  repliedBy: 'Who answered?',
  reply: 'What was answered?',
  disclosure: 'Which disclosure was made?',
} as const;

export const requestPurpose = {
  strategy_discussion: 'Strategy discussion',
  assessment: 'Social care assessment',
  court: 'Court',
  child_death_review: 'Child death review',
  police: 'Police',
  other_health: 'Another health service',
  other: 'Something else',
} satisfies Record<RequestPurpose, string>;
