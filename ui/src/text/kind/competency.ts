import type { CompetencyLevel } from '../../api/types';

export const competency = {
  name: 'Competency',
  task: 'For what?',
  level: 'How far?',
  assessedBy: 'Who assessed it?',
  assessedOn: 'When was it assessed?',
  expiresOn: 'Until when is it valid?',
  expiresOnHint: 'Three years at most',
  evidence: 'What does it rest on?',
  safeguardingLevel: 'Safeguarding training level',
} as const;

export { delegatedPackage } from './delegation';

export const competencyLevel = {
  supervised: 'With somebody at their side',
  alone: 'Alone',
  teaches: 'Alone, and teaches others',
} satisfies Record<CompetencyLevel, string>;
