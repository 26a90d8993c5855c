export const safeguardingNote = {
  name: 'Safeguarding note',
  observed: 'What did you see or hear yourself?',
  reported: 'What were you told?',
  reportedBy: 'Who told you?',
  opinion: 'What do you think, and why?',
  livedExperience: 'What is a day like for this child?',
  done: 'What did you do, and with whom did you discuss it?',
  contact: 'At which contact?',
} as const;
