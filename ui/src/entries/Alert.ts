import { alertKinds, alert as words } from '../text/kind/alert';
import { date, line, lines, one, type Shape } from './shape';

export const shape: Shape<'alert'> = {
  kind: one(words.kind, alertKinds),
  text: line(words.text, { hint: words.textHint }),
  from: date(words.from),
  review_by: date(words.reviewBy, { hint: words.reviewHint }),
  ended_on: date(words.endedOn),
  ended_because: lines(words.endedBecause),
};
