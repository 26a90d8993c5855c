import type { StatusView } from '../api/types';
import { age, ago, count } from './when';

export const layout = {
  product: 'Doorstep',
  skip: 'Skip to the main content',
  navigation: 'Doorstep',
  caseload: 'Caseload',
  decisions: 'Needs your decision',
  imports: 'Import',
  team: 'Team and centres',
  lock: 'Lock',
  statusUnknown: 'Not known what waits to be sent',
  banner: 'Whose record this is',
  loading: 'Loading…',
  keyboard: 'Keyboard',
  shortcuts: [
    ['Ctrl + K', 'Search the caseload'],
    ['Ctrl + L', 'Lock Doorstep'],
    ['Ctrl + Enter', 'Sign the visit that is open'],
  ],
  copyReference: 'Copy reference',
  copied: 'Copied',
  copyByHand: 'Press Ctrl + C to copy it',
  reference: 'Reference for support',
  retry: 'Try again',
  cannotShow: 'This cannot be shown',
  detail: 'Detail',
  stale: 'This may be out of date: Doorstep could not read it again just now.',
  brokenTitle: 'This screen stopped working',
  brokenHappened: 'Something went wrong while Doorstep was drawing this screen.',
  brokenSafe: 'Everything signed is safe, and what was typed into a visit is kept as a draft on this laptop.',
  brokenNext: 'Open the caseload and go on. If it happens again, give support the reference.',
  toCaseload: 'Go to the caseload',
  notFoundTitle: 'There is no such screen',
  notFoundNext: 'Go to the caseload and go on from there.',
  missingNext:
    'What the service already has is safe there. Stop recording on this laptop, and ring support before you do anything else.',
  notLocked: 'Not locked: the last words could not be kept as a draft',
  notLockedNext:
    'If Doorstep locks now, they are gone. Stay here and free some disk space: Doorstep goes on trying.',
  lockAllTheSame: 'Lock all the same',
  stay: 'Stay here',
} as const;

/** "1 item not yet at the service, oldest 3 minutes ago". */
export function unsentCopy(status: StatusView, now: Date): string {
  if (status.unsent === 0) return 'Nothing waits to be sent';
  const items = count(status.unsent, 'item');
  const oldest = status.oldest_unsent_at ? `, oldest ${age(status.oldest_unsent_at, now)}` : '';
  return `${items} not yet at the service${oldest}`;
}

export function missingCopy(missing: number): string {
  return `${count(missing, 'item')} that ${missing === 1 ? 'was' : 'were'} saved on this laptop cannot be found on it`;
}

/** How old this copy is. */
export function copyAge(status: StatusView, now: Date): string {
  if (status.syncing) return 'Syncing now…';
  if (status.too_old) return 'Nothing new comes: update Doorstep';
  if (!status.last_synced_at) return 'Never synced on this laptop';
  return `Last synced ${ago(status.last_synced_at, now)}`;
}

export function setAsideCopy(status: StatusView): string {
  return `${count(status.quarantined, 'item')} set aside: please look`;
}

export function decisionsCopy(number: number): string {
  return number === 0 ? 'none waiting' : `${number} waiting`;
}
