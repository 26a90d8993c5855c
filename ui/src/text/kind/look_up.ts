import type { LookUpReason } from '../../api/types';

export const lookUp = {
  name: 'Family looked up',
  nhsNumber: 'NHS number',
  nhsNumberHint: '10 figures, such as 999 000 0018. With it, nothing else is needed to find them.',
  family: 'Or family name',
  familyHint: 'The whole name. Only with a birth date.',
  birthDate: 'And date of birth',
  reason: 'What do you need the record for?',
  why: 'In your own words',
  whyHint: 'Kept for ever with your name. The privacy officer reads it.',
} as const;

export const lookUpReasons = {
  family_is_here: 'The family is here with me',
  call: 'Somebody rang about them',
  safeguarding: 'A strategy meeting or safeguarding enquiry',
  moves_in: 'They are moving in',
  other: 'Another reason',
} satisfies Record<LookUpReason, string>;
