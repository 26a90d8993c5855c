import { useState } from 'react';
import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { useCall } from '../../api/queries';
import type { DirectoryView, Subject } from '../../api/types';
import { Empty } from '../../components/Empty';
import { FetchedPage } from '../../components/FetchedPage';
import { OneOf } from '../../components/OneOf';
import { PageTitle } from '../../components/PageTitle';
import { SavedNotice } from '../../components/SavedNotice';
import { TextBox } from '../../components/TextBox';
import { serviceFilter } from '../../forms/serviceFilter';
import { to } from '../../paths';
import { asOfCopy } from '../../text/family';
import { foundCopy, team } from '../../text/team';
import { OpenForm } from './OpenForm';
import { RecordCard } from './RecordCard';
import { WholeRecord } from './WholeRecord';

/** The directory of local services, found by any of their words, without a signal. */
export function DirectoryPage() {
  const query = useCall('directory', {});
  return <FetchedPage query={query}>{(view) => <Directory view={view} />}</FetchedPage>;
}

function Directory({ view }: { view: DirectoryView }) {
  const came = useHistoryState<{ saved?: string } | null>();
  const [typed, setTyped] = useState('');
  const found = serviceFilter(view.services, typed);
  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle>{team.directory}</PageTitle>
      {came?.saved && <SavedNotice key={came.saved} signedAt={came.saved} />}
      <p>
        <Link href={to.team}>{team.toTeam}</Link>
      </p>
      <p>{team.directoryNext}</p>
      <AddService view={view} />
      <h2 className="nhsuk-heading-m">{team.services}</h2>
      {view.services.length === 0 ? (
        <Empty title={team.noServices} />
      ) : (
        <>
          <div onInput={(event) => setTyped((event.target as HTMLInputElement).value)}>
            <TextBox name="find-service" label={team.filter} hint={team.filterHint} />
          </div>
          <p role="status">{foundCopy(found.length, view.services.length)}</p>
          {found.length === 0 && <Empty title={team.noService} />}
        </>
      )}
      {found.map((service) => (
        <RecordCard key={service.record.entry} record={service.record} title={service.name} mayChange>
          <p>{service.what_for}</p>
          <ServiceFacts body={service.record.body} />
          {service.checked_long_ago && <p>{team.checkedLongAgo}</p>}
          <p className="app-people__facts">
            {team.near} {service.centre.name}
          </p>
          <WholeRecord record={service.record} title={service.name} />
        </RecordCard>
      ))}
      <p className="app-fine">{asOfCopy(view.as_of)}</p>
    </div>
  );
}

/** How to reach it, in one line. */
function ServiceFacts({ body }: { body: unknown }) {
  const { how, phone } = body as { how?: string; phone?: string };
  return <p>{[how, phone].filter(Boolean).join(' · ')}</p>;
}

/** A service is listed with the centre in whose area it is. */
function AddService({ view }: { view: DirectoryView }) {
  const [first] = view.centres;
  const [chosen, setChosen] = useState<string>(first?.centre ?? '');
  if (!first) {
    return (
      <Empty title={team.centreFirst}>
        <p>
          <Link href={to.team}>{team.toCentres}</Link>
        </p>
      </Empty>
    );
  }
  const words = Object.fromEntries(
    view.centres.map(({ centre, name }) => [centre, name ?? team.unknownCentre]),
  );
  return (
    <div className="app-record">
      {view.centres.length > 1 && (
        <OneOf name="near" label={team.nearWhich} words={words} initial={first.centre} onChoose={setChosen} />
      )}
      <OpenForm
        kind="local_service"
        subject={`centre:${chosen || first.centre}` as Subject}
        words={team.addService}
      />
    </div>
  );
}
