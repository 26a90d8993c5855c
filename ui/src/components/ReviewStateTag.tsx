import { Tag } from 'nhsuk-react-components';
import type { ReviewState } from '../api/types';
import { states } from '../text/reviews';

/** Not by colour alone: the words say it. */
export function ReviewStateTag({ state }: { state: ReviewState }) {
  return (
    <Tag className="app-tag" modifier={toneOf(state)}>
      {states[state]}
    </Tag>
  );
}

function toneOf(state: ReviewState): 'red' | 'yellow' | 'green' | 'grey' | 'white' {
  switch (state) {
    case 'overdue':
      return 'red';
    case 'due_soon':
      return 'yellow';
    case 'done_in_window':
    case 'done_late':
      return 'green';
    case 'open':
    case 'not_yet_open':
      return 'white';
    default:
      return 'grey';
  }
}
