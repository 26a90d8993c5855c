import type { Jaundice, ModeOfBirth, PlaceOfBirth, SafeSleepSeen, VitaminK } from '../../api/types';

export const newBirthDetails = {
  name: 'Birth and first days',
  contact: 'At which contact?',
  mode: 'How was the baby born?',
  place: 'Where?',
  placeName: 'Name of the place',
  vitaminK: 'Vitamin K',
  neonatalDays: 'In a neonatal unit',
  days: 'days',
  neonatalDaysHint: '0 for none',
  neonatalReason: 'Why?',
  jaundice: 'Jaundice',
  jaundiceAction: 'What is done about the jaundice?',
  observation: 'What did you see of the undressed baby?',
  observationHint: 'Colour, skin, tone, cord. Describe every mark, and say where it is',
  familyHistory: 'What runs in the family?',
  allergies: 'Allergies',
  allergiesHint: 'Or: none known',
  mothersRecovery: 'How is the mother recovering?',
  mothersRecoveryHint: 'As far as it matters for the baby. Her own health belongs in her own record',
  safeSleep: 'Where the baby sleeps',
  safeSleepNote: 'What was not safe, or why was it not seen?',
} as const;

export const modesOfBirth = {
  spontaneous: 'Spontaneous',
  forceps: 'Forceps',
  ventouse: 'Ventouse',
  breech: 'Breech',
  planned_caesarean: 'Planned caesarean',
  emergency_caesarean: 'Emergency caesarean',
  not_known: 'Not known',
} satisfies Record<ModeOfBirth, string>;

export const placesOfBirth = {
  hospital: 'Hospital',
  birth_centre: 'Birth centre',
  home: 'At home',
  elsewhere: 'Elsewhere',
  not_known: 'Not known',
} satisfies Record<PlaceOfBirth, string>;

export const vitaminK = {
  injected: 'Injected',
  by_mouth_complete: 'By mouth, all doses given',
  by_mouth_to_come: 'By mouth, doses still to come',
  declined: 'Declined',
  not_known: 'Not known',
} satisfies Record<VitaminK, string>;

export const jaundice = {
  none: 'None',
  gone: 'Gone',
  present: 'There today',
  not_assessed: 'Not assessed',
} satisfies Record<Jaundice, string>;

export const safeSleep = {
  seen_safe: 'Seen, and safe',
  seen_not_safe: 'Seen, and something was not safe',
  not_seen: 'Not seen',
} satisfies Record<SafeSleepSeen, string>;
