import type { Work } from '../../api/types';

export const contactTime = {
  name: 'Time spent',
  work: 'What did the time go into?',
  workHint: 'No family is named here',
  on: 'On which day?',
  plannedStart: 'Planned to start',
  plannedEnd: 'Planned to end',
  startedAt: 'Started',
  endedAt: 'Ended',
  timeHint: 'For example 09:30',
  travelMin: 'Travel, there and back',
  adminMin: 'Writing and telephoning afterwards',
  minutes: 'minutes',
} as const;

export const works = {
  home_visit: 'Home visit',
  clinic: 'Clinic',
  call: 'Telephone or video call',
  group: 'Group',
  meeting: 'Meeting',
  desk: 'Records, letters, planning',
  other: 'Something else',
} satisfies Record<Work, string>;
