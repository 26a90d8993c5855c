export const careProfile = {
  name: 'Graded Care Profile 2',
  contact: 'At which contact?',
  gradedOn: 'Graded on',
  licenceHolder: 'Who holds the licence?',
  gradeHint: '1 to 5; 1 is the best care',
  physical: 'Physical care',
  safety: 'Safety',
  emotional: 'Emotional care',
  developmental: 'Developmental care',
  narrative: 'What do you make of it, and what do the parents say?',
} as const;
