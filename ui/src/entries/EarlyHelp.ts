import { earlyHelpAnswers, earlyHelp as words } from '../text/kind/early_help';
import { date, line, lines, one, type Shape } from './shape';

export const shape: Shape<'early_help'> = {
  offered_on: date(words.offeredOn),
  reason: lines(words.reason),
  answer: one(words.answer, earlyHelpAnswers),
  answered_on: date(words.answeredOn),
  otherwise: lines(words.otherwise),
  completed_on: date(words.completedOn),
  lead_professional: line(words.leadProfessional, { hint: words.leadProfessionalHint }),
  review_on: date(words.reviewOn),
  ended_on: date(words.endedOn),
  what_now: lines(words.whatNow),
};
