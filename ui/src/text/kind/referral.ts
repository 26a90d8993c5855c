import type { AfterDeclined, OutcomeReached, ReferralBasis, ReferralState, Urgency } from '../../api/types';

export const referral = {
  name: 'Referral',
  toService: 'To which service?',
  centre: 'If it is a children’s centre: which one?',
  urgency: 'How soon?',
  reason: 'Why?',
  follows: 'Asks again after one that was declined',
  desiredOutcome: 'What is hoped for?',
  desiredOutcomeHint: 'So that it can be said later whether it helped',
  basis: 'On what footing does it go?',
  basisReasons: 'About consent',
  basisReasonsHint: 'Without consent: why, and whether it was asked for',
  madeOn: 'Made on',
  reviewOn: 'When will you look whether it helped?',
  state: 'How far has it come?',
  stateOn: 'Since when?',
  stateNote: 'What was said',
  afterDeclined: 'If it was declined: what follows?',
  familyTold: 'The family has been told',
  outcome: 'What came of it?',
  reached: 'Was what was hoped for reached?',
} as const;

export const urgencies = {
  routine: 'Routine: acknowledged within 5 working days',
  urgent: 'Urgent: acknowledged within 2 working days',
  immediate: 'Immediate: telephone today, in writing within 48 hours',
} satisfies Record<Urgency, string>;

export const bases = {
  consent_given: 'Consent was given',
  safeguarding: 'Safeguarding: a child may be at risk of harm',
  legal_duty: 'Another duty in law',
} satisfies Record<ReferralBasis, string>;

export const referralStates = {
  signed: 'Signed, not acknowledged yet',
  acknowledged: 'Acknowledged',
  accepted: 'Accepted',
  declined: 'Declined',
  redirected: 'Passed on to another service',
  first_appointment: 'First appointment',
  in_service: 'Being helped',
  ended: 'Help has ended',
  outcome_recorded: 'Outcome recorded',
  reviewed: 'Looked at whether it helped',
  closed: 'Closed',
  withdrawn: 'Taken back',
} satisfies Record<ReferralState, string>;

export const afterDeclined = {
  refer_again: 'Refer again, as a new referral',
  alternative: 'Something else instead',
  nothing_further: 'Nothing further',
} satisfies Record<AfterDeclined, string>;

export const reached = {
  achieved: 'Yes',
  partly: 'In part',
  not_achieved: 'No',
  unable_to_say: 'It cannot be said',
} satisfies Record<OutcomeReached, string>;
