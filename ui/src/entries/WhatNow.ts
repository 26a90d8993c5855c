import { howItEnded, whatNowState, whatNow as words } from '../text/kind/what_now';
import { date, line, lines, link, one, type Shape, staff } from './shape';

export const shape: Shape<'what_now'> = {
  ended_what: line(words.endedWhat),
  ended_on: date(words.endedOn),
  ended: link(words.ended),
  how: one(words.how, howItEnded),
  owner: staff(words.owner),
  decide_by: date(words.decideBy),
  state: one(words.state, whatNowState),
  decision: lines(words.decision),
  decided_on: date(words.decidedOn),
};
