import { Link } from 'wouter';
import type { StatusView } from '../api/types';
import { copyAge, setAsideCopy, unsentCopy } from '../text/layout';
import { useNow } from './useNow';

/** What has not reached the service, and how old this copy is: on every screen, and it leads to the sync centre. */
export function StatusLine({ status }: { status: StatusView }) {
  const now = useNow();
  const setAside = status.quarantined > 0;
  const mark = status.unsent > 0 ? '↑' : '✓';
  return (
    <Link href="/sync" className="app-status">
      <span className="app-status__mark" aria-hidden="true">
        {setAside ? '!' : mark}
      </span>
      <span className="app-status__lines">
        <span className="app-status__unsent">
          {setAside ? setAsideCopy(status) : unsentCopy(status, now)}
        </span>
        <span className="app-status__age">
          {setAside && status.unsent > 0 ? unsentCopy(status, now) : copyAge(status, now)}
        </span>
      </span>
    </Link>
  );
}
