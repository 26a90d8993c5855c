import { levels, levelOfNeed as words } from '../text/kind/level_of_need';
import { date, lines, one, type Shape } from './shape';

export const shape: Shape<'level_of_need'> = {
  level: one(words.level, levels),
  reasons: lines(words.reasons, { hint: words.reasonsHint }),
  from: date(words.from),
  review_by: date(words.reviewBy),
};
