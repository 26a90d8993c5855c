import { higherNeed, noAccessDecision, noAccess as words } from '../text/kind/no_access';
import { date, known, line, lines, link, number, one, type Shape } from './shape';

export const shape: Shape<'no_access'> = {
  contact: link(words.contact),
  attempt: number(words.attempt),
  on: date(words.on),
  plan_in_force: known(one(words.planInForce, higherNeed)),
  decision: one(words.decision, noAccessDecision),
  reasons: lines(words.reasons),
  discussed_with: line(words.discussedWith),
  next_on: date(words.nextOn),
};
