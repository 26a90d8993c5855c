import type { FamilyView } from '../../api/types';
import { relationships, responsibility } from '../../text/choices';
import { isTheir } from '../../text/family';
import { ages, born, fullName } from '../../text/person';

/** Who is who, without a telephone number: a brief is passed round. */
export function Relatives({ family }: { family: FamilyView }) {
  const others = family.people.filter(({ person }) => person.person !== family.person.person);
  return (
    <ul>
      {others.map(({ person, relationship }) => {
        const is = relationship && relationships[relationship.relationship];
        const who = is && (relationship.adult === person.person ? is : isTheir(fullName(family.person), is));
        const responsible = relationship && responsibility[relationship.parental_responsibility];
        return (
          <li key={person.person}>
            {[fullName(person), who, responsible, born(person), ages(person)].filter(Boolean).join(' · ')}
          </li>
        );
      })}
    </ul>
  );
}
