import type { HandoverState, HandoverTopic } from '../../api/types';

export const midwiferyHandover = {
  name: 'Midwifery handover',
  expectedBy: 'By when is it expected?',
  state: 'How far has it come?',
  dischargedOn: 'When did the midwives discharge them?',
  receivedOn: 'When did it come?',
  from: 'From whom?',
  covered: 'What does it cover?',
  gaps: 'What is missing?',
  chased: 'When did you chase it?',
  chasedAnother: 'Add another time',
  worries: 'What are the midwives worried about?',
  handoverChase: {
    on: 'When?',
    note: 'With whom, and what was said?',
  },
} as const;

export const handoverState = {
  expected: 'Expected',
  partially_received: 'Some of it is here',
  received: 'It is here',
  gaps_closed: 'Nothing is missing any more',
  not_received: 'It did not come',
  chased: 'Asked for again',
  unobtainable: 'It cannot be had',
} satisfies Record<HandoverState, string>;

export const handoverTopic = {
  feeding: 'Feeding',
  weight: 'Weight',
  mood: 'Mood',
  vulnerability: 'Domestic abuse and vulnerability',
  blood_spot: 'Newborn blood spot',
  safeguarding: 'Safeguarding',
  other: 'Something else',
} satisfies Record<HandoverTopic, string>;
