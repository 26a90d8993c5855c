import { Button } from 'nhsuk-react-components';
import { type FormEvent, useState } from 'react';
import { call, internal, isApiError } from '../../api/call';
import type { ApiError, EntryId } from '../../api/types';
import { Failed } from '../../components/Failed';
import { FileBox } from '../../components/FileBox';
import { Panel } from '../../components/Panel';
import { readFile } from '../../forms/readFile';
import { scan } from '../../text/kind/document';

const LIMIT = { mostBytes: 10 * 1024 * 1024, tooBig: 'scan_too_big', unreadable: 'not_a_scan' } as const;
const SORTS = '.pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png';

/** Chooses a file and keeps it with the document. */
export function AttachScan({ document, close }: { document: EntryId; close: () => void }) {
  // Two documents may be open at once on one page.
  const name = `file-${document}`;
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get(name);
    const chosen = file instanceof File && file.name !== '';
    setMissing(!chosen);
    setFailure(null);
    if (!chosen) return;
    setBusy(true);
    try {
      await call('attach_file', { document, content: await readFile(file, LIMIT) });
      close();
    } catch (error) {
      setFailure(isApiError(error) ? error : internal());
      setBusy(false);
    }
  }

  return (
    <Panel title={scan.attach} close={close}>
      <form onSubmit={submit} noValidate>
        {failure && <Failed error={failure} />}
        <FileBox
          name={name}
          accept={SORTS}
          label={scan.choose}
          hint={scan.chooseHint}
          error={missing ? scan.noneChosen : undefined}
        />
        <Button type="submit" disabled={busy}>
          {busy ? scan.attaching : scan.keep}
        </Button>{' '}
        <Button type="button" secondary onClick={close} disabled={busy}>
          {scan.cancel}
        </Button>
      </form>
    </Panel>
  );
}
