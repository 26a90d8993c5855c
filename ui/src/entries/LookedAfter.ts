import { placement, lookedAfter as words } from '../text/kind/looked_after';
import { date, line, lines, one, type Shape } from './shape';

export const shape: Shape<'looked_after'> = {
  since: date(words.since),
  placing_authority: line(words.placingAuthority),
  social_worker: line(words.socialWorker),
  placement: one(words.placement, placement),
  carer: line(words.carer),
  may_consent: lines(words.mayConsent),
  initial_assessment_due: date(words.initialAssessmentDue, { hint: words.initialAssessmentDueHint }),
  initial_assessment_on: date(words.initialAssessmentOn),
  next_review_due: date(words.nextReviewDue, { hint: words.nextReviewDueHint }),
  health_plan: lines(words.healthPlan),
  ended_on: date(words.endedOn),
  ended_because: lines(words.endedBecause),
};
