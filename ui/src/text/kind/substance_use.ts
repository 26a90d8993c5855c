import type { SubstanceHelp } from '../../api/types';

export const substanceUse = {
  name: 'Drugs and other substances',
  contact: 'At which contact?',
  asked: 'Did you ask?',
  notAskedBecause: 'If not: why not?',
  uses: 'Do they use anything, or did they?',
  usesHint: 'Drugs, or medicines that were not prescribed',
  substances: 'Substance',
  another: 'Add another substance',
  substance: 'Which one?',
  pattern: 'How, how much and how often?',
  since: 'Since when?',
  stoppedOn: 'Since when not any more?',
  help: 'Are they being helped with it?',
  service: 'By which service?',
  careOfChildren: 'Who looks after the children meanwhile, and where is it kept?',
  narrative: 'What was said and agreed?',
} as const;

export const substanceHelp = {
  in_treatment: 'Yes, with a service',
  waiting: 'Referred, and waiting',
  declined: 'It was offered, and declined',
  none: 'No',
} satisfies Record<SubstanceHelp, string>;
