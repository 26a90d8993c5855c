import type { HealthTopic } from '../../api/types';

export const healthConcern = {
  name: 'Health concern',
  contact: 'At which contact?',
  topic: 'What is it about?',
  concern: 'What is the concern?',
  raisedBy: 'Who is concerned?',
  since: 'Since when?',
  told: 'Who has been told?',
  action: 'What is done about it?',
  actionHint: 'Also if that is only to look again: when',
} as const;

export const healthTopics = {
  oral_health: 'Teeth and mouth',
  vision: 'Sight',
  hearing: 'Hearing',
  speech: 'Speech and language',
  growth: 'Growth',
  send: 'Special educational needs or disability',
  other: 'Something else',
} satisfies Record<HealthTopic, string>;
