import type { Post } from '../../api/types';

export const accountable = {
  name: 'Accountable health visitor',
  healthVisitor: 'Who is accountable?',
  post: 'Is the post filled?',
  from: 'From when?',
  before: 'Who stays accountable until then?',
  team: 'Which team?',
  cover: 'Who covers?',
  coverAnother: 'Add another cover',
  coverPeriod: {
    healthVisitor: 'Who?',
    from: 'From when?',
    to: 'Until when?',
    reason: 'Why?',
  },
} as const;

export const post = {
  filled: 'Yes',
  vacant: 'No: a team leader holds it',
} satisfies Record<Post, string>;
