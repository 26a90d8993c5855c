import { Link } from 'wouter';
import type { ContactPointView, MemberView, PersonId, Safe } from '../../api/types';
import { to } from '../../paths';
import { safe } from '../../text/choices';
import { family } from '../../text/family';
import { fullName } from '../../text/person';

/** How to reach somebody, and how safe each way is. */
export function ContactPoints({ from, member }: { from: PersonId; member: MemberView }) {
  return (
    <ul className="app-points">
      {member.contact_points.map((point) => (
        <li key={point.entry} className="app-points__one">
          <p className="app-points__value">
            <strong>{point.value}</strong>{' '}
            <Link href={to.contactPoint(from, point.entry)}>
              {family.change}{' '}
              <span className="nhsuk-u-visually-hidden">{`${point.value}, ${fullName(member.person)}`}</span>
            </Link>
          </p>
          <Safety point={point} />
          {point.disputed && (
            <p className="app-points__disputed">
              {family.disputed} <Link href="/decisions">{family.toDecision}</Link>
            </p>
          )}
        </li>
      ))}
    </ul>
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
