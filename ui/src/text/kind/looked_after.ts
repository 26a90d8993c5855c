import type { Placement } from '../../api/types';

export const lookedAfter = {
  name: 'Looked-after child',
  since: 'In care since',
  placingAuthority: 'Which council placed the child?',
  socialWorker: 'Who is the social worker, and how are they reached?',
  placement: 'Where does the child live?',
  carer: 'Who cares for the child?',
  mayConsent: 'Who may consent to what?',
  initialAssessmentDue: 'When is the initial health assessment due?',
  initialAssessmentDueHint: '20 working days after the child came into care',
  initialAssessmentOn: 'When was it done?',
  nextReviewDue: 'When is the next health review due?',
  nextReviewDueHint: 'Every six months for a child under five',
  healthPlan: 'What is in the health plan?',
  endedOn: 'When did care end?',
  endedBecause: 'How did it end?',
} as const;

export const placement = {
  foster_care: 'With foster carers',
  family_or_friends: 'With family or friends who foster',
  with_parents: 'With parents, under an order',
  adoptive_placement: 'With those who will adopt',
  parent_and_child: 'Placed together with a parent',
  hospital: 'In hospital',
  other: 'Somewhere else',
} satisfies Record<Placement, string>;
