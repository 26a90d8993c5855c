import { localService as words } from '../text/kind/local_service';
import { date, line, lines, type Shape } from './shape';

export const shape: Shape<'local_service'> = {
  name: line(words.serviceName),
  what_for: line(words.whatFor),
  who_may_refer: line(words.whoMayRefer, { hint: words.whoMayReferHint }),
  how: lines(words.how),
  phone: line(words.phone),
  area: line(words.area),
  ages: line(words.ages),
  opening: line(words.opening),
  checked_on: date(words.checkedOn),
  ended_on: date(words.endedOn, { hint: words.endedOnHint }),
};
