import { Table } from 'nhsuk-react-components';
import { Link } from 'wouter';
import type { QuarantinedItem } from '../../api/types';
import { PersonName } from '../../components/PersonName';
import { to } from '../../paths';
import { reasonCopy, syncCentre } from '../../text/sync_centre';
import { moment } from '../../text/when';

/** What the service set aside, and why. Nothing of it is lost. */
export function Quarantined({ items }: { items: QuarantinedItem[] }) {
  if (items.length === 0) return null;
  return (
    <section className="app-set-aside" aria-labelledby="quarantined">
      <h2 className="nhsuk-heading-m" id="quarantined">
        {syncCentre.quarantined}
      </h2>
      <p>{syncCentre.quarantinedIntro}</p>
      <Table className="app-table">
        <Table.Head>
          <Table.Row>
            <Table.Cell>{syncCentre.signed}</Table.Cell>
            <Table.Cell>{syncCentre.whose}</Table.Cell>
            <Table.Cell>{syncCentre.reason}</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {items.map((item) => (
            <Table.Row key={item.number}>
              <Table.Cell>{moment(item.signed_at)}</Table.Cell>
              <Table.Cell>
                {item.person ? (
                  <Link href={to.family(item.person.person)}>
                    <PersonName person={item.person} />
                  </Link>
                ) : (
                  syncCentre.nobody
                )}
              </Table.Cell>
              <Table.Cell>{reasonCopy(item.reason)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </section>
  );
}
