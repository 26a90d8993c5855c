import type { SessionProgress } from '../../api/types';

export const delegatedSession = {
  name: 'Delegated session',
  delegation: 'Which delegation is it part of?',
  contact: 'At which contact?',
  number: 'Which session was it?',
  heldOn: 'On which day?',
  done: 'What did you do?',
  progress: 'Is the goal coming nearer?',
  parentsWords: 'How do the parents see it, in their words?',
  worry: 'Is there anything that the health visitor must know now?',
} as const;

export const sessionProgress = {
  reached: 'It is reached',
  nearer: 'Nearer',
  same: 'No nearer',
  further: 'Further away',
  too_soon: 'Too soon to say',
} satisfies Record<SessionProgress, string>;
