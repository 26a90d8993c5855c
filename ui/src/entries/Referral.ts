import {
  afterDeclined,
  bases,
  reached,
  referralStates,
  urgencies,
  referral as words,
} from '../text/kind/referral';
import { date, lines, link, one, type Shape, service, tick } from './shape';

export const shape: Shape<'referral'> = {
  to_service: service(words.toService),
  urgency: one(words.urgency, urgencies),
  reason: lines(words.reason),
  desired_outcome: lines(words.desiredOutcome, { hint: words.desiredOutcomeHint }),
  basis: one(words.basis, bases),
  basis_reasons: lines(words.basisReasons, { hint: words.basisReasonsHint }),
  made_on: date(words.madeOn),
  review_on: date(words.reviewOn),
  follows: link(words.follows),
  state: one(words.state, referralStates),
  state_on: date(words.stateOn),
  state_note: lines(words.stateNote),
  after_declined: one(words.afterDeclined, afterDeclined),
  family_told: tick(words.familyTold),
  outcome: lines(words.outcome),
  reached: one(words.reached, reached),
};
