import { Details } from 'nhsuk-react-components';
import type { PersonId, TimelineItem } from '../../api/types';
import { family } from '../../text/family';
import { neutralName } from '../../text/kinds';
import { CardFoot } from './CardFoot';
import { CardTitle } from './CardTitle';
import { EntryActions } from './EntryActions';
import { EntrySummary } from './EntrySummary';
import type { Card } from './groupTimeline';
import { ItemTags } from './ItemTags';
import { Scans } from './Scans';

interface Props {
  card: Card;
  /** Whose screen it is. */
  about: PersonId;
  names: Record<string, string>;
}

/** A pregnancy that was registered, and what a later version wrote: one line, and the rest when it is asked for. */
export function FactsCard({ card, about, names }: Props) {
  const readable = card.items.filter((item) => item.kind !== null);
  return (
    <article className="app-card app-card--facts">
      <CardTitle card={card} about={about} />
      {readable.length < card.items.length && <p>{family.laterVersion}</p>}
      {readable.length > 0 && (
        <Details className="app-details">
          <Details.Summary>{family.factsDetails}</Details.Summary>
          <Details.Text>
            {readable.map((item) => (
              <Fact key={item.entry} item={item} whose={names[item.person]} />
            ))}
          </Details.Text>
        </Details>
      )}
      <CardFoot items={card.items} />
    </article>
  );
}

function Fact({ item, whose }: { item: TimelineItem; whose: string | undefined }) {
  return (
    <section className="app-item">
      <h4 className="app-item__title">
        {[neutralName(item.kind, item.sensitivity), whose].filter(Boolean).join(': ')}
      </h4>
      <ItemTags item={item} />
      <EntrySummary item={item} />
      <Scans item={item} />
      <EntryActions item={item} about={item.person} />
    </section>
  );
}
