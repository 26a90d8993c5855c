import type { CompetencyView, DirectoryService, EntryKind, HeldSession, Validity } from '../api/types';
import { count, day } from './when';

export const team = {
  title: 'Team and centres',
  about: 'What is recorded here is about colleagues and centres. No family is named.',
  noFamily: 'Not a family’s record',
  newCentre: 'A new children’s centre',
  pages: 'More of the team',
  toTeam: 'Back to team and centres',
  colleagues: 'Colleagues',
  noCompetency: 'No competency recorded',
  addCompetency: 'Record a competency',
  centres: 'Children’s centres',
  noCentres: 'No centre recorded yet',
  noCentresNext:
    'Record the centres that you work with. Groups, meetings and local services are kept with them.',
  addCentre: 'Record a centre',
  namedHealthVisitor: 'Named health visitor',
  nobodyNamed: 'None named',
  notShared: 'No sharing protocol in force: nothing may be shared with this centre',
  directory: 'Directory of local services',
  directoryNext: 'It is kept on this laptop and works without a signal.',
  time: 'My time this week',
  services: 'Services',
  filter: 'Find a service',
  filterHint: 'By its name, what it helps with, or the area',
  noService: 'No service has all of these words',
  noServices: 'No local service recorded yet',
  addService: 'Add a local service',
  nearWhich: 'Near which centre?',
  centreFirst: 'Record a children’s centre first: a service is listed with the centre in whose area it is.',
  toCentres: 'Go to Team and centres',
  checkedLongAgo: 'Nobody has made sure of this for a year',
  near: 'Near',
  fromDirectory: 'Choose from the directory of local services',
  nothingYet: 'Nothing recorded yet',
  inForce: 'In force today',
  notInForce: 'Not in force today',
  whole: 'All that is recorded',
  addTime: 'Record time',
  noTime: 'No time recorded in this week',
  weekBefore: 'The week before',
  weekAfter: 'The week after',
  ownOnly: 'Only you see this page, and only your own time is on it.',
  planned: 'Planned',
  worked: 'From start to end',
  travel: 'Travel',
  admin: 'Writing and telephoning',
  unknownCentre: 'A centre',
} as const;

/** What is recorded about a centre, under its heading, with the words that record one. */
export const centreParts = [
  ['centre', 'About the centre', 'Change'],
  ['sharing_protocol', 'Sharing protocols', 'Record a sharing protocol'],
  ['group_session', 'Groups and clinics', 'Record a session'],
  ['joint_meeting', 'Meetings with the centre', 'Record a meeting'],
  ['shared_outcome', 'Shared outcomes', 'Record a shared outcome'],
  ['local_service', 'Local services near it', 'Add a local service'],
] as const satisfies readonly (readonly [EntryKind, string, string])[];

const validities = {
  valid: (until) => `Valid until ${until}`,
  ends_soon: (until) => `Ends soon, on ${until}: plan to assess it again`,
  ended: (until) => `Ended on ${until}: it counts no more until it is assessed again`,
} satisfies Record<Validity, (until: string) => string>;

/** "Ends soon, on 5 January 2027: plan to assess it again". */
export function validityCopy({ validity, record }: CompetencyView): string {
  const { expires_on } = record.body as { expires_on: string };
  return validities[validity](day(expires_on));
}

export function sharedCopy(until: string | null): string {
  return until ? `Sharing protocol in force until ${day(until)}` : team.notShared;
}

export function closedCopy(on: string): string {
  return `Closed on ${day(on)}`;
}

/** "2 of 14 services". */
export function foundCopy(found: number, all: number): string {
  return `${found} of ${count(all, 'service')}`;
}

/** "Saltmere drop-in: talking and understanding". */
export function serviceLine({ name, what_for }: DirectoryService): string {
  return `${name}: ${what_for}`;
}

/** "Little Waves, 5 November 2026, Harbour Family Hub". */
export function sessionOf({ title, on, centre }: HeldSession): string {
  return [title, day(on), centre.name].filter(Boolean).join(', ');
}

/** "Week of 16 November 2026 to 22 November 2026". */
export function weekCopy(from: string, until: string): string {
  return `${day(from)} to ${day(until)}`;
}

/** "1 hour 10 minutes". */
export function minutesCopy(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const said = [hours > 0 && count(hours, 'hour'), (rest > 0 || hours === 0) && count(rest, 'minute')];
  return said.filter(Boolean).join(' ');
}
