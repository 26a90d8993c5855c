export const sharedOutcome = {
  name: 'Shared outcome',
  outcome: 'What do you both want for families?',
  outcomeHint: 'For families as a whole, for example “More mothers still breastfeed at 6 to 8 weeks”',
  measuredBy: 'How is it measured, and from what?',
  baseline: 'How did it stand at the start?',
  target: 'What do you want to reach?',
  byWhen: 'By when?',
  ledBy: 'Who looks after it, on both sides?',
  result: 'How does it stand now?',
  resultOn: 'On which day was that?',
} as const;
