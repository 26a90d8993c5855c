export const jointMeeting = {
  name: 'Meeting with the centre',
  heldOn: 'On which day?',
  present: 'Who was there?',
  notes: 'What was talked about?',
  notesHint: 'Name no family here. What concerns a child belongs in the child’s own record.',
  actions: 'What was agreed?',
  actionsAnother: 'Add another action',
  nextOn: 'When do you meet next?',
} as const;
