import { Button } from 'nhsuk-react-components';
import { useEffect, useRef, useState } from 'react';
import { useAct, useCall } from '../../api/queries';
import type { ActId, ImportProgress } from '../../api/types';
import { Failed } from '../../components/Failed';
import { Fetched } from '../../components/Fetched';
import { Notice } from '../../components/Notice';
import { imports, progressCopy, states } from '../../text/imports';

const LOOK_MS = 300;

interface Props {
  act: ActId;
  another: () => void;
}

/** How far the import is, in a bar and in figures. */
export function Progress({ act, another }: Props) {
  const [over, setOver] = useState(false);
  const query = useCall('import_progress', { act }, { every: !over && LOOK_MS });
  const ended = query.data !== undefined && query.data.state !== 'running';
  useEffect(() => setOver(ended), [ended]);
  return (
    <Fetched query={query}>
      {(progress) =>
        progress.state === 'running' ? (
          <Running progress={progress} />
        ) : (
          <Ended progress={progress} another={another} />
        )
      }
    </Fetched>
  );
}

function Running({ progress }: { progress: ImportProgress }) {
  const cancel = useAct('import_cancel');
  const figures = progressCopy(progress.done, progress.total);
  return (
    <section className="app-progress" aria-labelledby="progress">
      <h2 className="nhsuk-heading-m" id="progress">
        {imports.running}
      </h2>
      <progress
        className="app-progress__bar"
        value={progress.done}
        max={progress.total}
        aria-labelledby="progress"
      >
        {figures}
      </progress>
      <p>{figures}</p>
      {cancel.error && <Failed error={cancel.error} />}
      <Button
        type="button"
        secondary
        disabled={cancel.isPending}
        onClick={() => cancel.mutate({ act: progress.act })}
      >
        {imports.cancel}
      </Button>
    </section>
  );
}

function Ended({ progress, another }: { progress: ImportProgress; another: () => void }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  const tone = progress.state === 'finished' ? 'good' : 'check';
  return (
    <>
      <Notice tone={tone} title={states[progress.state]} ref={notice}>
        <p>{progressCopy(progress.done, progress.total)}</p>
      </Notice>
      <Button type="button" secondary onClick={another}>
        {imports.another}
      </Button>
    </>
  );
}
