import { useCall } from '../api/queries';
import { colleague, entry } from '../text/entry';
import { OneOf } from './OneOf';

interface Props {
  name: string;
  label: string;
  error?: string;
  initial: string;
}

/** Somebody who works here. Who is not known to this laptop stays chosen. */
export function StaffBox({ initial, ...rest }: Props) {
  const colleagues = useCall('colleagues', {});
  const known = (colleagues.data ?? []).map(({ staff, name, role }) => [staff, colleague(name, role)]);
  const kept = initial ? { [initial]: entry.colleague } : {};
  return (
    <OneOf
      key={colleagues.status}
      {...rest}
      words={{ ...kept, ...Object.fromEntries(known) }}
      initial={initial}
      none={entry.nobody}
    />
  );
}
