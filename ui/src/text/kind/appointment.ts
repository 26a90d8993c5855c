import type { AppointmentState, CancelledBy, InterpreterBooking, Invitation } from '../../api/types';

export const appointment = {
  name: 'Appointment',
  purpose: 'What is it for?',
  on: 'On which day?',
  at: 'At what time?',
  atHint: 'For example 09:30',
  durationMin: 'For how long?',
  durationMinUnit: 'minutes',
  with: 'With whom?',
  jointlyWith: 'Who else comes?',
  place: 'Where?',
  room: 'Which room?',
  interpreter: 'Is an interpreter booked?',
  invitation: 'Was an invitation sent?',
  state: 'What became of it?',
  cancelledBy: 'If it was cancelled: by whom?',
  stateNote: 'Why?',
} as const;

export const interpreterBooking = {
  not_needed: 'Not needed',
  to_book: 'Not booked yet',
  booked: 'Booked',
} satisfies Record<InterpreterBooking, string>;

export const invitation = {
  not_yet: 'Not yet',
  by_letter: 'By letter',
  by_text: 'By text',
  in_person: 'In person or by telephone',
  not_safe: 'Nothing may be sent',
} satisfies Record<Invitation, string>;

export const appointmentState = {
  booked: 'Booked',
  moved: 'Moved to another time',
  cancelled: 'Cancelled',
  attended: 'They came',
  did_not_attend: 'Did not attend (an adult)',
  was_not_brought: 'Was not brought (a child)',
} satisfies Record<AppointmentState, string>;

export const cancelledBy = {
  family: 'The family',
  service: 'The service',
} satisfies Record<CancelledBy, string>;
