import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { useCall } from '../../api/queries';
import type { CentreId, CentreView, EntryKind, RecordView, Subject } from '../../api/types';
import { FetchedPage } from '../../components/FetchedPage';
import { PageTitle } from '../../components/PageTitle';
import { SavedNotice } from '../../components/SavedNotice';
import { ScreenPage } from '../../components/ScreenPage';
import { EntryBody } from '../../entries/EntryBody';
import { to } from '../../paths';
import type { Params } from '../../routes';
import { asOfCopy } from '../../text/family';
import { centreParts, team } from '../../text/team';
import { day } from '../../text/when';
import { OpenForm } from './OpenForm';
import { RecordCard } from './RecordCard';
import { WholeRecord } from './WholeRecord';

/** A centre: who is named for it, what may be shared, its groups, meetings and outcomes. */
export function CentrePage({ params }: { params: Params }) {
  const query = useCall('centre', { centre: params.centre as CentreId });
  return <FetchedPage query={query}>{(view) => <Centre view={view} />}</FetchedPage>;
}

function Centre({ view }: { view: CentreView }) {
  const came = useHistoryState<{ saved?: string } | null>();
  const { centre } = view;
  return (
    <ScreenPage screen={{ of: 'centre', ...centre }}>
      <PageTitle>{centre.name ?? team.unknownCentre}</PageTitle>
      {came?.saved && <SavedNotice key={came.saved} signedAt={came.saved} />}
      <p>
        <Link href={to.team}>{team.toTeam}</Link>
      </p>
      {centreParts.map(([kind, title, add]) => (
        <Part key={kind} view={view} kind={kind} title={title} add={add} />
      ))}
      <p className="app-fine">{asOfCopy(view.as_of)}</p>
    </ScreenPage>
  );
}

interface PartProps {
  view: CentreView;
  kind: EntryKind;
  title: string;
  add: string;
}

function Part({ view, kind, title, add }: PartProps) {
  const records = view.records.filter((record) => record.kind === kind);
  const may = view.may_record.includes(kind);
  return (
    <section aria-labelledby={kind}>
      <h2 className="nhsuk-heading-m" id={kind}>
        {title}
      </h2>
      {records.length === 0 && <p>{team.nothingYet}</p>}
      {records.map((record) => (
        <RecordCard key={record.entry} record={record} title={titleOf(record)} mayChange={may}>
          <Said record={record} inForce={view.in_force.includes(record.entry)} />
        </RecordCard>
      ))}
      {may && kind !== 'centre' && (
        <OpenForm kind={kind} subject={`centre:${view.centre.centre}` as Subject} words={add} />
      )}
    </section>
  );
}

/** A protocol and a service have much to say: a line of it, and the rest when it is asked for. */
function Said({ record, inForce }: { record: RecordView; inForce: boolean }) {
  const { kind, body } = record;
  const { what_for } = (body ?? {}) as { what_for?: string };
  if (kind !== 'sharing_protocol' && kind !== 'local_service') return <EntryBody kind={kind} body={body} />;
  return (
    <>
      <p>{kind === 'local_service' ? what_for : inForce ? team.inForce : team.notInForce}</p>
      <WholeRecord record={record} title={titleOf(record)} />
    </>
  );
}

/** What a record is called in its heading: its own name, with its day. */
function titleOf({ body, occurred }: RecordView): string {
  const said = (body ?? {}) as Record<string, unknown>;
  const name = [said.title, said.name, said.partner, said.outcome].find((one) => typeof one === 'string');
  const on = [said.on, said.held_on].find((one) => typeof one === 'string');
  const when = on ?? (name === undefined ? occurred : undefined);
  return [name, when !== undefined && day(String(when))].filter(Boolean).join(', ');
}
