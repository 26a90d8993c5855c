import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { useAct } from '../../api/queries';
import type { ImportView, UndoReport } from '../../api/types';
import { Confirm } from '../../components/Confirm';
import { Failed } from '../../components/Failed';
import { entriesCopy, imports, undoneCopy } from '../../text/imports';
import { moment } from '../../text/when';

interface Props {
  past: ImportView;
  undone: (report: UndoReport) => void;
}

export function PastImport({ past, undone }: Props) {
  const [asking, setAsking] = useState(false);
  const undo = useAct('import_undo');

  function start(): void {
    undo.mutate({ act: past.act }, { onSuccess: undone, onSettled: () => setAsking(false) });
  }

  return (
    <li className="app-rows__row app-rows__row--import">
      <span>{moment(past.signed_at)}</span>
      <span>{entriesCopy(past.entries, past.batches)}</span>
      <span>{past.in_error > 0 && undoneCopy(past.in_error)}</span>
      {past.in_error < past.entries && (
        <Button type="button" secondary small className="app-button--inline" onClick={() => setAsking(true)}>
          {imports.undo} <span className="nhsuk-u-visually-hidden">{moment(past.signed_at)}</span>
        </Button>
      )}
      {undo.error && <Failed error={undo.error} />}
      {asking && (
        <Confirm
          title={imports.undoTitle}
          warning={imports.undoWarning}
          yes={imports.undoYes}
          no={imports.undoNo}
          busy={undo.isPending && imports.undoing}
          onYes={start}
          onNo={() => setAsking(false)}
        />
      )}
    </li>
  );
}
