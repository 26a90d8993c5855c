import { useCall } from '../api/queries';
import type { PersonId } from '../api/types';
import { entry, recordOf } from '../text/entry';
import { neutralName } from '../text/kinds';
import { OneOf } from './OneOf';

interface Props {
  name: string;
  label: string;
  error?: string;
  initial: string;
  person: PersonId;
}

/** Another record of this family. One that this laptop does not hold stays linked. */
export function LinkBox({ person, initial, ...rest }: Props) {
  const family = useCall('family', { person });
  const timeline = family.data?.timeline.filter((item) => !item.in_error) ?? [];
  const records = timeline.map((item) => [
    item.entry,
    recordOf(neutralName(item.kind, item.sensitivity), item.occurred),
  ]);
  const kept = initial ? { [initial]: entry.linkedElsewhere } : {};
  return (
    <OneOf
      key={family.status}
      {...rest}
      words={{ ...kept, ...Object.fromEntries(records) }}
      initial={initial}
      none={entry.notLinked}
    />
  );
}
