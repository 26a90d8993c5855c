import { Button, Select } from 'nhsuk-react-components';
import type { FormEvent } from 'react';
import { useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { EntryKind, FamilyView } from '../../api/types';
import { Failed } from '../../components/Failed';
import { isRecordedAlone } from '../../entries';
import { text } from '../../forms/read';
import { to } from '../../paths';
import { entry } from '../../text/entry';
import { grouped } from '../../text/groups';
import { kindName } from '../../text/kinds';

/** Opens the form of any kind of entry about the screen's person: its draft where there is one. */
export function RecordEntry({ view }: { view: FamilyView }) {
  const [, go] = useLocation();
  const open = useAct('open_entry');

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const kind = text(new FormData(event.currentTarget), 'kind') as EntryKind;
    const { person } = view.person;
    open.mutate(
      { person, kind, subject: null, entry: null },
      { onSuccess: ({ draft }) => go(to.entry(draft)) },
    );
  }

  return (
    <form className="app-record" onSubmit={submit}>
      <Select id="kind" name="kind" label={entry.which} labelProps={{ size: 's' }}>
        {grouped(view.may_record.filter(isRecordedAlone)).map(([title, kinds]) => (
          <optgroup key={title} label={title}>
            {kinds.map((kind) => (
              <Select.Option key={kind} value={kind}>
                {kindName(kind)}
              </Select.Option>
            ))}
          </optgroup>
        ))}
      </Select>
      <Button type="submit" secondary disabled={open.isPending}>
        {entry.open}
      </Button>
      {open.error && <Failed error={open.error} />}
    </form>
  );
}
