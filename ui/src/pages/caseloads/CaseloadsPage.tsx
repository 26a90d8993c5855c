import { Table } from 'nhsuk-react-components';
import { Link } from 'wouter';
import { useCall } from '../../api/queries';
import type { CaseloadsView, HolderView } from '../../api/types';
import { FetchedPage } from '../../components/FetchedPage';
import { Notice } from '../../components/Notice';
import { PageTitle } from '../../components/PageTitle';
import { to } from '../../paths';
import { caseloads, holderName, nobodyCopy } from '../../text/caseloads';
import { asOfCopy } from '../../text/family';

/** Who is accountable for how many children. Those for whom nobody is come first, and are never left out. */
export function CaseloadsPage() {
  const query = useCall('caseloads', {});
  return <FetchedPage query={query}>{(view) => <Caseloads view={view} />}</FetchedPage>;
}

function Caseloads({ view }: { view: CaseloadsView }) {
  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle>{caseloads.title}</PageTitle>
      {view.nobody > 0 ? (
        <Notice tone="problem" title={nobodyCopy(view.nobody)}>
          <p>{caseloads.nobodyNext}</p>
          <p>
            <Link href={to.caseloadOf(null)}>{caseloads.toNobody}</Link>
          </p>
        </Notice>
      ) : (
        <p>{caseloads.everybody}</p>
      )}
      <p>{caseloads.about}</p>
      <Table
        caption={caseloads.title}
        captionProps={{ className: 'nhsuk-u-visually-hidden' }}
        className="app-table"
      >
        <Table.Head>
          <Table.Row>
            <Table.Cell>{caseloads.who}</Table.Cell>
            <Table.Cell>{caseloads.children}</Table.Cell>
            <Table.Cell>{caseloads.covered}</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {view.holders.map((holder) => (
            <Holder key={holder.staff} holder={holder} />
          ))}
        </Table.Body>
      </Table>
      <p className="app-fine">{asOfCopy(view.as_of)}</p>
    </div>
  );
}

function Holder({ holder }: { holder: HolderView }) {
  return (
    <Table.Row>
      <Table.Cell>
        {holder.children > 0 ? (
          <Link href={to.caseloadOf(holder.staff)} className="app-table__link">
            {holderName(holder)}
          </Link>
        ) : (
          holderName(holder)
        )}
        {holder.vacant && holder.children > 0 && <span className="app-table__under">{caseloads.vacant}</span>}
        {!holder.may_hold && <span className="app-table__under">{caseloads.noCaseload}</span>}
      </Table.Cell>
      <Table.Cell>{holder.children || caseloads.none}</Table.Cell>
      <Table.Cell>{holder.covered || caseloads.none}</Table.Cell>
    </Table.Row>
  );
}
