import { escalationState, escalation as words } from '../text/kind/escalation';
import { date, line, lines, one, type Shape } from './shape';

export const shape: Shape<'escalation'> = {
  with: line(words.with),
  about_what: lines(words.aboutWhat),
  raised_on: date(words.raisedOn),
  meanwhile: lines(words.meanwhile),
  state: one(words.state, escalationState),
  taken_to: line(words.takenTo),
  outcome: lines(words.outcome),
  outcome_on: date(words.outcomeOn),
};
