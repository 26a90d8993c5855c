import { programmeEnds, programmeKinds, programme as words } from '../text/kind/programme';
import { date, line, lines, one, type Shape } from './shape';

export const shape: Shape<'programme'> = {
  kind: one(words.kind, programmeKinds),
  name: line(words.title),
  purpose: lines(words.purpose),
  from: date(words.from),
  to: date(words.to),
  ended: one(words.ended, programmeEnds),
  what_now: lines(words.whatNow, { hint: words.whatNowHint }),
};
