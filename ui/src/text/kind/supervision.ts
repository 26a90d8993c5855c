import type { SupervisionOccasion } from '../../api/types';

export const supervision = {
  name: 'Safeguarding supervision',
  heldOn: 'On which day?',
  occasion: 'Why was it held?',
  supervisor: 'Who supervised?',
  discussed: 'What was discussed about this child?',
  livedExperience: 'What is life like for this child?',
  analysis: 'What does it mean? Risks, strengths, and what is not known',
  actions: 'What is to be done?',
  actionsAnother: 'Add another action',
  nextBy: 'When is it due next?',
  supervisionAction: {
    what: 'What?',
    byWhom: 'By whom?',
    dueOn: 'By when?',
  },
} as const;

export const supervisionOccasion = {
  planned: 'It was due',
  asked: 'Somebody asked for it',
  after_an_event: 'After something that happened',
} satisfies Record<SupervisionOccasion, string>;
