import { useId } from 'react';
import { Link, useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { BookingView, DoubleBookingView } from '../../api/types';
import { Failed } from '../../components/Failed';
import { PersonName } from '../../components/PersonName';
import { to } from '../../paths';
import {
  decisions,
  doubleBooking,
  doubleBookingTitle,
  slotCopy,
  slotTime,
  taken,
  wrote,
} from '../../text/decisions';
import { fullName } from '../../text/person';

/** Two families have one slot: each booking stands until one of them is moved or cancelled in its own form. */
export function DoubleBookingCard({ found }: { found: DoubleBookingView }) {
  const id = useId();
  return (
    <section className="app-card app-decision" aria-labelledby={id}>
      <h2 className="nhsuk-heading-m app-card__title" id={id}>
        {doubleBookingTitle(found.bookings[0])}
      </h2>
      <p>{found.taken.map((what) => taken[what]).join(' ')}</p>
      <ul className="nhsuk-list app-ways">
        {found.bookings.map((booking) => (
          <Booking key={booking.entry} booking={booking} />
        ))}
      </ul>
      <p className="app-fine">{doubleBooking.next}</p>
    </section>
  );
}

function Booking({ booking }: { booking: BookingView }) {
  const [, go] = useLocation();
  const open = useAct('open_entry');
  const { person } = booking.person;
  const change = () =>
    open.mutate(
      { person, kind: 'appointment', subject: null, entry: booking.entry },
      { onSuccess: ({ draft }) => go(to.entry(draft)) },
    );
  return (
    <li className="app-ways__one">
      <p className="app-ways__to">
        <strong>{slotTime(booking)}</strong> · <PersonName person={booking.person} />
      </p>
      <p className="app-ways__why">{slotCopy(booking)}</p>
      <p className="app-ways__why">{wrote(booking.author)}</p>
      <p className="app-ways__why">
        <button type="button" className="app-link-button" onClick={change} disabled={open.isPending}>
          {doubleBooking.moveOrCancel}
          <span className="nhsuk-u-visually-hidden"> {fullName(booking.person)}</span>
        </button>{' '}
        · <Link href={to.family(person)}>{decisions.openFamily}</Link>
      </p>
      {open.error && <Failed error={open.error} />}
    </li>
  );
}
