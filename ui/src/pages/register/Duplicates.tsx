import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { call } from '../../api/call';
import type { ApiError, DuplicatesQuery, LikelyView } from '../../api/types';
import { Notice } from '../../components/Notice';
import { PersonName } from '../../components/PersonName';
import { to } from '../../paths';
import { becauseCopy, identity } from '../../text/identity';
import { ages, born, nhsNumber } from '../../text/person';

/** Records that may be of whoever is being typed. */
export function Duplicates({ typed }: { typed: DuplicatesQuery }) {
  const query = useQuery<LikelyView[], ApiError>({
    queryKey: ['duplicates', typed],
    queryFn: () => call('duplicates', typed),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  if (!query.data?.length) return null;
  return (
    <Notice tone="check" title={identity.likelyTitle} role="status">
      <ul className="app-plain">
        {query.data.map(({ person, home, because }) => (
          <li key={person.person}>
            <PersonName person={person} /> · {[born(person), ages(person)].filter(Boolean).join(' · ')} ·{' '}
            {nhsNumber(person)}
            {home && ` · ${home}`}
            <br />
            {becauseCopy([because])}. <Link href={to.family(person.person)}>{identity.openRecord}</Link>
          </li>
        ))}
      </ul>
      <p>{identity.likelyNext}</p>
    </Notice>
  );
}
