import type { Level } from '../../api/types';

export const levelOfNeed = {
  name: 'Level of need',
  level: 'Level',
  reasons: 'Reasons',
  reasonsHint: 'Your judgement, and what it rests on: needs and strengths',
  from: 'From',
  reviewBy: 'Look at it again by',
} as const;

export const levels = {
  universal: 'Universal',
  targeted: 'Targeted',
  specialist: 'Specialist',
} satisfies Record<Level, string>;
