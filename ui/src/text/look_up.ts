export const lookUp = {
  title: 'Look up a family that is not on this laptop',
  intro:
    'The service is asked for the record. Where it finds exactly one, the record comes to this laptop and stays until tomorrow evening.',
  kept: 'Each time is kept with your name and your reason, also when nobody is found. Look up only whom you need today.',
  ask: 'Look up',
  asking: 'Asking the service…',
  back: 'Back to the caseload',
  nobody: 'Nobody was found',
  nobodyNext:
    'No record has that number, or more than one person has that name and birth date. Check what you typed; with the NHS number it is found whatever the name. Some records may only be opened by the named nurse: telephone the safeguarding team.',
  offline: 'The service cannot be reached, so nobody was looked up',
  offlineNext:
    'Nothing was asked and nothing was kept. Telephone your team leader or the safeguarding team: they can read you what you need. If a child may be in danger now, ring 999.',
  link: 'Look them up at the service',
} as const;
