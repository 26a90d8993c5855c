import type { FamilyView, HouseholdView } from '../../api/types';
import { Covered } from '../../components/Covered';
import { residences } from '../../text/choices';
import { family, livesSince } from '../../text/family';
import { fullName } from '../../text/person';
import { OpenEntry } from './OpenEntry';
import { TakeBack } from './TakeBack';

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
  const may = view.may_record.includes('identity');
  const here = { person: view.person.person, household: household.household };
  return (
    <div className="app-home">
      <Covered covered={household.hidden} summary={family.hiddenHome}>
        <p className="app-home__address">
          {household.address.length === 0 && family.noAddress}
          {household.address.map((line, index) => (
            <span key={line} className="app-home__line">
              {index < household.address.length - 1 ? `${line}, ` : line}{' '}
            </span>
          ))}
        </p>
      </Covered>
      <ul className="app-home__people">
        {household.members.map(({ entry, change, person, residence, from, to }) => (
          <li key={entry}>
            {nameOf(person)}:{' '}
            {[residences[residence].toLowerCase(), livesSince(from, to)].filter(Boolean).join(' ')}{' '}
            {may && (
              <>
                <OpenEntry
                  {...here}
                  kind="membership"
                  entry={entry}
                  words={family.change}
                  whose={nameOf(person)}
                />
                <TakeBack entry={entry} change={change} whose={nameOf(person)} />
              </>
            )}
          </li>
        ))}
      </ul>
      {household.members.length === 0 && <p>{family.nobodyThere}</p>}
      {may && (
        <p>
          <OpenEntry
            {...here}
            kind="address"
            entry={household.address_entry}
            words={household.address_entry ? family.changeAddress : family.addAddress}
            whose={household.hidden ? family.hiddenHome : household.address.join(', ')}
          />
          ·{' '}
          <OpenEntry
            {...here}
            kind="membership"
            words={family.somebodyMovesIn}
            whose={household.hidden ? family.hiddenHome : household.address.join(', ')}
          />
        </p>
      )}
    </div>
  );
}
