import type { IdentifierScheme } from '../../api/types';

export const otherIdentifier = {
  name: 'Number in another system',
  scheme: 'Whose number is it?',
  value: 'What is the number?',
  source: 'Where is it from?',
  seenOn: 'When was it seen?',
} as const;

export const identifierScheme = {
  social_care: 'Social care',
  council: 'The council',
  school: 'School (unique pupil number)',
  hospital: 'Hospital',
  previous_system: 'The previous system',
  other: 'Another',
} satisfies Record<IdentifierScheme, string>;
