import { post, accountable as words } from '../text/kind/accountable';
import { date, line, list, one, type Shape, staff } from './shape';

const coverPeriod = {
  health_visitor: staff(words.coverPeriod.healthVisitor),
  from: date(words.coverPeriod.from),
  to: date(words.coverPeriod.to),
  reason: line(words.coverPeriod.reason),
};

export const shape: Shape<'accountable'> = {
  health_visitor: staff(words.healthVisitor),
  post: one(words.post, post),
  from: date(words.from),
  before: staff(words.before),
  team: line(words.team),
  cover: list(words.cover, coverPeriod, words.coverAnother),
};
