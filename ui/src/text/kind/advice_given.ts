import type { AdviceTopic } from '../../api/types';

export const adviceGiven = {
  name: 'Advice given',
  contact: 'At which contact?',
  topics: 'What did you talk about?',
  topicsHint: 'Only what was talked about: this is not a list to tick off',
  leaflets: 'Leaflet or link',
  another: 'Add another leaflet',
  title: 'Title',
  dated: 'Of which date is it?',
  teachableMoment: 'What came up by itself, and was the moment to talk about it?',
  note: 'What did the parents make of it?',
} as const;

export const adviceTopics = {
  safe_sleep: 'Safe sleep',
  feeding: 'Feeding',
  solid_food: 'Starting solid food',
  accident_prevention: 'Preventing accidents',
  coping_with_crying: 'Coping with crying',
  oral_health: 'Teeth',
  immunisations: 'Immunisations',
  signs_of_illness: 'Signs of illness, and whom to call',
  play_and_talk: 'Play, talk and reading',
  behaviour_and_sleep: 'Behaviour, limits and sleep',
  toileting: 'Using the toilet',
  parents_mental_health: 'Parents’ mental health',
  relationships: 'Parents as a couple',
  smoke_free: 'A smoke-free home',
  alcohol_and_drugs: 'Alcohol and drugs',
  contraception: 'Recovery after birth and contraception',
  money_and_housing: 'Benefits, Healthy Start and housing',
  local_services: 'Groups, centre and nursery places',
  other: 'Something else',
} satisfies Record<AdviceTopic, string>;
