export const centre = {
  name: 'Children’s centre',
  centreName: 'What is it called?',
  address: 'Where is it?',
  phone: 'Telephone',
  opening: 'When is it open?',
  namedHealthVisitor: 'Who is its named health visitor?',
  namedFrom: 'Since when?',
  closedOn: 'When did it close for good?',
  closedOnHint: 'Leave blank while it is open',
} as const;
