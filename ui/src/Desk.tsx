import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { useAct, useCall } from './api/queries';
import type { OpenVault } from './api/types';
import { Confirm } from './components/Confirm';
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

  async function lockNow(): Promise<void> {
    const session = await locking.mutateAsync({});
    client.setQueryData(['session', {}], session);
  }

  async function lock(): Promise<void> {
    // Where the last words could not be kept, they are only on the screen: say so before it goes.
    if (await writeLastWords()) await lockNow();
    else setWarned(true);
  }

  useShortcuts({ lock: () => void lock(), search: () => go('/?search') });

  return (
    <Layout open={open} status={status.data} onLock={() => void lock()}>
      {open.missing > 0 && (
        <div className="nhsuk-width-container app-page">
          <Notice tone="problem" title={missingCopy(open.missing)} role="alert">
            <p>{layout.missingNext}</p>
          </Notice>
        </div>
      )}
      {warned && (
        <div className="nhsuk-width-container app-page">
          <Confirm
            title={layout.notLocked}
            warning={layout.notLockedNext}
            yes={layout.lockAllTheSame}
            no={layout.stay}
            onYes={() => void lockNow()}
            onNo={() => setWarned(false)}
          />
        </div>
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
