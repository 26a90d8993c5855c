import { taskState, task as words } from '../text/kind/task';
import { date, later, line, lines, link, one, type Shape, staff } from './shape';

export const shape: Shape<'task'> = {
  what: line(words.what),
  owner: staff(words.owner),
  due_on: date(words.dueOn),
  from: link(words.from),
  state: later(one(words.state, taskState)),
  closed_on: later(date(words.closedOn)),
  note: later(lines(words.note)),
};
