import type { AlertKind } from '../../api/types';

export const alert = {
  name: 'Alert',
  kind: 'What is it about?',
  text: 'What must everybody know?',
  textHint: 'One neutral line: others may read it over your shoulder. No names, no diagnosis.',
  from: 'From',
  reviewBy: 'Look at it again by',
  reviewHint: 'Within twelve months. An alert past this date stays, and says so.',
  endedOn: 'No longer holds since',
  endedBecause: 'How is that known?',
} as const;

export const alertKinds = {
  visit_risk: 'Risk on a visit',
  safeguarding: 'Safeguarding',
  safe_contact: 'Safe ways to get in touch',
  allergy: 'Allergy',
  communication: 'Language, hearing, sight or reading',
  adoption: 'Adoption',
  looked_after: 'Looked after by a council',
} satisfies Record<AlertKind, string>;
