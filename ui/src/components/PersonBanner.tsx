import type { PersonView } from '../api/types';
import { sexes } from '../text/choices';
import { layout } from '../text/layout';
import { ages, birthOrder, born, died, gestation, nhsNumber } from '../text/person';
import { PersonName } from './PersonName';

interface Props {
  person: PersonView;
  /** What the banner is called, where the screen has several. */
  label?: string;
}

/** Whose record this is: on every screen about a person, and it stays in sight. */
export function PersonBanner({ person, label = layout.banner }: Props) {
  const facts = [born(person), ages(person), person.sex && sexes[person.sex], gestation(person)];
  return (
    <section className="app-banner" aria-label={label}>
      <div className="nhsuk-width-container app-banner__row">
        {person.birth_order && <TwinMark order={person.birth_order} />}
        <p className="app-banner__name">
          <PersonName person={person} />
        </p>
        {person.died_on && <p className="app-banner__died">{died(person.died_on)}</p>}
        <p className="app-banner__facts">{facts.filter(Boolean).join(' · ')}</p>
        <p className="app-banner__number">{nhsNumber(person)}</p>
      </div>
    </section>
  );
}

function TwinMark({ order }: { order: [number, number] }) {
  return (
    <p className="app-banner__twin">
      <span className="app-banner__letter" aria-hidden="true">
        {String.fromCharCode(64 + order[0])}
      </span>
      {birthOrder(order)}
    </p>
  );
}
