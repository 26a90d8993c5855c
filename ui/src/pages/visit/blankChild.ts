/** What is asked of each child of a visit, with nothing typed. */
export const BLANK_CHILD = {
  child_seen: null,
  name_confirmed: false,
  weight: '',
  clothing: null,
  head: '',
  length: '',
  measurement_note: '',
  feeding: null,
  stopped_on: '',
  solids_from: '',
  feeding_note: '',
  seen: '',
  parents_words: '',
  narrative: '',
  plan: '',
} as const;
