import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useChanges } from './api/changes';
import { useCall } from './api/queries';
import { Fetched } from './components/Fetched';
import { Desk } from './Desk';
import { listenForClosing } from './forms/lastWords';
import { LockedPage } from './pages/session/LockedPage';

/** Locked, or at the desk. */
export function App() {
  const client = useQueryClient();
  const session = useCall('session', {});
  const locked = session.data?.open === null;
  useChanges();
  useEffect(listenForClosing, []);
  useEffect(() => {
    // Nothing of a family stays behind the lock screen.
    if (locked) client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  }, [locked, client]);
  return (
    <Fetched query={session}>
      {({ open, vaults }) => (open ? <Desk open={open} /> : <LockedPage vaults={vaults} />)}
    </Fetched>
  );
}
