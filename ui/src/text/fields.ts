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
  name_confirmed: 'Whose measurements',
  interpreted_by: 'Who interpreted',
  stopped_on: 'Breast milk stopped',
  solids_from: 'Solids began',
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

/** A box as far as its name goes: its label, and the boxes within it. */
interface Labelled {
  label: string;
  input?: object;
}

/** The forms whose boxes are named as the record's fields are: "risk_factors.0.term". */
export function namesOf(shape: Record<string, Labelled>): FieldNames {
  return {
    box: (field) => follow(shape, field).names.join('.') || field,
    label: (field) => follow(shape, field).labels.join(', ') || fieldName(field.split('.')[0] ?? field),
  };
}

/** The boxes that lead to a field. "address.lines.0" is within the one box of the address's lines. */
function follow(shape: Record<string, Labelled>, field: string): { names: string[]; labels: string[] } {
  const parts = field.split('.');
  const labels: string[] = [];
  let within: Record<string, Labelled> | undefined = shape;
  for (const [place, part] of parts.entries()) {
    if (!within) return { names: parts.slice(0, place), labels };
    if (/^\d+$/.test(part)) continue;
    const box: Labelled | undefined = within[part];
    if (!box) return { names: parts, labels };
    // A group may be called what its one question is called.
    if (box.label !== labels.at(-1)) labels.push(labels.length > 0 ? box.label.toLowerCase() : box.label);
    within = (box.input as { of?: Record<string, Labelled> } | undefined)?.of;
  }
  return { names: parts, labels };
}
