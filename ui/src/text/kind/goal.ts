import type { GoalOutcome } from '../../api/types';

export const goal = {
  name: 'Goal',
  inTheirWords: 'What does the family want?',
  inTheirWordsHint: 'In their own words',
  baseline: 'How is it now?',
  target: 'How will you all know that it is reached?',
  targetHint: 'Something that can be seen or counted',
  actions: 'Who does what?',
  agreedOn: 'Agreed on',
  reviewOn: 'When will you look at it together?',
  outcome: 'What became of it?',
  outcomeOn: 'When was that?',
  outcomeNote: 'What does the family say of it?',
} as const;

export const goalOutcomes = {
  achieved: 'Reached',
  partly: 'Reached in part',
  not_achieved: 'Not reached',
  abandoned: 'Given up, or replaced by another',
} satisfies Record<GoalOutcome, string>;
