import type { Because, NotCounted, ReviewState, ReviewView, Witness } from '../api/types';
import { day } from './when';

export const words = {
  title: 'Reviews',
  none: 'No review can be worked out without a birth date',
  why: 'Why?',
  next: 'Next review',
} as const;

export const states = {
  not_yet_open: 'Not yet',
  open: 'Can be done',
  due_soon: 'Due soon',
  overdue: 'Overdue',
  done_in_window: 'Done',
  done_late: 'Done late',
  delivered_remotely: 'By telephone or video',
  declined: 'Declined',
  not_deliverable: 'Could not be done',
  closed_died: 'Ended',
  closed_moved: 'Moved away',
  superseded_by_rule: 'Not asked for any more',
  not_known: 'Not known',
} satisfies Record<ReviewState, string>;

const notCounted = {
  did_not_take_place: 'the contact did not take place',
  not_seen: 'the child was not seen',
  role_may_not: 'the role of who signed may not do it',
  not_a_meeting: 'a text or email is no review',
  no_decision_about_meeting: 'it was by telephone or video, and nobody decided about meeting',
  before_it_opened: 'it was before the window opened',
  after_it_ended: 'it was after the review had ended',
} satisfies Record<NotCounted, string>;

const witnesses = {
  contact: 'Done face to face on',
  told: 'Done before or elsewhere, as is recorded here, on',
  previous_system: 'The previous system says that it was done, and nobody here has verified it. It was on',
} satisfies Record<Witness, string>;

/** Whether only the previous system says that it was done. */
export function isUnverified({ because }: ReviewView): boolean {
  return because.because === 'seen' && because.witness === 'previous_system';
}

/** "by 16 March 2026", "on 12 March 2026". */
export function whenCopy(review: ReviewView): string {
  const on = 'on' in review.because ? review.because.on : null;
  switch (review.state) {
    case 'not_yet_open':
      return `from ${day(review.opens_on)}, by ${day(review.due_on)}`;
    case 'open':
    case 'due_soon':
    case 'overdue':
      return `by ${day(review.due_on)}`;
    case 'not_known':
      // The day that decides is that of the service, not of the review.
      return `was due by ${day(review.due_on)}`;
    default:
      return on ? day(on) : `was due by ${day(review.due_on)}`;
  }
}

/** Why it stands as it does, in a sentence or two. */
export function whyCopy(review: ReviewView): string {
  const from = review.from_expected ? 'the expected date' : 'birth';
  const counted = `Counted from ${from}, ${day(review.counted_from)}: from ${day(review.opens_on)} to ${day(review.due_on)}, by ${review.rules}.`;
  const target = review.target_on ? ` Good practice: by ${day(review.target_on)}.` : '';
  const not = review.not_counted ? ` A contact does not count: ${notCounted[review.not_counted]}.` : '';
  return `${counted}${target} ${becauseCopy(review.because)}${not}`.trim();
}

function becauseCopy(because: Because): string {
  switch (because.because) {
    case 'day':
      return '';
    case 'seen':
      return `${witnesses[because.witness]} ${day(because.on)}.`;
    case 'remote':
      return `By telephone or video on ${day(because.on)}: it counts in no figure.`;
    case 'declined':
      return `Declined on ${day(because.on)}.${because.reoffer_on ? ` To be offered again on ${day(because.reoffer_on)}.` : ''}`;
    case 'not_deliverable':
      return `Found on ${day(because.on)} to be impossible.`;
    case 'born':
      return `The birth was on ${day(because.on)}.`;
    case 'died':
      return `Ended on ${day(because.on)}.`;
    case 'moved_out':
      return `Somebody elsewhere has taken over since ${day(because.on)}.`;
    case 'rules_changed':
      return `New rules since ${day(because.on)} do not ask for it.`;
    case 'lapsed':
      return `Suggested, not asked for by law: it lapsed on ${day(because.on)}.`;
    case 'before_go_live':
      return `Its time was over when the service began with Doorstep on ${day(because.on)}.`;
    case 'before_moved_in':
      return `Its time was over when the family moved in on ${day(because.on)}.`;
  }
}
