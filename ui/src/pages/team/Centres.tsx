import { Link } from 'wouter';
import type { TeamView } from '../../api/types';
import { Empty } from '../../components/Empty';
import { StaffName } from '../../components/StaffName';
import { to } from '../../paths';
import { closedCopy, sharedCopy, team } from '../../text/team';
import { OpenForm } from './OpenForm';

/** The centres, each with its named health visitor and whether something may be shared with it. */
export function Centres({ view }: { view: TeamView }) {
  return (
    <section aria-labelledby="centres">
      <h2 className="nhsuk-heading-m" id="centres">
        {team.centres}
      </h2>
      {view.centres.length === 0 && (
        <Empty title={team.noCentres}>
          <p>{team.noCentresNext}</p>
        </Empty>
      )}
      <ul className="app-people">
        {view.centres.map((row) => (
          <li key={row.centre} className="app-people__one">
            <h3 className="app-people__name">
              <Link href={to.centre(row.centre)}>{row.name}</Link>
            </h3>
            <p>
              {team.namedHealthVisitor}:{' '}
              {row.named_health_visitor ? <StaffName staff={row.named_health_visitor} /> : team.nobodyNamed}
            </p>
            <p className="app-people__facts">
              {row.closed_on ? closedCopy(row.closed_on) : sharedCopy(row.shared_until)}
            </p>
          </li>
        ))}
      </ul>
      {view.may_record_centre && <OpenForm kind="centre" subject={null} words={team.addCentre} />}
    </section>
  );
}
