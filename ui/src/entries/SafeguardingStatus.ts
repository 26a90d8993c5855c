import {
  careBasis,
  planCategory,
  safeguardingState,
  statusSource,
  safeguardingStatus as words,
} from '../text/kind/safeguarding_status';
import { date, line, link, many, one, type Shape } from './shape';

export const shape: Shape<'safeguarding_status'> = {
  state: one(words.state, safeguardingState),
  category: many(words.category, planCategory),
  legal_basis: one(words.legalBasis, careBasis),
  from: date(words.from),
  review_on: date(words.reviewOn),
  authority: line(words.authority),
  source: one(words.source, statusSource),
  decided_by: line(words.decidedBy, { hint: words.decidedByHint }),
  confirmed_by: line(words.confirmedBy),
  document: link(words.document),
};
