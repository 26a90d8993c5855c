import { Details } from 'nhsuk-react-components';
import { Link } from 'wouter';
import type { FamilyView, MemberView } from '../../api/types';
import { PersonName } from '../../components/PersonName';
import { to } from '../../paths';
import { relationships, responsibility } from '../../text/choices';
import { family, isTheir, livesSince } from '../../text/family';
import { ages, birthOrder, born, fullName, nhsNumber } from '../../text/person';
import { ChangePerson } from './ChangePerson';
import { ContactPoints } from './ContactPoints';

export function People({ view }: { view: FamilyView }) {
  return (
    <section aria-labelledby="people">
      <h2 className="nhsuk-heading-s" id="people">
        {family.people}
      </h2>
      <ul className="app-people">
        {view.people.map((member) => (
          <Member key={member.person.person} member={member} view={view} />
        ))}
      </ul>
    </section>
  );
}

function Member({ member, view }: { member: MemberView; view: FamilyView }) {
  const { person, relationship } = member;
  const own = person.person === view.person.person;
  const facts = [born(person), ages(person), person.birth_order && birthOrder(person.birth_order)];
  return (
    <li className="app-people__one">
      <h3 className="app-people__name">
        {own ? (
          <PersonName person={person} />
        ) : (
          <Link href={to.family(person.person)}>
            <PersonName person={person} />
          </Link>
        )}
      </h3>
      {relationship && (
        <p className="app-people__who">
          {relationship.adult === person.person
            ? relationships[relationship.relationship]
            : isTheir(fullName(view.person), relationships[relationship.relationship])}{' '}
          ·{' '}
          {[
            responsibility[relationship.parental_responsibility],
            livesSince(relationship.from, relationship.to),
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
      )}
      {!own && (
        // The banner says it of the screen's own person.
        <>
          <p className="app-people__facts">{facts.filter(Boolean).join(' · ')}</p>
          <p className="app-people__facts">{nhsNumber(person)}</p>
        </>
      )}
      {relationship?.contact_restriction && (
        // Neutral and closed: somebody else in the room may be reading along.
        <Details className="app-details">
          <Details.Summary>{family.restriction}</Details.Summary>
          <Details.Text>{relationship.contact_restriction}</Details.Text>
        </Details>
      )}
      <ContactPoints member={member} may={view.may_record.includes('contact_point')} />
      <ChangePerson member={member} view={view} />
    </li>
  );
}
