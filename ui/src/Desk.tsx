import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { useAct, useCall } from './api/queries';
import type { OpenVault } from './api/types';
import { ErrorBoundary } from './components/ErrorBoundary';
import { Layout } from './components/Layout';
import { Notice } from './components/Notice';
import { useShortcuts } from './components/useShortcuts';
import { writeLastWords } from './forms/lastWords';
import { NotFoundPage } from './pages/NotFoundPage';
import { routes } from './routes';
import { layout, missingCopy } from './text/layout';

/** Everything that can be done while the vault is open. */
export function Desk({ open }: { open: OpenVault }) {
  const client = useQueryClient();
  const [at, go] = useLocation();
  const status = useCall('status', {});
  const locking = useAct('lock');
  const [warned, setWarned] = useState(false);

  async function lock(): Promise<void> {
    const written = await writeLastWords();
    // The words are then only on the screen: say so once, and lock when asked again.
    if (!written && !warned) return setWarned(true);
    const session = await locking.mutateAsync({});
    client.setQueryData(['session', {}], session);
  }

  useShortcuts({ lock: () => void lock(), search: () => go('/?search') });

  return (
    <Layout open={open} status={status.data} onLock={() => void lock()}>
      {open.missing > 0 && (
        <Notice tone="problem" title={missingCopy(open.missing)} role="alert">
          <p>{layout.missingNext}</p>
        </Notice>
      )}
      {warned && (
        <Notice tone="problem" title={layout.notLocked} role="alert">
          <p>{layout.notLockedNext}</p>
        </Notice>
      )}
      <ErrorBoundary key={at}>
        <Switch>
          {routes.map(({ path, Page }) => (
            <Route key={path} path={path}>
              {(params) => <Page params={params} />}
            </Route>
          ))}
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </ErrorBoundary>
    </Layout>
  );
}
