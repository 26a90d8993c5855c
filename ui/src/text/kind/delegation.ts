import type {
  DelegatedPackage,
  DelegateRegistration,
  DelegationReview,
  DelegationState,
} from '../../api/types';

export const delegation = {
  name: 'Delegation',
  package: 'What do you delegate?',
  what: 'What is to be done?',
  by: 'Which health visitor delegates it?',
  to: 'To whom?',
  employer: 'Who employs them, if not this service?',
  competency: 'Competency that covers it',
  competentUntil: 'Competent for this until',
  isRegistered: 'On a professional register',
  goal: 'What is hoped for?',
  limits: 'What are they not to do, and when do they hand it back?',
  sessionsMax: 'How many sessions at most?',
  sessionsMaxUnit: 'sessions',
  startOn: 'From when?',
  reportBy: 'By when do they report back?',
  reviewBy: 'By when do you review it?',
  state: 'How far has it come?',
  stateNote: 'What was said?',
  review: 'When you reviewed it: did it help?',
  plan: 'If it did not help: what follows?',
} as const;

export const delegatedPackage = {
  sleep: 'Sleep',
  feeding: 'Feeding and weaning',
  play: 'Play and language',
  behaviour: 'Behaviour',
  growth_follow_up: 'Weighing',
  development_follow_up: 'Development',
  home_safety: 'Safety at home',
  review: 'A review of the child',
  new_birth_visit: 'The new birth visit',
  first_assessment: 'The first assessment of needs',
  safeguarding_enquiry: 'Work in a section 47 enquiry',
  other: 'Something else',
} satisfies Record<DelegatedPackage, string>;

export const delegateRegistration = {
  registered: 'Registered',
  not_registered: 'Not registered',
} satisfies Record<DelegateRegistration, string>;

export const delegationState = {
  proposed: 'Proposed',
  accepted: 'Taken on',
  refused: 'Not taken on',
  in_progress: 'Under way',
  reported: 'Reported back',
  reviewed: 'Reviewed',
  closed: 'Closed',
  revoked: 'Taken back by the health visitor',
  handed_back: 'Handed back by the colleague',
} satisfies Record<DelegationState, string>;

export const delegationReview = {
  go_on: 'It goes on',
  effective: 'It helped',
  not_effective: 'It did not help',
} satisfies Record<DelegationReview, string>;
