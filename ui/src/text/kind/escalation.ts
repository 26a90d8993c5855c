import type { EscalationState } from '../../api/types';

export const escalation = {
  name: 'Professional disagreement',
  with: 'With whom do you disagree?',
  aboutWhat: 'What about, and what does it mean for the child?',
  raisedOn: 'When did you raise it?',
  meanwhile: 'What keeps the child safe meanwhile?',
  state: 'How far has it gone?',
  takenTo: 'To whom was it taken?',
  outcome: 'What came of it?',
  outcomeOn: 'When?',
} as const;

export const escalationState = {
  between_practitioners: 'Between the practitioners',
  between_leads: 'Between their managers or named nurses',
  with_the_partnership: 'With the safeguarding partnership',
  resolved: 'Resolved',
} satisfies Record<EscalationState, string>;
