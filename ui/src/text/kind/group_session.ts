import type { GroupKind } from '../../api/types';

export const groupSession = {
  name: 'Group session or clinic',
  kind: 'What sort of session?',
  title: 'What is it called?',
  on: 'On which day?',
  startsAt: 'From when?',
  startsAtHint: 'For example 10:00',
  endsAt: 'Until when?',
  room: 'Where?',
  leader: 'Who leads it?',
  places: 'How many can come?',
  topics: 'What is it about?',
} as const;

export const groupKind = {
  well_baby_clinic: 'Well-baby clinic',
  baby_group: 'Baby group',
  parenting_course: 'Parenting course',
  antenatal_class: 'Antenatal class',
  feeding_group: 'Help with feeding',
  other: 'Another',
} satisfies Record<GroupKind, string>;
