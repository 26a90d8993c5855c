import {
  delegatedPackage,
  delegateRegistration,
  delegationReview,
  delegationState,
  delegation as words,
} from '../text/kind/delegation';
import { date, known, later, line, lines, link, number, one, type Shape, staff } from './shape';

export const shape: Shape<'delegation'> = {
  package: one(words.package, delegatedPackage),
  what: lines(words.what),
  by: staff(words.by),
  to: staff(words.to),
  employer: line(words.employer),
  competency: known(link(words.competency)),
  competent_until: known(date(words.competentUntil)),
  is_registered: known(one(words.isRegistered, delegateRegistration)),
  goal: lines(words.goal),
  limits: lines(words.limits),
  sessions_max: number(words.sessionsMax, { unit: words.sessionsMaxUnit }),
  start_on: date(words.startOn),
  report_by: date(words.reportBy),
  review_by: date(words.reviewBy),
  state: later(one(words.state, delegationState)),
  state_note: later(lines(words.stateNote)),
  review: later(one(words.review, delegationReview)),
  plan: later(lines(words.plan)),
};
