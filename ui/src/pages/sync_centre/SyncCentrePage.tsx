import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'nhsuk-react-components';
import { useAct, useCall } from '../../api/queries';
import type { SyncCentreView } from '../../api/types';
import { Failed } from '../../components/Failed';
import { Fetched } from '../../components/Fetched';
import { PageTitle } from '../../components/PageTitle';
import { copyFor } from '../../text/errors';
import { syncCentre } from '../../text/sync_centre';
import { LastSync } from './LastSync';
import { Left } from './Left';
import { Quarantined } from './Quarantined';
import { Unsent } from './Unsent';

/** What has not reached the service, item by item, and how the last sync went. */
export function SyncCentrePage() {
  const query = useCall('sync_centre', {});
  const client = useQueryClient();
  const sync = useAct('sync_now');

  function start(): void {
    sync.mutate({}, { onSuccess: (view) => client.setQueryData(['sync_centre', {}], view) });
  }

  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle beside={<SyncNow busy={sync.isPending} start={start} />}>{syncCentre.title}</PageTitle>
      <p className="app-intro">{syncCentre.intro}</p>
      <p role="status" className="nhsuk-u-visually-hidden">
        {sync.isPending && syncCentre.syncing}
        {sync.data && (sync.data.last_error ? copyFor(sync.data.last_error).happened : syncCentre.done)}
      </p>
      {sync.error && <Failed error={sync.error} />}
      <Fetched query={query}>{(view) => <Centre view={view} />}</Fetched>
    </div>
  );
}

function SyncNow({ busy, start }: { busy: boolean; start: () => void }) {
  return (
    <Button type="button" onClick={start} disabled={busy}>
      {busy ? syncCentre.syncing : syncCentre.now}
    </Button>
  );
}

function Centre({ view }: { view: SyncCentreView }) {
  return (
    <>
      <LastSync view={view} />
      <Quarantined items={view.quarantined} />
      <Unsent view={view} />
      <Left items={view.left} />
    </>
  );
}
