import type { AssessmentOccasion, Informant } from '../../api/types';

export const needsAssessment = {
  name: 'Needs assessment',
  occasion: 'What was it made for?',
  assessedOn: 'Assessed on',
  contact: 'At which contact?',
  informants: 'Whom or what did you learn it from?',
  voiceOfChild: 'What is life like for this child?',
  voiceOfChildHint:
    'A day in the life: what you saw, heard or were told, also of a baby. Needed for every child after birth',
  parentsWords: 'What do the parents say?',
  parentsWordsHint: 'In their own words',
  wishes: 'What does the family wish for?',
  narrative: 'What do you make of it?',
} as const;

export const assessmentOccasions = {
  antenatal: 'Antenatal review',
  new_birth: 'New birth review',
  six_to_eight_week: 'Review at 6 to 8 weeks',
  twelve_month: 'Review at 12 months',
  two_to_two_and_a_half_year: 'Review at 2 to 2½ years',
  targeted: 'A need, between reviews',
} satisfies Record<AssessmentOccasion, string>;

export const informants = {
  mother: 'Mother',
  father: 'Father',
  partner: 'A parent’s partner',
  other_carer: 'Another carer',
  child: 'The child',
  other_family: 'Somebody else in the family',
  professional: 'Another professional',
  records: 'Earlier records',
} satisfies Record<Informant, string>;
