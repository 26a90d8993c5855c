import { Table } from 'nhsuk-react-components';
import type { SyncCentreView, UnsentItem } from '../../api/types';
import { PersonName } from '../../components/PersonName';
import { ReceiptTag } from '../../components/ReceiptTag';
import { namesOf } from '../../text/kinds';
import { syncCentre } from '../../text/sync_centre';
import { moment } from '../../text/when';

export function Unsent({ view }: { view: SyncCentreView }) {
  return (
    <section aria-labelledby="unsent">
      <h2 className="nhsuk-heading-m" id="unsent">
        {syncCentre.unsent}
      </h2>
      {view.unsent.length === 0 ? <p>{syncCentre.nothingUnsent}</p> : <List items={view.unsent} />}
      {view.status.unsent > view.unsent.length && <p>{syncCentre.first200}</p>}
    </section>
  );
}

function List({ items }: { items: UnsentItem[] }) {
  return (
    <Table caption={syncCentre.oldest} captionProps={{ size: 's' }} className="app-table">
      <Table.Head>
        <Table.Row>
          <Table.Cell>{syncCentre.signed}</Table.Cell>
          <Table.Cell>{syncCentre.whose}</Table.Cell>
          <Table.Cell>{syncCentre.what}</Table.Cell>
          <Table.Cell>{syncCentre.progress}</Table.Cell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {items.map((item) => (
          <Table.Row key={item.number}>
            <Table.Cell>{moment(item.signed_at)}</Table.Cell>
            <Table.Cell>{item.person ? <PersonName person={item.person} /> : syncCentre.nobody}</Table.Cell>
            <Table.Cell>{namesOf(item.kinds)}</Table.Cell>
            <Table.Cell>
              <ReceiptTag receipt={item.waiting ? 'waiting' : 'on_this_laptop'} />
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
