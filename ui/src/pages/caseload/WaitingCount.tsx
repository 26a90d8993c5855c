import { Link } from 'wouter';
import { useCall } from '../../api/queries';
import { to } from '../../paths';
import { countCopy, loops } from '../../text/loops';

/** How much waits for somebody across the caseload, and the way to it. */
export function WaitingCount() {
  const { data } = useCall('waiting', {});
  if (!data?.loops.length) return null;
  return (
    <p className="app-waiting-count">
      <Link href={to.waiting}>{loops.all}</Link>: {countCopy(data.loops)}
    </p>
  );
}
