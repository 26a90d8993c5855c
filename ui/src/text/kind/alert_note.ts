export const alertNote = {
  name: 'What lies behind an alert',
  alert: 'Which alert does it explain?',
  behind: 'What lies behind it?',
  knownFrom: 'How is it known, and from whom?',
  keepFrom: 'Who must not come to know of it?',
  doOnAVisit: 'What should somebody do, or not do, on a visit?',
} as const;
