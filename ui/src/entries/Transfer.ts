import { planInForce, transferDirection, transferState, transfer as words } from '../text/kind/transfer';
import { date, line, lines, one, type Shape } from './shape';

export const shape: Shape<'transfer'> = {
  direction: one(words.direction, transferDirection),
  other_service: line(words.otherService),
  reached_at: line(words.reachedAt),
  moves_on: date(words.movesOn),
  plan_in_force: one(words.planInForce, planInForce),
  state: one(words.state, transferState),
  state_on: date(words.stateOn),
  state_note: lines(words.stateNote),
  summary_sent_on: date(words.summarySentOn),
  health_visitor: line(words.healthVisitor),
  handed_over_by: line(words.handedOverBy),
  handed_over_to: line(words.handedOverTo),
  handed_over_on: date(words.handedOverOn),
};
