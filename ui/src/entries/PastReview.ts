import { modes, reviews } from '../text/choices';
import { pastReviewSources, pastReview as words } from '../text/kind/past_review';
import { date, lines, one, type Shape } from './shape';

export const shape: Shape<'past_review'> = {
  review: one(words.review, reviews),
  done_on: date(words.doneOn),
  mode: one(words.mode, modes),
  source: one(words.source, pastReviewSources, { hint: words.sourceHint }),
  note: lines(words.note),
};
