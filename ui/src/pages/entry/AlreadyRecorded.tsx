import { Button } from 'nhsuk-react-components';
import { useAct } from '../../api/queries';
import type { EntryDraft, SaveEntry } from '../../api/types';
import { Failed } from '../../components/Failed';
import { Notice } from '../../components/Notice';
import { entry, recordedOn } from '../../text/entry';
import { copyFor } from '../../text/errors';

interface Props {
  /** The day on which it was recorded, ISO. */
  on: string;
  typed: () => SaveEntry;
  amended: (draft: EntryDraft) => void;
}

/** There can be one of these: what was typed becomes a change of what is there. */
export function AlreadyRecorded({ on, typed, amended }: Props) {
  const amend = useAct('amend_instead');
  const copy = copyFor('already_recorded');
  return (
    <Notice tone="problem" title={copy.happened}>
      <p>
        {recordedOn(on)} {copy.safe}
      </p>
      <p>{copy.next}</p>
      <Button
        type="button"
        small
        disabled={amend.isPending}
        onClick={() => amend.mutate(typed(), { onSuccess: amended })}
      >
        {entry.amendInstead}
      </Button>
      {amend.error && <Failed error={amend.error} />}
    </Notice>
  );
}
