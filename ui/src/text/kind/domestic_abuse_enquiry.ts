import type { AbuseDisclosed, NotSafeToAsk } from '../../api/types';

export const domesticAbuseEnquiry = {
  name: 'Enquiry about domestic abuse',
  contact: 'At which contact?',
  asked: 'Did you ask?',
  askedHint: 'Alone, face to face, with a professional interpreter where one is needed',
  notAskedBecause: 'If not: why not?',
  notAskedNote: 'More about why not',
  askBy: 'When will you ask, alone?',
  disclosed: 'What was the answer?',
  response: 'What was said?',
  responseHint: 'In their own words',
  action: 'What was done, and what is agreed?',
  safeContact: 'How and when is it safe to get in touch?',
  safeContactHint: 'Record an alert about safe contact as well: it is what colleagues see before they ring',
} as const;

export const notSafeToAsk = {
  partner_present: 'The partner was there',
  others_present: 'Somebody else was there',
  interpreter_is_relative: 'The interpreter is a relative or a friend',
  child_old_enough_to_repeat: 'A child was there who is old enough to repeat it',
  not_face_to_face: 'It was by telephone or video',
  other: 'Something else',
} satisfies Record<NotSafeToAsk, string>;

export const abuseDisclosed = {
  current: 'Yes, abuse now',
  past: 'Yes, abuse in the past',
  not_disclosed: 'No',
  rather_not_say: 'They would rather not say',
} satisfies Record<AbuseDisclosed, string>;
