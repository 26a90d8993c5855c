import {
  afterDeclined,
  bases,
  reached,
  referralStates,
  urgencies,
  referral as words,
} from '../text/kind/referral';
import { centre, date, later, lines, link, one, type Shape, service, tick } from './shape';

export const shape: Shape<'referral'> = {
  to_service: service(words.toService),
  centre: centre(words.centre),
  urgency: one(words.urgency, urgencies),
  reason: lines(words.reason),
  desired_outcome: lines(words.desiredOutcome, { hint: words.desiredOutcomeHint }),
  basis: one(words.basis, bases),
  basis_reasons: lines(words.basisReasons, { hint: words.basisReasonsHint }),
  made_on: date(words.madeOn),
  review_on: date(words.reviewOn),
  follows: link(words.follows),
  state: later(one(words.state, referralStates)),
  state_on: later(date(words.stateOn)),
  state_note: later(lines(words.stateNote)),
  after_declined: later(one(words.afterDeclined, afterDeclined)),
  family_told: tick(words.familyTold),
  outcome: later(lines(words.outcome)),
  reached: later(one(words.reached, reached)),
};
