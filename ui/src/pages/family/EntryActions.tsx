import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { PersonId, TimelineItem } from '../../api/types';
import { Failed } from '../../components/Failed';
import { hasShape } from '../../entries';
import { to } from '../../paths';
import { entry } from '../../text/entry';
import { identity } from '../../text/identity';
import { invitation } from '../../text/invitation';
import { kindName } from '../../text/kinds';
import { BelongsElsewhere } from './BelongsElsewhere';
import { TakeBack } from './TakeBack';

/** What can be done with an entry that is signed: changed, with a reason, or marked as made in error. */
export function EntryActions({ item, about }: { item: TimelineItem; about: PersonId }) {
  const [, go] = useLocation();
  const [moving, setMoving] = useState(false);
  const open = useAct('open_entry');
  const { kind } = item;
  if (moving) return <BelongsElsewhere item={item} close={() => setMoving(false)} />;
  if (kind === null || item.in_error || item.disputed) return null;
  const change = () =>
    open.mutate(
      { person: about, kind, subject: null, entry: item.entry },
      { onSuccess: ({ draft }) => go(to.entry(draft)) },
    );
  const toChronology = () =>
    open.mutate(
      { person: about, kind: 'chronology_event', subject: null, entry: null, begins: eventOf(item) },
      { onSuccess: ({ draft }) => go(to.entry(draft)) },
    );
  const whose = <span className="nhsuk-u-visually-hidden"> {kindName(kind)}</span>;
  return (
    <div className="app-item__actions">
      {hasShape(kind) && (
        <button type="button" className="app-link-button" onClick={change} disabled={open.isPending}>
          {entry.change}
          {whose}
        </button>
      )}
      {kind === 'appointment' && <Link href={to.invitation(item.entry)}>{invitation.open}</Link>}
      {kind !== 'chronology_event' && !item.household && (
        <button type="button" className="app-link-button" onClick={toChronology} disabled={open.isPending}>
          {entry.toChronology}
          {whose}
        </button>
      )}
      <button type="button" className="app-link-button" onClick={() => setMoving(true)}>
        {identity.belongs}
        {whose}
      </button>
      <TakeBack entry={item.entry} change={item.change} whose={kindName(kind)} />
      {open.error && <Failed error={open.error} />}
    </div>
  );
}

const WORDS = ['narrative', 'seen', 'note', 'explanation', 'response', 'title'] as const;

/** An event of the chronology begins with the day, the words and the author of the entry that it is taken from. */
function eventOf({ entry: linked, kind, occurred, author, body }: TimelineItem): Record<string, unknown> {
  const said = (body ?? {}) as Record<string, unknown>;
  const what = WORDS.map((field) => said[field]).find((words) => typeof words === 'string' && words !== '');
  // A document was written by somebody else than whoever filed it.
  const source = kind === 'document' ? said.source : author.name;
  return { on: occurred.slice(0, 10), what: what ?? '', source: source ?? '', linked };
}
