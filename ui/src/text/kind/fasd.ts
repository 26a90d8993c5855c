import type { AlcoholExposure, FasdStatement } from '../../api/types';

export const fasd = {
  name: 'Alcohol before birth (FASD)',
  contact: 'At which contact?',
  exposure: 'Was there alcohol before birth?',
  difficulties: 'What is hard for the child?',
  difficultiesHint: 'Growth, learning, speech, sleep, behaviour',
  facialFeatures: 'Did a doctor find the three facial features?',
  advice: 'Was advice on alcohol given throughout the pregnancy?',
  recorded: 'Was alcohol asked about and recorded in the pregnancy?',
  referral: 'Was the child referred for assessment?',
  assessment: 'Was there a neurodevelopmental assessment?',
  plan: 'Is there a management plan?',
  note: 'Who does what?',
} as const;

export const alcoholExposures = {
  confirmed: 'Yes: recorded, or the mother says so',
  probable: 'Probably, by what else is known',
  none: 'No, the mother says',
  not_known: 'Nobody knows',
} satisfies Record<AlcoholExposure, string>;

export const fasdStatements = {
  done: 'Yes',
  arranged: 'It is arranged',
  not_done: 'No',
  not_applicable: 'It does not apply to this child',
  not_known: 'Nobody knows',
} satisfies Record<FasdStatement, string>;
