import { SummaryList } from 'nhsuk-react-components';
import type { SyncCentreView } from '../../api/types';
import { Notice } from '../../components/Notice';
import { useNow } from '../../components/useNow';
import { copyFor } from '../../text/errors';
import { heldCopy, serviceStates, syncCentre } from '../../text/sync_centre';
import { ago, moment } from '../../text/when';

/** How the last sync went, in words. */
export function LastSync({ view }: { view: SyncCentreView }) {
  const now = useNow();
  const { last_synced_at: last, service } = view.status;
  const rows = [
    [syncCentre.lastSync, last ? `${moment(last)} (${ago(last, now)})` : syncCentre.never],
    [syncCentre.state, serviceStates[service]],
    [syncCentre.service, view.service],
    [syncCentre.held, heldCopy(view.entries_held)],
  ] as const;
  return (
    <>
      {view.last_error && <Trouble code={view.last_error} />}
      {view.status.too_old && (
        <Notice tone="check" title={syncCentre.tooOld}>
          <p>{syncCentre.tooOldNext}</p>
        </Notice>
      )}
      {view.diverged && <Notice tone="check" title={syncCentre.diverged} />}
      <SummaryList className="app-facts app-facts--wide">
        {rows.map(([name, value]) => (
          <SummaryList.Row key={name}>
            <SummaryList.Key>{name}</SummaryList.Key>
            <SummaryList.Value>{value}</SummaryList.Value>
          </SummaryList.Row>
        ))}
      </SummaryList>
    </>
  );
}

function Trouble({ code }: { code: NonNullable<SyncCentreView['last_error']> }) {
  const copy = copyFor(code);
  return (
    <Notice tone="check" title={copy.happened}>
      <p>
        {copy.safe} {copy.next}
      </p>
    </Notice>
  );
}
