import type { ChildForm, PreviousValues, VisitForm } from '../api/types';

/** What a part of the visit form is given. */
export interface Boxes {
  form: VisitForm;
  error: (name: string) => string | undefined;
}

/** What a part about one child is given. */
export interface ChildBoxes {
  child: ChildForm;
  previous: PreviousValues;
  /** Before each name: a sibling's boxes are "s1.weight". */
  within: string;
  /** A label; with whose it is, where the form has boxes of several children. */
  of: (label: string) => string;
  error: (name: string) => string | undefined;
}
