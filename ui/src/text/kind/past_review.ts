import type { PastReviewSource } from '../../api/types';

export const pastReview = {
  name: 'Review done before',
  review: 'Which review?',
  doneOn: 'When was it done?',
  mode: 'How was it done?',
  source: 'How do you know?',
  sourceHint: 'A review that you do yourself is a visit, and is not recorded here',
  note: 'Where is it written, or what else is known of it?',
} as const;

export const pastReviewSources = {
  previous_system: 'The system that we had before',
  red_book: 'The red book',
  another_service: 'The service where the child was before',
  parent: 'A parent says so',
} satisfies Record<PastReviewSource, string>;
