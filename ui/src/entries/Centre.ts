import { centre as words } from '../text/kind/centre';
import { date, line, lines, type Shape, staff } from './shape';

export const shape: Shape<'centre'> = {
  name: line(words.centreName),
  address: lines(words.address),
  phone: line(words.phone),
  opening: lines(words.opening),
  named_health_visitor: staff(words.namedHealthVisitor),
  named_from: date(words.namedFrom),
  closed_on: date(words.closedOn, { hint: words.closedOnHint }),
};
