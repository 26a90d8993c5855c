import {
  screeningSources,
  screeningStatuses,
  screeningTests,
  screeningFact as words,
} from '../text/kind/screening_fact';
import { date, line, lines, one, type Shape } from './shape';

export const shape: Shape<'screening_fact'> = {
  test: one(words.test, screeningTests),
  status: one(words.status, screeningStatuses),
  result: line(words.result, { hint: words.resultHint }),
  on: date(words.on),
  source: one(words.source, screeningSources),
  follow_up: lines(words.followUp, { hint: words.followUpHint }),
};
