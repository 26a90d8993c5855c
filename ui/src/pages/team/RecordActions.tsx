import { useState } from 'react';
import type { RecordView } from '../../api/types';
import { Failed } from '../../components/Failed';
import { entry } from '../../text/entry';
import { kindName } from '../../text/kinds';
import { InError } from '../family/InError';
import { useOpen } from './OpenForm';

/** What can be done with what is signed: changed, with a reason, or marked as made in error. */
export function RecordActions({ record, name }: { record: RecordView; name: string }) {
  const [asking, setAsking] = useState(false);
  const { press, open } = useOpen(record);
  const whose = <span className="nhsuk-u-visually-hidden">{` ${kindName(record.kind)}: ${name}`}</span>;
  return (
    <div className="app-item__actions">
      <button type="button" className="app-link-button" onClick={press} disabled={open.isPending}>
        {entry.change}
        {whose}
      </button>
      <button type="button" className="app-link-button" onClick={() => setAsking(true)}>
        {entry.inError}
        {whose}
      </button>
      {asking && <InError item={record} close={() => setAsking(false)} />}
      {open.error && <Failed error={open.error} />}
    </div>
  );
}
