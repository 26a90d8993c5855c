import { decisionsCopy } from '../text/layout';

/** How many decisions wait, beside the word. */
export function DecisionCount({ number }: { number: number }) {
  if (number === 0) return null;
  return (
    <span className="app-count">
      <span aria-hidden="true">{number}</span>
      <span className="nhsuk-u-visually-hidden">{decisionsCopy(number)}</span>
    </span>
  );
}
