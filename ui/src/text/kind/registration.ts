import type { RegistrationSource, RegistrationState } from '../../api/types';

export const registration = {
  name: 'Registration',
  state: 'How does the child stand with us?',
  from: 'From when?',
  source: 'How did the child come to us?',
  team: 'Which team?',
  gpPractice: 'Which GP practice?',
  stateOn: 'Since when is that so?',
  receiver: 'Who has the child now?',
  receiverHint: 'A named health visitor, a school nursing team, or the country',
  knownFrom: 'How is that known?',
} as const;

export const registrationState = {
  expected: 'Expected',
  active: 'With us',
  transferring_out: 'On the way to another service',
  transferred: 'Transferred: another health visitor has taken over',
  handed_to_school_nursing: 'With school nursing',
  deceased: 'Has died',
  moved_abroad: 'Moved abroad, confirmed',
  declined_service: 'The family declines; still looked out for',
  merged: 'The same child as another record',
} satisfies Record<RegistrationState, string>;

export const registrationSource = {
  birth_notification: 'Notification of birth',
  antenatal_notification: 'Notification of pregnancy',
  transfer_in: 'From another service',
  found_here: 'Found to live here',
  previous_system: 'From the previous system, not verified',
} satisfies Record<RegistrationSource, string>;
