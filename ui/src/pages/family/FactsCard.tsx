import { Details } from 'nhsuk-react-components';
import { family } from '../../text/family';
import { kindName } from '../../text/kinds';
import { CardFoot } from './CardFoot';
import { CardTitle } from './CardTitle';
import { EntrySummary } from './EntrySummary';
import type { Card } from './groupTimeline';
import { ItemTags } from './ItemTags';

/** Names, numbers and addresses that were written or changed: one line, and the rest when it is asked for. */
export function FactsCard({ card, names }: { card: Card; names: Record<string, string> }) {
  return (
    <article className="app-card app-card--facts">
      <CardTitle card={card} />
      <Details className="app-details">
        <Details.Summary>{family.factsDetails}</Details.Summary>
        <Details.Text>
          {card.items.map((item) => (
            <section key={item.entry} className="app-item">
              <h4 className="app-item__title">
                {[kindName(item.kind), names[item.person]].filter(Boolean).join(': ')}
              </h4>
              <ItemTags item={item} />
              <EntrySummary item={item} />
            </section>
          ))}
        </Details.Text>
      </Details>
      <CardFoot items={card.items} />
    </article>
  );
}
