import { useCall } from '../../api/queries';
import type { PersonId } from '../../api/types';
import { ClosedAlerts } from '../../components/AlertList';
import { Failed } from '../../components/Failed';

/** What must be read before the visit, closed. That it cannot be read is said: silence would mean that there is none. */
export function VisitAlerts({ child }: { child: PersonId }) {
  const { data, error } = useCall('alerts', { person: child });
  if (error) return <Failed error={error} />;
  return data ? <ClosedAlerts alerts={data} /> : null;
}
