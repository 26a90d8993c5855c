import { Table } from 'nhsuk-react-components';
import type { LeftView } from '../../api/types';
import { namesOf } from '../../text/kinds';
import { syncCentre } from '../../text/sync_centre';
import { moment } from '../../text/when';

/** What reached the service after the family had left this laptop. Whose it was is not known here any more. */
export function Left({ items }: { items: LeftView[] }) {
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="left">
      <h2 className="nhsuk-heading-m" id="left">
        {syncCentre.left}
      </h2>
      <p>{syncCentre.leftIntro}</p>
      <Table className="app-table">
        <Table.Head>
          <Table.Row>
            <Table.Cell>{syncCentre.signed}</Table.Cell>
            <Table.Cell>{syncCentre.what}</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {items.map((item) => (
            <Table.Row key={item.number}>
              <Table.Cell>{moment(item.signed_at)}</Table.Cell>
              <Table.Cell>{namesOf(item.kinds)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </section>
  );
}
