import { lookUpReasons, lookUp as words } from '../text/kind/look_up';
import { date, line, lines, needed, one, type Shape } from './shape';

export const shape: Shape<'look_up'> = {
  nhs_number: line(words.nhsNumber, { hint: words.nhsNumberHint }),
  family: line(words.family, { hint: words.familyHint }),
  birth_date: date(words.birthDate),
  reason: needed(one(words.reason, lookUpReasons)),
  why: lines(words.why, { hint: words.whyHint }),
};
