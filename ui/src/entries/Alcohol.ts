import { alcohol as words } from '../text/kind/alcohol';
import { asked } from '../text/kind/answers';
import { line, lines, link, number, one, type Shape, tick, when } from './shape';

export const shape: Shape<'alcohol'> = {
  contact: link(words.contact),
  pregnancy: link(words.pregnancy),
  asked: one(words.asked, asked),
  not_asked_because: line(words.notAskedBecause),
  units_per_week: number(words.unitsPerWeek, { unit: words.units, hint: words.unitsHint }),
  most_units_in_a_day: number(words.mostUnits, { unit: words.units }),
  stopped_on: when(words.stoppedOn),
  audit_c: number(words.auditC, { hint: words.auditCHint }),
  advice_given: tick(words.adviceGiven),
  note: lines(words.note),
};
