import type { SchoolHandoverState, SchoolNeed } from '../../api/types';

export const schoolHandover = {
  name: 'Handover to school nursing',
  toTeam: 'To which school nursing team?',
  school: 'Which school?',
  summary: 'What do they need to know?',
  needs: 'What goes on?',
  state: 'How far has it come?',
  sentOn: 'When was it sent?',
  takenOverBy: 'Who took over?',
  takenOverOn: 'From which day?',
  stateNote: 'If it came back: why?',
} as const;

export const schoolHandoverState = {
  prepared: 'Prepared',
  sent: 'Sent',
  came_back: 'It came back',
  taken_over: 'A team has taken over',
} satisfies Record<SchoolHandoverState, string>;

export const schoolNeed = {
  safeguarding: 'Safeguarding',
  special_needs: 'Special educational needs or disability',
  long_term_condition: 'A long-term condition',
  development: 'Development and language',
  continence: 'Continence',
  weight: 'Weight',
  emotional_health: 'Emotional health',
  family: 'What the family carries',
} satisfies Record<SchoolNeed, string>;
