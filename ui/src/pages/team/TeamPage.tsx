import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { useCall } from '../../api/queries';
import type { TeamView } from '../../api/types';
import { FetchedPage } from '../../components/FetchedPage';
import { PageTitle } from '../../components/PageTitle';
import { SavedNotice } from '../../components/SavedNotice';
import { to } from '../../paths';
import { asOfCopy } from '../../text/family';
import { team } from '../../text/team';
import { Centres } from './Centres';
import { Colleagues } from './Colleagues';

/** Who works here and may do what, and the centres that they work with. */
export function TeamPage() {
  const query = useCall('team', {});
  return <FetchedPage query={query}>{(view) => <Team view={view} />}</FetchedPage>;
}

function Team({ view }: { view: TeamView }) {
  const came = useHistoryState<{ saved?: string } | null>();
  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle>{team.title}</PageTitle>
      {came?.saved && <SavedNotice key={came.saved} signedAt={came.saved} />}
      <p>{team.about}</p>
      <nav aria-label={team.pages}>
        <ul className="nhsuk-list">
          <li>
            <Link href={to.directory}>{team.directory}</Link>
          </li>
          <li>
            <Link href={to.time}>{team.time}</Link>
          </li>
        </ul>
      </nav>
      <Centres view={view} />
      <Colleagues view={view} />
      <p className="app-fine">{asOfCopy(view.as_of)}</p>
    </div>
  );
}
