import type { ChronologyCategory, EventNature } from '../../api/types';

export const chronologyEvent = {
  name: 'Chronology event',
  on: 'When was it?',
  category: 'What sort of event?',
  what: 'What happened?',
  nature: 'Is it a fact, a report or an opinion?',
  source: 'How is it known?',
  impact: 'What did it mean for the child?',
  linked: 'From which record?',
} as const;

export const chronologyCategory = {
  injury_or_illness: 'Injury, illness or A&E',
  missed_contact: 'Missed or declined contact',
  safeguarding: 'Safeguarding step',
  police_or_court: 'Police or court',
  household: 'Change in the household',
  move: 'Move of house',
  parents_health: 'A parent’s health, drugs or alcohol',
  disclosure: 'Disclosure',
  service: 'A service began or ended',
  strength: 'Something that went well',
  other: 'Something else',
} satisfies Record<ChronologyCategory, string>;

export const eventNature = {
  fact: 'Fact: seen, or in a document',
  reported: 'Reported: somebody said so',
  opinion: 'Opinion: somebody’s judgement',
} satisfies Record<EventNature, string>;
