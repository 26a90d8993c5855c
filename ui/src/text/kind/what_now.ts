import type { HowItEnded, WhatNowState } from '../../api/types';

export const whatNow = {
  name: 'What now?',
  endedWhat: 'What has ended?',
  endedOn: 'When did it end?',
  ended: 'Which record is it?',
  how: 'How did it end?',
  owner: 'Who decides what follows?',
  decideBy: 'By when?',
  state: 'Is it decided?',
  decision: 'What follows, and why?',
  decidedOn: 'When was it decided?',
} as const;

export const howItEnded = {
  completed: 'As it was meant to',
  dropped_out: 'The family left it',
  withdrawn: 'The service ended it',
  declined: 'It never began',
  other: 'Otherwise',
} satisfies Record<HowItEnded, string>;

export const whatNowState = {
  open: 'Not yet',
  decided: 'Yes',
} satisfies Record<WhatNowState, string>;
