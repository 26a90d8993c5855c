/** Names of fields, as labels and messages say them. */
const FIELDS: Record<string, string> = {
  review: 'Review',
  date: 'Date',
  start: 'Started',
  end: 'Ended',
  mode: 'How you met',
  place: 'Where',
  outcome: 'What happened',
  child_seen: 'Child seen',
  present: 'In the room',
  weight: 'Weight',
  clothing: 'Weighed in',
  head: 'Head circumference',
  length: 'Length',
  measurement_note: 'About the measurements',
  feeding: 'Feeding',
  feeding_note: 'About feeding',
  seen: 'What you saw',
  parents_words: 'Parents’ words',
  narrative: 'What you discussed and did',
  plan: 'What was agreed',
  mother_narrative: 'How she is',
  late_reason: 'Why it is written later',
  value: 'Number or email',
  safe_to_voicemail: 'Voicemail',
  safe_to_text: 'Text messages',
  safe_hours: 'Safe times',
  who_answers: 'Who answers',
  reason: 'Reason',
  happened_on: 'When it was',
  why: 'Why',
  address: 'Service address',
  code: 'One-time code',
  passphrase: 'Passphrase',
};

/** Fields of a record's body that the visit form calls otherwise. */
const ALIASES: Record<string, string> = {
  started_at: 'start',
  ended_at: 'end',
  measured_on: 'date',
  'feeding.status': 'feeding',
  'feeding.note': 'feeding_note',
  'measurement.note': 'measurement_note',
};

/** The form's own name for a field that Doorstep reports: "measurement.weight" is "weight". */
export function formField(field: string): string {
  const parts = field.split('.').filter((part) => !/^\d+$/.test(part));
  const last = parts.at(-1) ?? field;
  return own(ALIASES, parts.slice(-2).join('.')) ?? own(ALIASES, last) ?? last;
}

export function fieldName(field: string): string {
  const name = formField(field);
  return own(FIELDS, name) ?? name.replaceAll('_', ' ');
}

/** Names come from outside: "constructor" is none of ours. */
function own(words: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** How a form calls its boxes, and what they are called in messages. */
export interface FieldNames {
  box: (field: string) => string;
  label: (field: string) => string;
}

/** The forms whose boxes have short names of their own. */
export const ownNames: FieldNames = { box: formField, label: fieldName };

/** The forms whose boxes are named as the record's fields are: "risk_factors.0.term". */
export function namesOf(shape: Record<string, { label: string }>): FieldNames {
  const label = (field: string) => {
    const [first = field] = field.split('.');
    return Object.hasOwn(shape, first) ? (shape[first]?.label ?? fieldName(first)) : fieldName(first);
  };
  return { box: (field) => field, label };
}
