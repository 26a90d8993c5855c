import type { DeclinedBy, ReviewDecisionState, StillToMeet, Undeliverable, WhyRemote } from '../../api/types';

export const reviewDecision = {
  name: 'Decision about a review',
  review: 'Which review?',
  pregnancy: 'Of which pregnancy?',
  state: 'What was decided?',
  decidedOn: 'Decided on',
  reason: 'Why?',
  declinedBy: 'Who declined?',
  reofferOn: 'When will it be offered again?',
  undeliverable: 'Why can it not be done?',
  contact: 'Which contact by telephone or video?',
  whyRemote: 'Why was it by telephone or video?',
  faceToFace: 'Will you still meet?',
  meetBy: 'By when?',
} as const;

export const reviewDecisions = {
  declined: 'The family declined it',
  not_deliverable: 'It cannot be done',
  delivered_remotely: 'It was done by telephone or video',
  reopened: 'It is to be done after all',
} satisfies Record<ReviewDecisionState, string>;

export const declinedBy = {
  mother: 'Mother',
  father: 'Father',
  other_carer: 'Another carer',
} satisfies Record<DeclinedBy, string>;

export const undeliverable = {
  not_reached: 'Nobody could be reached',
  away: 'The family is away the whole time',
  in_hospital: 'In hospital the whole time',
  suspended: 'The service had suspended this review',
  other: 'Something else',
} satisfies Record<Undeliverable, string>;

export const whyRemote = {
  family_asked: 'The family asked for it',
  infection: 'Somebody has something catching',
  in_hospital: 'The baby is in hospital',
  away: 'The family is away',
  service_policy: 'The service’s policy of that time',
  other: 'Something else',
} satisfies Record<WhyRemote, string>;

export const stillToMeet = {
  by_a_day: 'Yes, by a day',
  not_needed: 'No, there is no need',
} satisfies Record<StillToMeet, string>;
