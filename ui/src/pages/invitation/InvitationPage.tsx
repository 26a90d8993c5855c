import { Link } from 'wouter';
import { useCall } from '../../api/queries';
import type { EntryId, InvitationView } from '../../api/types';
import { FetchedPage } from '../../components/FetchedPage';
import { Notice } from '../../components/Notice';
import { PageTitle } from '../../components/PageTitle';
import { PersonPage } from '../../components/PersonPage';
import { to } from '../../paths';
import type { Params } from '../../routes';
import { appointmentCopy, invitation, mayNot } from '../../text/invitation';
import { Told } from './Told';
import { Ways } from './Ways';
import { WordsToCopy } from './WordsToCopy';

/** The words about an appointment and where they may go, or why nothing may be sent. */
export function InvitationPage({ params }: { params: Params }) {
  const query = useCall('invitation', { entry: params.entry as EntryId });
  return <FetchedPage query={query}>{(view) => <Invitation view={view} />}</FetchedPage>;
}

export function Invitation({ view }: { view: InvitationView }) {
  return (
    <PersonPage person={view.person}>
      <div className="app-narrow">
        <PageTitle>{invitation.title}</PageTitle>
        <p className="app-intro">{appointmentCopy(view.appointment)}</p>
        {view.refused && <Refused why={view.refused} />}
        {view.words.length > 0 && <p>{invitation.nothingIsSent}</p>}
        {view.words.map((words) => (
          <WordsToCopy key={words.occasion} words={words} />
        ))}
        <Ways view={view} />
        <Told view={view} />
        <p>
          <Link href={to.family(view.person.person)}>{invitation.back}</Link>
        </p>
      </div>
    </PersonPage>
  );
}

function Refused({ why }: { why: keyof typeof mayNot }) {
  const [title, next] = mayNot[why];
  return (
    <Notice tone="problem" title={title}>
      <p>{next}</p>
    </Notice>
  );
}
