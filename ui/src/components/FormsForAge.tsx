import type { FormForAge } from '../api/types';
import { formCopy } from '../text/scales';

/** Which form of a questionnaire fits the child today. */
export function FormsForAge({ forms }: { forms: FormForAge[] }) {
  if (forms.length === 0) return null;
  return (
    <ul className="nhsuk-list app-last">
      {forms.map((form) => (
        <li key={form.instrument}>{formCopy(form)}</li>
      ))}
    </ul>
  );
}
