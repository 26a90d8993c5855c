import { attended, attendance as words } from '../text/kind/attendance';
import { date, known, line, one, type Shape, session } from './shape';

export const shape: Shape<'attendance'> = {
  session: session(words.session),
  held_on: known(date(words.heldOn)),
  session_title: known(line(words.sessionTitle)),
  attended: one(words.attended, attended),
  note: line(words.note, { hint: words.noteHint }),
};
