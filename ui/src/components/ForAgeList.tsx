import type { ForAge } from '../api/types';
import { doseCopy, formCopy } from '../text/scales';

/** Which form of a questionnaire fits the child today, and which immunisations are due by now. */
export function ForAgeList({ forAge: { forms, doses } }: { forAge: ForAge }) {
  const lines = [...forms.map(formCopy), ...doses.map(doseCopy)];
  if (lines.length === 0) return null;
  return (
    <ul className="nhsuk-list app-last">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
