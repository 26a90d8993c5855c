import { useState } from 'react';
import { Link } from 'wouter';
import { useCall } from '../../api/queries';
import type { ChangedView, FactView, PersonId } from '../../api/types';
import { Empty } from '../../components/Empty';
import { FetchedPage } from '../../components/FetchedPage';
import { OneOf } from '../../components/OneOf';
import { PageTitle } from '../../components/PageTitle';
import { PersonPage } from '../../components/PersonPage';
import { to } from '../../paths';
import type { Params } from '../../routes';
import { changed, factCopy, sinceCopy, spans } from '../../text/around';
import { asOfCopy } from '../../text/family';
import { fullName } from '../../text/person';
import { moment } from '../../text/when';

const USUAL_DAYS = '7';

/** What changed about a family, since it was last looked at or in so many days. */
export function FamilyChangedPage({ params }: { params: Params }) {
  const [days, setDays] = useState('');
  const person = params.person as PersonId;
  const query = useCall('changed_since', { person, days: days ? Number(days) : null });
  return (
    <FetchedPage query={query}>
      {(view) =>
        view.person && (
          <PersonPage person={view.person}>
            <PageTitle
              beside={
                <OneOf
                  name="since"
                  label={changed.since}
                  words={spans}
                  none={changed.lastLook}
                  initial={days as keyof typeof spans}
                  onChoose={setDays}
                />
              }
            >
              {changed.title}
            </PageTitle>
            <Facts view={view} />
            <p>
              <Link href={to.family(person)}>{fullName(view.person)}</Link>
            </p>
          </PersonPage>
        )
      }
    </FetchedPage>
  );
}

/** The same across the caseload. */
export function ChangedPage() {
  const [days, setDays] = useState(USUAL_DAYS);
  const query = useCall('changed_since', { person: null, days: Number(days) });
  return (
    <FetchedPage query={query}>
      {(view) => (
        <div className="nhsuk-width-container app-page">
          <PageTitle
            beside={
              <OneOf
                name="since"
                label={changed.since}
                words={spans}
                initial={days as keyof typeof spans}
                onChoose={setDays}
              />
            }
          >
            {changed.across}
          </PageTitle>
          <Facts view={view} />
        </div>
      )}
    </FetchedPage>
  );
}

function Facts({ view }: { view: ChangedView }) {
  return (
    <>
      <p>{sinceCopy(view.looked_at, view.since)}</p>
      {view.facts.length === 0 && <Empty title={changed.none} />}
      {view.more && <p>{changed.more}</p>}
      <ul className="app-loops">
        {view.facts.map((fact) => (
          <OneFact key={`${fact.entry}${fact.fact}${fact.told}${fact.author.recorded_at}`} fact={fact} />
        ))}
      </ul>
      <p className="app-fine">{asOfCopy(view.as_of)}</p>
    </>
  );
}

function OneFact({ fact }: { fact: FactView }) {
  const by = fact.mine ? changed.you : (fact.author.name ?? '');
  return (
    <li className="app-loops__one">
      <div className="app-loops__said">
        <p>
          <strong>{factCopy(fact)}</strong>
        </p>
        <p className="app-loops__when">
          {moment(fact.occurred)} · {by} ·{' '}
          <Link href={to.family(fact.person.person)}>{fullName(fact.person)}</Link>
        </p>
      </div>
    </li>
  );
}
