import { registrationSource, registrationState, registration as words } from '../text/kind/registration';
import { date, line, one, type Shape } from './shape';

export const shape: Shape<'registration'> = {
  state: one(words.state, registrationState),
  from: date(words.from),
  source: one(words.source, registrationSource),
  team: line(words.team),
  gp_practice: line(words.gpPractice),
  state_on: date(words.stateOn),
  receiver: line(words.receiver, { hint: words.receiverHint }),
  known_from: line(words.knownFrom),
};
