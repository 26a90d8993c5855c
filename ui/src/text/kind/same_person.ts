import type { Likeness, Sameness } from '../../api/types';

export const samePerson = {
  name: 'Two records of one person',
  other: 'The other record',
  state: 'How the two stand',
  basis: 'What they have in common',
  reason: 'How it is known',
} as const;

export const sameness = {
  merged: 'One person: shown as one',
  linked: 'Perhaps one person',
  separate: 'Two people',
} satisfies Record<Sameness, string>;

export const likeness = {
  nhs_number: 'the same NHS number',
  birth_date_and_name: 'the same date of birth, and a name that is the same or sounds alike',
  birth_date_place_and_given:
    'the same date of birth and postcode, and a given name that is the same or sounds alike',
  baby_of_the_same_mother: 'the same date of birth and mother, and one has no given name yet',
  nameless_at_the_place: 'the same date of birth and postcode, and one has no given name yet',
} satisfies Record<Likeness, string>;
