import { goalOutcomes, goal as words } from '../text/kind/goal';
import { date, lines, one, type Shape } from './shape';

export const shape: Shape<'goal'> = {
  in_their_words: lines(words.inTheirWords, { hint: words.inTheirWordsHint }),
  baseline: lines(words.baseline),
  target: lines(words.target, { hint: words.targetHint }),
  actions: lines(words.actions),
  agreed_on: date(words.agreedOn),
  review_on: date(words.reviewOn),
  outcome: one(words.outcome, goalOutcomes),
  outcome_on: date(words.outcomeOn),
  outcome_note: lines(words.outcomeNote),
};
