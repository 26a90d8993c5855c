import { useCall } from '../api/queries';
import type { PersonId } from '../api/types';
import { entry } from '../text/entry';
import { fullName } from '../text/person';
import { OneOf } from './OneOf';

interface Props {
  name: string;
  label: string;
  error?: string;
  initial: string;
  /** Whose family. */
  person: PersonId;
}

/** Somebody of this family. Who is not on this laptop stays chosen. */
export function PersonBox({ person, initial, ...rest }: Props) {
  const family = useCall('family', { person });
  const people = (family.data?.people ?? []).map((member) => [member.person.person, fullName(member.person)]);
  const kept = initial ? { [initial]: entry.somebody } : {};
  return (
    <OneOf
      key={family.status}
      {...rest}
      words={{ ...kept, ...Object.fromEntries(people) }}
      initial={initial}
      none={entry.nobodyChosen}
    />
  );
}
