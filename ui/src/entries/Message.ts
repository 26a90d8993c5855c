import { message as words } from '../text/kind/message';
import { date, line, lines, type Shape, staff } from './shape';

export const shape: Shape<'message'> = {
  from_whom: line(words.fromWhom),
  taken_on: date(words.takenOn),
  words: lines(words.words),
  to: staff(words.to),
  call_back: line(words.callBack),
  acknowledged_by: staff(words.acknowledgedBy),
  acknowledged_on: date(words.acknowledgedOn),
  done: lines(words.done),
};
