import { sealedBecause, sealing as words } from '../text/kind/sealing';
import { date, line, one, type Shape } from './shape';

export const shape: Shape<'sealing'> = {
  because: one(words.because, sealedBecause, { hint: words.becauseHint }),
  on: date(words.on),
  order: line(words.order, { hint: words.orderHint }),
  lifted_on: date(words.liftedOn),
};
