import type { Attended } from '../../api/types';

export const attendance = {
  name: 'Attendance at a group',
  session: 'Which session?',
  heldOn: 'On which day?',
  sessionTitle: 'What is it called?',
  attended: 'Did they come?',
  note: 'Note',
  noteHint: 'Short and neutral: at most 200 characters',
} as const;

export const attended = {
  attended: 'Came',
  was_not_brought: 'Was not brought (a child)',
  did_not_attend: 'Did not attend (an adult)',
  cancelled: 'Cancelled',
} satisfies Record<Attended, string>;
