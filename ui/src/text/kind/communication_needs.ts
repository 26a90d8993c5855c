import type { AccessNeed, InterpreterNeed, ReadingNeed } from '../../api/types';

export const communicationNeeds = {
  name: 'Communication needs',
  language: 'Which language do they speak best?',
  interpreter: 'Is an interpreter needed?',
  interpreterNote: 'What sort of interpreter?',
  interpreterNoteHint: 'A relative never interprets questions about abuse or mood',
  reading: 'Can they read what we write?',
  needs: 'What else is needed?',
  note: 'Anything else?',
  askedOn: 'When was it asked?',
} as const;

export const interpreterNeed = {
  not_needed: 'No',
  not_asked: 'Not asked yet',
  sometimes: 'For what matters',
  needed: 'Always',
} satisfies Record<InterpreterNeed, string>;

export const readingNeed = {
  reads: 'Yes',
  with_help: 'With help',
  does_not_read: 'No',
  not_asked: 'Not asked yet',
} satisfies Record<ReadingNeed, string>;

export const accessNeed = {
  large_print: 'Large print',
  easy_read: 'Easy read',
  braille: 'Braille',
  audio: 'Audio',
  british_sign_language: 'British Sign Language',
  lip_reading: 'Lip reading',
  text_relay: 'Text relay',
  longer_appointment: 'More time',
  step_free_access: 'No steps',
  somebody_with_them: 'Somebody at their side',
} satisfies Record<AccessNeed, string>;
