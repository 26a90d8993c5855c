import { attended, attendance as words } from '../text/kind/attendance';
import { date, line, link, one, type Shape } from './shape';

export const shape: Shape<'attendance'> = {
  session: link(words.session),
  held_on: date(words.heldOn),
  session_title: line(words.sessionTitle),
  attended: one(words.attended, attended),
  note: line(words.note, { hint: words.noteHint }),
};
