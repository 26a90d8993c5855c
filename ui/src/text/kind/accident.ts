import type { InjuryKind, Mobility, SeenWithInjury } from '../../api/types';

export const accident = {
  name: 'Accident or injury',
  contact: 'At which contact?',
  happened: 'When did it happen?',
  seenAt: 'Where was the child seen with it?',
  heardFrom: 'Name of that place, and who told you',
  explanation: 'What is said to have happened?',
  explanationHint: 'Who says so, in their words',
  mobility: 'Does the child move about by itself?',
  mobilityHint: 'Rolls, crawls, cruises or walks',
  injuries: 'Injury',
  another: 'Add another injury',
  kind: 'What sort?',
  bodySite: 'Where on the body?',
  description: 'Size, colour, shape',
  action: 'What was done, and what is agreed?',
} as const;

export const seenWithInjury = {
  emergency_department: 'A&E',
  minor_injuries: 'Minor injuries unit or walk-in centre',
  general_practice: 'GP practice',
  author: 'By me',
  nowhere: 'Nowhere',
} satisfies Record<SeenWithInjury, string>;

export const injuryKinds = {
  bruise: 'Bruise, or a mark that may be one',
  burn: 'Burn or scald',
  wound: 'Cut, graze or bite',
  fracture: 'Broken bone',
  head: 'Knock on the head',
  swallowed: 'Something swallowed or breathed in',
  other: 'Something else',
} satisfies Record<InjuryKind, string>;

export const mobilities = {
  mobile: 'Yes',
  not_mobile: 'Not yet',
  not_known: 'Not known',
} satisfies Record<Mobility, string>;
