import { Link } from 'wouter';
import type { ContactPointView, MemberView, Safe } from '../../api/types';
import { safe } from '../../text/choices';
import { family } from '../../text/family';
import { fullName } from '../../text/person';
import { OpenEntry } from './OpenEntry';
import { TakeBack } from './TakeBack';

interface Props {
  member: MemberView;
  may: boolean;
}

/** How to reach somebody, and how safe each way is. */
export function ContactPoints({ member, may }: Props) {
  return (
    <ul className="app-points">
      {member.contact_points.map((point) => (
        <li key={point.entry} className="app-points__one">
          <p className="app-points__value">
            <strong>{point.value}</strong>
          </p>
          {point.means === null ? <p>{family.laterVersion}</p> : <Safety point={point} />}
          {point.disputed && (
            <p className="app-points__disputed">
              {family.disputed} <Link href="/decisions">{family.toDecision}</Link>
            </p>
          )}
          {may && point.means !== null && <Actions point={point} member={member} />}
        </li>
      ))}
    </ul>
  );
}

function Actions({ point, member }: { point: ContactPointView; member: MemberView }) {
  const whose = `${point.value}, ${fullName(member.person)}`;
  return (
    <div className="app-item__actions">
      {!point.disputed && (
        <OpenEntry
          person={member.person.person}
          kind="contact_point"
          entry={point.entry}
          words={family.change}
          whose={whose}
        />
      )}
      <TakeBack entry={point.entry} change={point.change} whose={whose} />
    </div>
  );
}

const MARKS = { yes: '✓', not_known: '?', no: '✗' } as const satisfies Record<Safe, string>;

function Safety({ point }: { point: ContactPointView }) {
  const ways = [
    [family.text, point.safe_to_text],
    [family.voicemail, point.safe_to_voicemail],
  ] as const;
  return (
    <>
      {ways.map(([way, how]) => (
        <p key={way} className={`app-points__safe app-points__safe--${how}`}>
          <span aria-hidden="true">{MARKS[how]}</span> {way}: {safe[how]}
        </p>
      ))}
      {point.safe_hours && (
        <p className="app-points__safe">
          {family.safeHours}: {point.safe_hours}
        </p>
      )}
      {point.who_answers && (
        <p className="app-points__safe">
          {family.whoAnswers}: {point.who_answers}
        </p>
      )}
    </>
  );
}
