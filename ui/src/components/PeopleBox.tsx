import { useCall } from '../api/queries';
import type { PersonId } from '../api/types';
import { entry } from '../text/entry';
import { fullName } from '../text/person';
import { ManyChoices } from './ManyChoices';

interface Props {
  name: string;
  label: string;
  error?: string;
  initial: string[];
  /** Whose family. */
  person: PersonId;
}

/** Some of this family. Who is not on this laptop stays chosen. */
export function PeopleBox({ person, initial, label, ...rest }: Props) {
  const family = useCall('family', { person });
  const people = (family.data?.people ?? []).map((member) => [member.person.person, fullName(member.person)]);
  const kept = Object.fromEntries(initial.map((id) => [id, entry.somebody]));
  return (
    <ManyChoices
      key={family.status}
      {...rest}
      legend={label}
      words={{ ...kept, ...Object.fromEntries(people) }}
      initial={initial}
    />
  );
}
