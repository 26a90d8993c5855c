import { useHistoryState } from 'wouter/use-browser-location';
import { useCall } from '../../api/queries';
import type { FamilyView, PersonId } from '../../api/types';
import { Alerts, ClosedAlerts } from '../../components/AlertList';
import { FetchedPage } from '../../components/FetchedPage';
import { Gone } from '../../components/Gone';
import { Notice } from '../../components/Notice';
import { PageTitle } from '../../components/PageTitle';
import { PersonPage } from '../../components/PersonPage';
import { SavedNotice } from '../../components/SavedNotice';
import { ServiceList } from '../../components/ServiceList';
import type { Params } from '../../routes';
import { alcoholBeforeBirth, asOfCopy, bereavedCopy, family } from '../../text/family';
import { FamilyDrafts } from './FamilyDrafts';
import { Homes } from './Homes';
import { MoreAbout } from './MoreAbout';
import { People } from './People';
import { QuickContacts } from './QuickContacts';
import { RecordEntry } from './RecordEntry';
import { RecordVisit } from './RecordVisit';
import { Reviews } from './Reviews';
import { SameRecords } from './SameRecords';
import { Timeline } from './Timeline';
import { Waiting } from './Waiting';

/** A family, seen from one person: who is who, how to reach them, and what happened. */
export function FamilyPage({ params }: { params: Params }) {
  const query = useCall('family', { person: params.person as PersonId });
  return (
    <FetchedPage query={query} missing={<Gone words={family} />}>
      {(view) => <Family view={view} />}
    </FetchedPage>
  );
}

/** Who has just signed is still in the home: what must be read before knocking stays closed. */
function Family({ view }: { view: FamilyView }) {
  const came = useHistoryState<{ saved?: string } | null>();
  return (
    <PersonPage person={view.person}>
      <PageTitle key={view.person.person} beside={<Record view={view} />}>
        {family.title}
      </PageTitle>
      <div className="app-title app-title--under">
        <MoreAbout person={view.person.person} />
        <QuickContacts person={view.person.person} />
      </div>
      {came?.saved && <SavedNotice key={came.saved} signedAt={came.saved} />}
      <SameRecords same={view.same} />
      {view.bereaved_on && <Notice tone="plain" title={bereavedCopy(view.bereaved_on)} />}
      {came?.saved ? <ClosedAlerts alerts={view.alerts} /> : <Alerts alerts={view.alerts} />}
      <FamilyDrafts drafts={view.drafts} />
      <div className="app-columns">
        <aside className="app-columns__side" aria-label={family.people}>
          {view.alcohol_before_birth && (
            <p className="app-before-birth">{alcoholBeforeBirth(view.alcohol_before_birth)}</p>
          )}
          <People view={view} />
          <Homes view={view} />
          <Reviews reviews={view.reviews} />
          <ServiceList services={view.services} />
          <p className="app-fine">{asOfCopy(view.as_of)}</p>
        </aside>
        <div className="app-columns__main">
          <Waiting view={view} />
          <Timeline view={view} />
        </div>
      </div>
    </PersonPage>
  );
}

/** A visit is about a child, and before birth about the mother; after it her part is in the child's form. */
function Record({ view }: { view: FamilyView }) {
  return (
    <div className="app-records">
      <RecordVisit view={view} />
      <RecordEntry view={view} />
    </div>
  );
}
