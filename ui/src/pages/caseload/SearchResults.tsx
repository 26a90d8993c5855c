import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Tag } from 'nhsuk-react-components';
import { Link } from 'wouter';
import { call } from '../../api/call';
import type { ApiError, FoundPerson, FoundRecord, SearchView } from '../../api/types';
import { Empty } from '../../components/Empty';
import { Fetched } from '../../components/Fetched';
import { PersonName } from '../../components/PersonName';
import { to } from '../../paths';
import { alerts as readFirst } from '../../text/around';
import { caseload, foundCopy, noneFound, noneFoundNext } from '../../text/caseload';
import { lookUp } from '../../text/look_up';
import { ages, birthOrder, born, nhsNumber } from '../../text/person';
import { moment } from '../../text/when';

/** People, then records; the last answer stays until the next one is there. */
export function SearchResults({ words }: { words: string }) {
  const query = useQuery<SearchView, ApiError>({
    queryKey: ['search', { text: words }],
    queryFn: () => call('search', { text: words }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return <Fetched query={query}>{(found) => <Found found={found} />}</Fetched>;
}

function Found({ found }: { found: SearchView }) {
  const none = found.people.length + found.records.length === 0;
  return (
    <>
      <p role="status" className={none ? 'nhsuk-u-visually-hidden' : 'app-found'}>
        {none ? noneFound(found.as_of) : foundCopy(found)}
      </p>
      {none && (
        <Empty title={noneFound(found.as_of)}>
          <p>{noneFoundNext}</p>
          <p>
            <Link href={to.lookUp}>{lookUp.link}</Link>
          </p>
        </Empty>
      )}
      {found.people.length > 0 && (
        <section aria-labelledby="found-people">
          <h2 className="nhsuk-heading-s" id="found-people">
            {caseload.people}
          </h2>
          <ul className="app-rows">
            {found.people.map((person) => (
              <PersonRow key={person.person.person} found={person} />
            ))}
          </ul>
        </section>
      )}
      {found.records.length > 0 && (
        <section aria-labelledby="found-records">
          <h2 className="nhsuk-heading-s" id="found-records">
            {caseload.records}
          </h2>
          <ul className="app-rows">
            {found.records.map((record) => (
              <RecordRow key={record.entry} found={record} />
            ))}
          </ul>
        </section>
      )}
      {found.more && <p>{caseload.more}</p>}
    </>
  );
}

function PersonRow({ found: { person, home, open, alerts } }: { found: FoundPerson }) {
  const facts = [born(person), ages(person), person.birth_order && birthOrder(person.birth_order)];
  return (
    <li className="app-rows__row">
      <Link href={to.family(open)} className="app-rows__link">
        <PersonName person={person} />
      </Link>
      <span>{facts.filter(Boolean).join(' · ')}</span>
      <span>{nhsNumber(person)}</span>
      {alerts > 0 && (
        <Tag className="app-tag" modifier="yellow">
          {readFirst.readFirst}
        </Tag>
      )}
      <span>{home ?? ''}</span>
    </li>
  );
}

function RecordRow({ found: { person, occurred, excerpt } }: { found: FoundRecord }) {
  return (
    <li className="app-rows__row app-rows__row--record">
      <Link href={to.family(person.person)} className="app-rows__link">
        <PersonName person={person} />
      </Link>
      <span>{moment(occurred)}</span>
      <span className="app-rows__excerpt">{excerpt}</span>
    </li>
  );
}
