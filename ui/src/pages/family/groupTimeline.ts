import type { EntryKind, PersonId, ReviewKind, TimelineItem } from '../../api/types';
import { hasShape } from '../../entries';
import type { Body } from '../../entries/field';
import type { Filter } from '../../text/family';

/** What one signature covers: one visit, one card. */
export interface Card {
  key: string;
  items: TimelineItem[];
  /** When the contact of the card began, or else its first item. */
  occurred: string;
  review: ReviewKind | null;
  contact: Body<'contact'> | null;
}

/** A visit's parts, in the order in which they are read. */
const PARTS: readonly EntryKind[] = ['contact', 'measurement', 'feeding', 'contact_narrative'];
const VISIT: ReadonlySet<EntryKind> = new Set(PARTS);

const SHOWN: Record<Filter, (kind: EntryKind | null) => boolean> = {
  all: () => true,
  visits: (kind) => kind !== null && VISIT.has(kind),
  measurements: (kind) => kind === 'measurement',
  feeding: (kind) => kind === 'feeding',
  // What this version does not know stays in sight wherever it might belong.
  other: (kind) => kind === null || !VISIT.has(kind),
};

/** Cards in the order of their newest item: the timeline is newest first already. */
export function groupTimeline(timeline: readonly TimelineItem[]): Card[] {
  const signatures = new Map<string | null, string>(timeline.map((item) => [item.entry, signatureOf(item)]));
  const groups = new Map<string, TimelineItem[]>();
  for (const item of timeline) {
    // What was amended was signed again, and still tells of the same contact.
    const key = signatures.get(contactOf(item)) ?? signatureOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups].map(([signature, items]) => {
    const sorted = items.toSorted(byPart);
    // A card keeps its place when what is in it is signed again: what is open in it stays open.
    return { key: sorted[0]?.entry ?? signature, ...headline(items), items: sorted };
  });
}

/** What a colleague signed comes without its batch; what they signed at one moment is one signature all the same. */
function signatureOf({ batch, author, unverified, occurred }: TimelineItem): string {
  const signature = batch ?? `${author.staff} ${author.recorded_at}`;
  // One line of an import may bring years: each day of the time before stands where it belongs.
  return unverified ? `${signature} ${occurred}` : signature;
}

function contactOf({ body }: TimelineItem): string | null {
  const { contact } = (body ?? {}) as { contact?: unknown };
  return typeof contact === 'string' ? contact : null;
}

function byPart(one: TimelineItem, other: TimelineItem): number {
  return placeOf(one) - placeOf(other);
}

function placeOf({ kind }: TimelineItem): number {
  const place = kind === null ? -1 : PARTS.indexOf(kind);
  return place === -1 ? PARTS.length : place;
}

export function narrow(
  timeline: readonly TimelineItem[],
  filter: Filter,
  person: PersonId | null,
): TimelineItem[] {
  return timeline.filter((item) => SHOWN[filter](item.kind) && (person === null || item.person === person));
}

/** What somebody recorded is open to read. A pregnancy, as a line of an import has it, is one line: it was registered, not
 * told. Who somebody is and where they live never comes here. */
export function isRecord(card: Card): boolean {
  return card.items.some(
    ({ kind }) => kind !== null && (VISIT.has(kind) || (hasShape(kind) && kind !== 'pregnancy')),
  );
}

function headline(items: TimelineItem[]): Pick<Card, 'occurred' | 'review' | 'contact'> {
  const contacts = items
    .filter((item) => item.kind === 'contact')
    .map((item) => item.body as Body<'contact'>);
  // A child's contact and the mother's own are one visit: the review is the child's.
  const contact = contacts.find((body) => body.review) ?? contacts[0] ?? null;
  const occurred = contact?.started_at ?? items[0]?.occurred ?? '';
  return { occurred, contact, review: contact?.review ?? null };
}
