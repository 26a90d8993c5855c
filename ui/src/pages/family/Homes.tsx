import { Tag } from 'nhsuk-react-components';
import type { FamilyView, HouseholdView } from '../../api/types';
import { residences } from '../../text/choices';
import { family, livesSince } from '../../text/family';
import { fullName } from '../../text/person';

export function Homes({ view }: { view: FamilyView }) {
  return (
    <section aria-labelledby="homes">
      <h2 className="nhsuk-heading-s" id="homes">
        {family.homes}
      </h2>
      {view.households.length === 0 && <p>{family.noHomes}</p>}
      {view.households.map((household) => (
        <Home key={household.household} household={household} view={view} />
      ))}
    </section>
  );
}

function Home({ household, view }: { household: HouseholdView; view: FamilyView }) {
  const nameOf = (id: string) => {
    const member = view.people.find(({ person }) => person.person === id);
    return member ? fullName(member.person) : family.nobodyKnown;
  };
  return (
    <div className="app-home">
      <p className="app-home__address">
        {household.address.length === 0 && family.noAddress}
        {household.address.map((line, index) => (
          <span key={line} className="app-home__line">
            {index < household.address.length - 1 ? `${line}, ` : line}{' '}
          </span>
        ))}
        {household.hidden && <Tag className="app-tag">{family.hiddenHome}</Tag>}
      </p>
      <ul className="app-home__people">
        {household.members.map(({ person, residence, from, to }) => (
          <li key={person}>
            {nameOf(person)}:{' '}
            {[residences[residence].toLowerCase(), livesSince(from, to)].filter(Boolean).join(' ')}
          </li>
        ))}
      </ul>
      {household.members.length === 0 && <p>{family.nobodyThere}</p>}
    </div>
  );
}
