import type { CareBasis, PlanCategory, SafeguardingState, StatusSource } from '../../api/types';

export const safeguardingStatus = {
  name: 'Safeguarding status',
  state: 'Where does the child stand?',
  category: 'For a child protection plan: under which category?',
  legalBasis: 'For a looked-after child: on what footing?',
  from: 'Since when?',
  reviewOn: 'When is it reviewed next?',
  authority: 'Which council?',
  source: 'How do you know?',
  decidedBy: 'Who decided?',
  decidedByHint: 'Name and job. Needed for every step down.',
  confirmedBy: 'Who confirmed it?',
  document: 'Which document says so?',
} as const;

export const safeguardingState = {
  none: 'Nothing in force',
  early_help: 'Early help',
  child_in_need: 'Child in need (section 17)',
  section_47: 'Section 47 enquiry',
  child_protection_plan: 'Child protection plan',
  looked_after: 'Looked after',
} satisfies Record<SafeguardingState, string>;

export const planCategory = {
  neglect: 'Neglect',
  physical: 'Physical abuse',
  emotional: 'Emotional abuse',
  sexual: 'Sexual abuse',
} satisfies Record<PlanCategory, string>;

export const careBasis = {
  section_20: 'Section 20: by agreement',
  interim_care_order: 'Interim care order',
  section_31: 'Section 31: care order',
  emergency_protection: 'Emergency protection',
  placement_order: 'Placement order',
  other: 'Something else',
} satisfies Record<CareBasis, string>;

export const statusSource = {
  council_letter: 'A letter from the council',
  minutes: 'Minutes of a meeting',
  court_order: 'A court order',
  cp_is: 'The national information service (CP-IS)',
  confirmed: 'Told, and confirmed by somebody named',
  unconfirmed: 'Told, not confirmed yet',
} satisfies Record<StatusSource, string>;
