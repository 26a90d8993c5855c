import { useCall } from '../api/queries';
import { entry } from '../text/entry';
import { sessionOf } from '../text/team';
import { OneOf } from './OneOf';

interface Props {
  name: string;
  label: string;
  error?: string;
  initial: string;
}

/** A session of a group or a clinic, the latest first. One that this laptop does not hold stays chosen. */
export function SessionBox({ initial, ...rest }: Props) {
  const sessions = useCall('sessions', {});
  const known = (sessions.data ?? []).map((one) => [one.session, sessionOf(one)]);
  const kept = initial ? { [initial]: entry.session } : {};
  return (
    <OneOf
      key={sessions.status}
      {...rest}
      words={{ ...kept, ...Object.fromEntries(known) }}
      initial={initial}
      none={entry.nobodyChosen}
    />
  );
}
