import {
  appointmentState,
  cancelledBy,
  interpreterBooking,
  invitation,
  appointment as words,
} from '../text/kind/appointment';
import { clock, date, later, line, lines, number, one, type Shape, staff } from './shape';

export const shape: Shape<'appointment'> = {
  purpose: line(words.purpose),
  on: date(words.on),
  at: clock(words.at, { hint: words.atHint }),
  duration_min: number(words.durationMin, { unit: words.durationMinUnit }),
  with: staff(words.with),
  jointly_with: line(words.jointlyWith),
  place: line(words.place),
  room: line(words.room),
  interpreter: one(words.interpreter, interpreterBooking),
  invitation: one(words.invitation, invitation),
  state: later(one(words.state, appointmentState)),
  cancelled_by: later(one(words.cancelledBy, cancelledBy)),
  state_note: later(lines(words.stateNote)),
};
