// Names of what an entry holds, as its summary and a decision about it say them.
import type { Clothing, EntryBodies } from '../api/types';

type Labels<K extends keyof EntryBodies> = Record<keyof EntryBodies[K], string>;

export const identity = {
  family: 'Family name',
  given: 'Given names',
  preferred: 'Called',
  previous: 'Earlier names',
  birth_date: 'Born',
} satisfies Labels<'identity'>;

export const nhsNumber = {
  number: 'NHS number',
  status: 'How far it was traced',
} satisfies Labels<'nhs_number'>;

export const birth = {
  sex: 'Sex',
  gestation: 'Born at',
  weight: 'Birth weight',
  order: 'Born as',
  multiple: 'How many were born',
} satisfies Labels<'birth'>;

export const address = {
  lines: 'Address',
  postcode: 'Postcode',
  from: 'From',
  to: 'Until',
  hidden: 'Kept off letters',
} satisfies Labels<'address'>;

export const membership = {
  person: 'Who',
  residence: 'Which home',
  from: 'From',
  to: 'Until',
} satisfies Labels<'membership'>;

export const relationship = {
  adult: 'Adult',
  relationship: 'What they are to the child',
  parental_responsibility: 'Parental responsibility',
  from: 'From',
  to: 'Until',
  contact_restriction: 'Restriction on contact',
} satisfies Labels<'relationship'>;

export const pregnancy = {
  expected_on: 'Expected on',
  notified_on: 'Service told on',
  gestation_at_booking: 'Booked at',
  outcome: 'How it stands',
  babies: 'Babies',
} satisfies Labels<'pregnancy'>;

export const staff = { name: 'Name', role: 'Role', employer: 'Employer' } satisfies Labels<'staff'>;

export const contactPoint = {
  means: 'By what means',
  value: 'Number or email',
  safe_to_voicemail: 'Voicemail',
  safe_to_text: 'Text messages',
  safe_hours: 'Safe times',
  who_answers: 'Who answers',
} satisfies Labels<'contact_point'>;

export const contact = {
  interpretedBy: 'Interpreted by',
  how: 'How',
  outcome: 'What happened',
  child: 'Child',
  present: 'In the room',
} as const;

export const contactNarrative = {
  contact: 'Contact',
  seen: 'What was seen of the child',
  parents_words: 'The parents’ words',
  narrative: 'What was discussed and done',
  plan: 'What was agreed',
} satisfies Labels<'contact_narrative'>;

export const measurement = {
  contact: 'Contact',
  measured_on: 'Measured on',
} as const;

export const feeding = {
  contact: 'Contact',
  status: 'Feeding',
  stopped: 'Breast milk stopped',
  solids: 'Solid food since',
} as const;

/** What helps to fill the boxes of a registered fact. */
export const hints = {
  previous: 'One to a line',
  nhsNumber: '10 figures, such as 999 000 0018',
  gestation: 'Weeks and days, such as 39+4',
  birthWeight: 'In grams, such as 3410',
  order: '1 for the first born of twins. Leave blank for a single baby',
  multiple: '2 for twins. Leave blank for a single baby',
  address: 'One line to a line, without the postcode. A site or a boat may be described',
  postcode: 'ZZ99 3VZ where there is no fixed home',
  until: 'Leave blank while it holds',
  restriction: 'What the order or agreement says, its date, and who may tell you more',
} as const;

export const yes = 'Yes';
export const no = 'No';

/** "31+2 weeks". */
export function weeks(gestation: string): string {
  return `${gestation} weeks`;
}

export function bornNumber(order: unknown): string {
  return `number ${order}`;
}

/** "2 November 2026, 09:30 to 10:20". */
export function fromTo(from: string, to: string): string {
  return `${from} to ${to}`;
}

export const weighed = {
  naked: 'weighed without clothes',
  nappy: 'weighed in a nappy',
  light_clothes: 'weighed in light clothes',
  clothed: 'weighed in clothes',
} satisfies Record<Clothing, string>;
