import { Link } from 'wouter';
import { useCall } from '../../api/queries';
import { to } from '../../paths';
import { changed } from '../../text/around';
import { countCopy, loops } from '../../text/loops';

/** How much waits for somebody across the caseload, and the way to it. */
export function WaitingCount() {
  const { data } = useCall('waiting', {});
  return (
    <p className="app-waiting-count">
      <Link href={to.waiting}>{loops.all}</Link>
      {data && `: ${countCopy(data.loops)}`} · <Link href={to.changedAcross}>{changed.across}</Link>
    </p>
  );
}
