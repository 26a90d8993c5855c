import { useCall } from '../api/queries';
import { entry } from '../text/entry';
import { OneOf } from './OneOf';

interface Props {
  name: string;
  label: string;
  error?: string;
  initial: string;
}

/** A children’s centre, by name. One that this laptop does not hold stays chosen. */
export function CentreBox({ initial, ...rest }: Props) {
  const directory = useCall('directory', {});
  const known = (directory.data?.centres ?? []).map((one) => [one.centre, one.name ?? entry.centre]);
  const kept = initial ? { [initial]: entry.centre } : {};
  return (
    <OneOf
      key={directory.status}
      {...rest}
      words={{ ...kept, ...Object.fromEntries(known) }}
      initial={initial}
      none={entry.noCentre}
    />
  );
}

/** What a centre is called, where this laptop knows it. */
export function CentreName({ centre }: { centre: string }) {
  const directory = useCall('directory', {});
  return directory.data?.centres.find((one) => one.centre === centre)?.name ?? entry.centre;
}
