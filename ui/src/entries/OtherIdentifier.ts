import { identifierScheme, otherIdentifier as words } from '../text/kind/other_identifier';
import { date, line, one, type Shape } from './shape';

export const shape: Shape<'other_identifier'> = {
  scheme: one(words.scheme, identifierScheme),
  value: line(words.value),
  source: line(words.source),
  seen_on: date(words.seenOn),
};
