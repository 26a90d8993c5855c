import { Link } from 'wouter';
import type { InvitationView, PersonId, WayView } from '../../api/types';
import { to } from '../../paths';
import { invitation, struck, wayCopy } from '../../text/invitation';

/** Each number and letter, those that may be used first; every other with the reason why not. */
export function Ways({ view }: { view: InvitationView }) {
  const may = view.ways.filter((way) => way.struck === null);
  const mustNot = view.ways.filter((way) => way.struck !== null);
  if (view.ways.length === 0) {
    return view.refused === 'nothing_known_safe' ? <p>{invitation.none}</p> : null;
  }
  return (
    <>
      {may.length > 0 && <List title={invitation.mayGo} ways={may} about={view.person.person} />}
      {mustNot.length > 0 && <List title={invitation.mustNot} ways={mustNot} about={view.person.person} />}
    </>
  );
}

function List({ title, ways, about }: { title: string; ways: WayView[]; about: PersonId }) {
  return (
    <section>
      <h2 className="nhsuk-heading-s">{title}</h2>
      <ul className="nhsuk-list app-ways">
        {ways.map((way) => (
          <li key={`${way.way}${way.number}${way.to.join()}`} className="app-ways__one">
            <One way={way} about={about} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ way, about }: { way: WayView; about: PersonId }) {
  return (
    <>
      <p className="app-ways__to">
        <span aria-hidden="true">{way.struck === null ? '✓' : '✗'}</span> <strong>{wayCopy(way)}</strong>
      </p>
      {way.struck && <p className="app-ways__why">{struck[way.struck]}.</p>}
      {way.safe_hours && (
        <p className="app-ways__why">
          {invitation.only} {way.safe_hours}
        </p>
      )}
      {way.who_answers && (
        <p className="app-ways__why">
          {invitation.answers} {way.who_answers}
        </p>
      )}
      {way.struck === 'not_asked' && way.number && (
        <p className="app-ways__why">
          <Link href={to.contactPoint(about, way.number)}>
            {invitation.ask}
            <span className="nhsuk-u-visually-hidden"> {wayCopy(way)}</span>
          </Link>
        </p>
      )}
    </>
  );
}
