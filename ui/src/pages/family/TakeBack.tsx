import { useState } from 'react';
import type { ChangeId, EntryId } from '../../api/types';
import { entry as words } from '../../text/entry';
import { InError } from './InError';

interface Props {
  entry: EntryId;
  change: ChangeId;
  /** What or whose it is, for who does not see where it stands. */
  whose: string;
}

/** Marks what is signed as made in error, from where it is shown. */
export function TakeBack({ entry, change, whose }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="app-link-button" onClick={() => setAsking(true)}>
        {words.inError}
        <span className="nhsuk-u-visually-hidden"> {whose}</span>
      </button>
      {asking && <InError item={{ entry, change }} close={() => setAsking(false)} />}
    </>
  );
}
