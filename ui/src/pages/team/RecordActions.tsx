import type { RecordView } from '../../api/types';
import { Failed } from '../../components/Failed';
import { entry } from '../../text/entry';
import { kindName } from '../../text/kinds';
import { TakeBack } from '../family/TakeBack';
import { useOpen } from './OpenForm';

/** What can be done with what is signed: changed, with a reason, or marked as made in error. */
export function RecordActions({ record, name }: { record: RecordView; name: string }) {
  const { press, open } = useOpen(record);
  const whose = `${kindName(record.kind)}: ${name}`;
  return (
    <div className="app-item__actions">
      <button type="button" className="app-link-button" onClick={press} disabled={open.isPending}>
        {entry.change}
        <span className="nhsuk-u-visually-hidden"> {whose}</span>
      </button>
      <TakeBack entry={record.entry} change={record.change} whose={whose} />
      {open.error && <Failed error={open.error} />}
    </div>
  );
}
