import type { Harm } from '../../api/types';

export const harms = {
  neglect: 'Neglect',
  physical: 'Physical abuse',
  emotional: 'Emotional abuse',
  sexual: 'Sexual abuse',
  female_genital_mutilation: 'Female genital mutilation, or a risk of it',
  trafficking: 'Trafficking or modern slavery',
  honour_based: 'Abuse in the name of honour, or forced marriage',
  exploitation: 'Exploitation by criminals, or for sex',
  adult_crime: 'Crime of an adult at home',
} satisfies Record<Harm, string>;

export const safeguardingNote = {
  harms: 'What is it about?',
  name: 'Safeguarding note',
  observed: 'What did you see or hear yourself?',
  reported: 'What were you told?',
  reportedBy: 'Who told you?',
  opinion: 'What do you think, and why?',
  livedExperience: 'What is a day like for this child?',
  done: 'What did you do, and with whom did you discuss it?',
  contact: 'At which contact?',
} as const;
