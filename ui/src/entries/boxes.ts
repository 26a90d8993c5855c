import type { PreviousValues, VisitForm } from '../api/types';

/** What a part of the visit form is given. */
export interface Boxes {
  form: VisitForm;
  previous: PreviousValues;
  error: (name: string) => string | undefined;
}
