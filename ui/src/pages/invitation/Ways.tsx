import type { InvitationView, WayView } from '../../api/types';
import { invitation, struck, wayCopy } from '../../text/invitation';
import { OpenEntry } from '../family/OpenEntry';

/** Each number and letter, those that may be used first; every other with the reason why not. */
export function Ways({ view }: { view: InvitationView }) {
  const may = view.ways.filter((way) => way.struck === null);
  const mustNot = view.ways.filter((way) => way.struck !== null);
  if (view.ways.length === 0) {
    return view.refused === 'nothing_known_safe' ? <p>{invitation.none}</p> : null;
  }
  return (
    <>
      {may.length > 0 && <List title={invitation.mayGo} ways={may} />}
      {mustNot.length > 0 && <List title={invitation.mustNot} ways={mustNot} />}
    </>
  );
}

function List({ title, ways }: { title: string; ways: WayView[] }) {
  return (
    <section>
      <h2 className="nhsuk-heading-s">{title}</h2>
      <ul className="nhsuk-list app-ways">
        {ways.map((way) => (
          <li key={`${way.way}${way.number}${way.to.join()}`} className="app-ways__one">
            <One way={way} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ way }: { way: WayView }) {
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
      {way.struck === 'not_asked' && way.number && way.whose && (
        <p className="app-ways__why">
          <OpenEntry
            person={way.whose.person}
            kind="contact_point"
            entry={way.number}
            words={invitation.ask}
            whose={wayCopy(way)}
          />
        </p>
      )}
    </>
  );
}
