import { Button } from 'nhsuk-react-components';
import { useAct } from '../../api/queries';
import type { InvitationView } from '../../api/types';
import { Failed } from '../../components/Failed';
import { SavedNotice } from '../../components/SavedNotice';
import { invitation, toldBy } from '../../text/invitation';
import { invitation as recorded } from '../../text/kind/appointment';

type How = keyof typeof toldBy;

/** How they were told, in one press. Where nothing may be sent they may still have been told in person. */
export function Told({ view }: { view: InvitationView }) {
  const record = useAct('record_invited');
  const { appointment, entry, heads } = view;
  const offered = howOf(view).filter((how) => how !== appointment.invitation);
  if (offered.length === 0 && !record.data) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-s">{invitation.told}</h2>
      {record.data && <SavedNotice key={record.data.signed_at} signedAt={record.data.signed_at} />}
      <p>
        {invitation.toldNow} <strong>{recorded[appointment.invitation]}</strong>
      </p>
      <div className="nhsuk-button-group">
        {offered.map((how) => (
          <Button
            key={how}
            type="button"
            secondary
            disabled={record.isPending}
            onClick={() => record.mutate({ entry, heads, how })}
          >
            {toldBy[how]}
          </Button>
        ))}
      </div>
      {record.error && <Failed error={record.error} />}
    </section>
  );
}

function howOf({ refused, ways, words }: InvitationView): How[] {
  if (refused === 'nothing_known_safe') return ['in_person'];
  // Who is told that it is cancelled has been told of it before.
  if (refused || words.some((one) => one.occasion === 'cancelled')) return [];
  const may = new Set(ways.filter((way) => way.struck === null).map((way) => way.way));
  const sent: How[] = [];
  if (may.has('text')) sent.push('by_text');
  if (may.has('letter')) sent.push('by_letter');
  return [...sent, 'in_person'];
}
