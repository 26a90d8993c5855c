import { Details } from 'nhsuk-react-components';
import type { PersonId, TimelineItem } from '../../api/types';
import { aboutWhom, family } from '../../text/family';
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

/** One visit. What was written about somebody else than the screen's person is closed until it is asked for. */
export function VisitCard({ card, about, names }: Props) {
  const own = card.items.filter((item) => item.person === about);
  const others = [...new Set(card.items.map((item) => item.person))].filter((person) => person !== about);
  return (
    <article className="app-card">
      <CardTitle card={card} about={about} />
      {own.map((item) => (
        <Item key={item.entry} item={item} />
      ))}
      {others.map((person) => (
        <Details key={person} className="app-details">
          <Details.Summary>{aboutWhom(names[person] ?? family.nobodyKnown)}</Details.Summary>
          <Details.Text>
            {card.items
              .filter((item) => item.person === person)
              .map((item) => (
                <Item key={item.entry} item={item} />
              ))}
          </Details.Text>
        </Details>
      ))}
      <CardFoot items={card.items} />
    </article>
  );
}

function Item({ item }: { item: TimelineItem }) {
  return (
    <section className="app-item">
      <h4 className="nhsuk-u-visually-hidden">{neutralName(item.kind, item.sensitivity)}</h4>
      <ItemTags item={item} />
      <EntrySummary item={item} />
      <Scans item={item} />
      <EntryActions item={item} about={item.person} />
    </section>
  );
}
