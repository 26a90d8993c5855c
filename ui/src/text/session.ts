import { count } from './when';

export const session = {
  unlockTitle: 'Unlock Doorstep',
  unlockIntro: 'Everything on this laptop opens without a signal.',
  whose: 'Who is at work?',
  passphrase: 'Passphrase',
  show: 'Show',
  showPassphrase: 'Show the passphrase',
  unlock: 'Unlock',
  unlocking: 'Opening. This takes a second or two…',
  enrolAnother: 'Set this laptop up for somebody else',
  backToUnlock: 'Back to unlocking',
  enrolTitle: 'Set up Doorstep on this laptop',
  enrolIntro:
    'You need a one-time code from your administrator, and a connection this once. After that Doorstep works without one.',
  address: 'Address of your organisation’s service',
  addressHint: 'Your administrator gives it with the code, such as https://doorstep.example.org',
  code: 'One-time code',
  codeHint: 'It works once, and only for a short time.',
  newPassphrase: 'Choose a passphrase',
  newPassphraseHint:
    'Four or more words that do not belong together. It never leaves this laptop: you type it each time you unlock.',
  repeat: 'Type the passphrase again',
  differs: 'The two passphrases are not the same. Type both again.',
  authorityTitle: 'My organisation gave me a certificate as well',
  authority: 'Certificate authority',
  authorityHint: 'Paste the whole text, from BEGIN CERTIFICATE to END CERTIFICATE.',
  enrol: 'Set up this laptop',
  enrolling: 'Setting up. This takes a few seconds…',
  tooManyTries: 'There have been several wrong tries',
  canTryNow: 'You can try again now.',
} as const;

/** "2 minutes 5 seconds". */
export function wait(seconds: number): string {
  if (seconds >= 3600) return `${count(Math.ceil(seconds / 60), 'minute')}`;
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const parts = [minutes ? count(minutes, 'minute') : '', rest ? count(rest, 'second') : ''];
  return parts.filter(Boolean).join(' ') || count(0, 'second');
}

export function waitCopy(seconds: number): string {
  return `You can try again in ${wait(seconds)}. Nothing is removed, however many tries there were. If the passphrase is forgotten, your organisation can recover this record.`;
}

export function vaultLabel(label: string): string {
  return `Record of ${label}`;
}
