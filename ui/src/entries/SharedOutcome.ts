import { sharedOutcome as words } from '../text/kind/shared_outcome';
import { date, line, lines, type Shape } from './shape';

export const shape: Shape<'shared_outcome'> = {
  outcome: lines(words.outcome, { hint: words.outcomeHint }),
  measured_by: lines(words.measuredBy),
  baseline: line(words.baseline),
  target: line(words.target),
  by_when: date(words.byWhen),
  led_by: line(words.ledBy),
  result: lines(words.result),
  result_on: date(words.resultOn),
};
