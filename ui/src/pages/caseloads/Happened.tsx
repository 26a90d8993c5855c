import { Button } from 'nhsuk-react-components';
import { useEffect, useRef } from 'react';
import { useAct } from '../../api/queries';
import type { AllocatedView } from '../../api/types';
import { Failed } from '../../components/Failed';
import { Notice } from '../../components/Notice';
import { caseloads, sentNext, undoneCopy } from '../../text/caseloads';
import { LeftOutChildren } from './LeftOutChildren';

/** What was signed, in words. */
export interface Done {
  title: string;
  view: AllocatedView;
}

/** What happened to how many, and the way back while nothing of it changed. */
export function Happened({ done: { title, view }, say }: { done: Done; say: (done: Done) => void }) {
  const notice = useRef<HTMLDivElement>(null);
  const undo = useAct('undo_allocation');
  useEffect(() => notice.current?.focus(), []);
  return (
    <Notice tone="good" title={title} ref={notice}>
      <p>{sentNext}</p>
      {view.unsigned > 0 && <p>{caseloads.unsaid}</p>}
      <LeftOutChildren left={view.left_out} />
      {undo.error && <Failed error={undo.error} />}
      {view.undoable && (
        <Button
          type="button"
          secondary
          small
          disabled={undo.isPending}
          onClick={() =>
            undo.mutate(
              { children: view.children },
              { onSuccess: (view) => say({ title: undoneCopy(view), view }) },
            )
          }
        >
          {undo.isPending ? caseloads.undoing : caseloads.undo}
        </Button>
      )}
    </Notice>
  );
}
