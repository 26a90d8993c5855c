import type { Certainty, ChangeSinceLast, Concern, NeedsDomain } from '../../api/types';

export const assessedNeed = {
  name: 'One domain of a needs assessment',
  assessment: 'Of which assessment?',
  domain: 'Which domain?',
  concern: 'How much is there to worry about?',
  concernHint: 'Your judgement',
  notAssessedBecause: 'If it was not assessed: why not?',
  riskFactors: 'What is a risk?',
  anotherRisk: 'Add another risk',
  protectiveFactors: 'What protects?',
  anotherProtective: 'Add another thing that protects',
  term: 'What is it?',
  since: 'Since when?',
  source: 'Who said so?',
  sourceHint: 'Needed for what you did not see yourself',
  certainty: 'How is it known?',
  changeSinceLast: 'How is it, compared with last time?',
  changeReason: 'Why is that?',
  changeReasonHint: 'Also when nothing has changed: that can matter as much',
  narrative: 'What do you make of it?',
  voiceOfChild: 'What is this like for the child?',
} as const;

export const needsDomains = {
  substances: 'Smoking, alcohol and drugs',
  infant_feeding: 'Feeding, weaning and family food',
  mental_health_and_relationships: 'Mental health and relationships',
  home_and_safety: 'Home and safety',
  parenting: 'Parenting',
  family_support: 'Family, friends and community',
  practical_social: 'Money, housing and access',
  parents_health: 'Parents’ physical health and disability',
  infant_health: 'The child’s physical health',
  development: 'The child’s development',
} satisfies Record<NeedsDomain, string>;

export const concerns = {
  none: 'Nothing',
  some: 'Something',
  significant: 'Much',
  not_assessed: 'Not assessed',
} satisfies Record<Concern, string>;

export const certainties = {
  observed: 'I saw it',
  reported: 'They told me themselves',
  third_party: 'Somebody else said so',
  historic: 'It was so once',
} satisfies Record<Certainty, string>;

export const changes = {
  improved: 'Better',
  same: 'The same',
  worse: 'Worse',
  not_applicable: 'There is no earlier assessment',
} satisfies Record<ChangeSinceLast, string>;
