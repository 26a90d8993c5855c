import type { ConsentGiver, ConsentMethod, ConsentState, SharedSlice, SharingPurpose } from '../../api/types';

export const consent = {
  name: 'Consent to share',
  partner: 'With whom?',
  centre: 'If it is a children’s centre: which one?',
  purpose: 'What for?',
  scope: 'What may be shared?',
  state: 'What did they say?',
  on: 'When?',
  saidBy: 'Who said so?',
  saidAs: 'By what right can they say so?',
  how: 'How did they say it?',
  evidence: 'What shows it?',
  evidenceHint: 'Needed for a yes: the form, or the words and who heard them',
  underSixteen: 'Whoever said so is under 16',
  understanding: 'If under 16: how do you know that they understand what it means?',
  expiresOn: 'Until when does it hold?',
} as const;

export const sharingPurpose = {
  childrens_centre: 'Support by a children’s centre or family hub',
  feeding_support: 'Help with feeding',
  early_help: 'Early help',
  nursery_or_school: 'Nursery or school',
  gp_and_midwife: 'GP and midwife',
  voluntary: 'A voluntary organisation',
  integrated_review: 'The review at two and a half, with the nursery',
  other: 'Something else',
} satisfies Record<SharingPurpose, string>;

export const sharedSlice = {
  names: 'Names, and the child’s birth date',
  safe_phone: 'A telephone number that is safe',
  address: 'The address, unless it is hidden',
  due_reviews: 'Which reviews are due',
  attendance: 'What the family came to',
  growth_and_feeding: 'Growth and feeding',
  development: 'Development',
  referral: 'A referral, its reason and what is hoped for',
} satisfies Record<SharedSlice, string>;

export const consentState = {
  not_asked: 'Not asked yet',
  asked_deferred: 'Asked: they want to think about it',
  given: 'Yes',
  refused: 'No',
  withdrawn: 'Not any more: withdrawn',
  expired: 'Its time is over',
} satisfies Record<ConsentState, string>;

export const consentGiver = {
  parental_responsibility: 'They have parental responsibility, and that was checked',
  data_subject: 'It is about themselves',
  court: 'An order of a court',
} satisfies Record<ConsentGiver, string>;

export const consentMethod = {
  in_writing: 'In writing',
  spoken: 'Spoken, face to face',
  by_telephone: 'By telephone',
} satisfies Record<ConsentMethod, string>;
