import { useState } from 'react';
import type { FamilyView, PersonId } from '../../api/types';
import { Empty } from '../../components/Empty';
import { OneOf } from '../../components/OneOf';
import { type Filter, family, filters } from '../../text/family';
import { fullName } from '../../text/person';
import { FactsCard } from './FactsCard';
import { groupTimeline, isRecord, narrow } from './groupTimeline';
import { VisitCard } from './VisitCard';

/** What happened, newest first, one card for one signature. */
export function Timeline({ view }: { view: FamilyView }) {
  const [filter, setFilter] = useState<Filter>('all');
  const [person, setPerson] = useState<PersonId | ''>('');
  const cards = groupTimeline(narrow(view.timeline, filter, person || null));
  const names = Object.fromEntries(
    view.people.map((member) => [member.person.person, fullName(member.person)]),
  );
  return (
    <section aria-labelledby="timeline">
      <div className="app-title">
        <h2 className="nhsuk-heading-m" id="timeline">
          {family.timeline}
        </h2>
        {view.timeline.length > 0 && (
          <div className="app-filters">
            <OneOf
              name="filter-person"
              label={family.filterPerson}
              words={names}
              none={family.everybody}
              onChoose={(value) => setPerson(value as PersonId | '')}
            />
            <OneOf
              name="filter-kind"
              label={family.filterKind}
              words={filters}
              onChoose={(value) => setFilter(value as Filter)}
            />
          </div>
        )}
      </div>
      {view.timeline.length === 0 && <Empty title={family.noTimeline} />}
      {view.timeline.length > 0 && cards.length === 0 && <Empty title={family.noneMatch} />}
      <ol className="app-timeline">
        {cards.map((card) => (
          <li key={card.key}>
            {isRecord(card) ? (
              <VisitCard card={card} about={view.person.person} names={names} />
            ) : (
              <FactsCard card={card} about={view.person.person} names={names} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
