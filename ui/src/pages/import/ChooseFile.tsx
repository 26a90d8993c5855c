import { Button } from 'nhsuk-react-components';
import { type FormEvent, useState } from 'react';
import { call, internal, isApiError } from '../../api/call';
import type { ApiError, ImportReport } from '../../api/types';
import { FileBox } from '../../components/FileBox';
import { FormReport } from '../../components/FormReport';
import { readFile } from '../../forms/readFile';
import { CLEAR } from '../../forms/useForm';
import { imports } from '../../text/imports';
import { LIMIT } from './limit';

/** Reads a file and asks what would happen. Writes nothing. */
export function ChooseFile({ checked }: { checked: (report: ImportReport) => void }) {
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get('file');
    const chosen = file instanceof File && file.name !== '';
    setMissing(!chosen);
    setFailure(null);
    if (!chosen) return;
    setBusy(true);
    try {
      checked(await call('import_check', { name: file.name, content: await readFile(file, LIMIT) }));
    } catch (error) {
      setFailure(isApiError(error) ? error : internal());
      setRound(round + 1);
      setBusy(false);
    }
  }

  return (
    <form className="app-choose" onSubmit={submit} noValidate>
      <p className="app-intro">{imports.intro}</p>
      <FormReport report={{ ...CLEAR, failure, round }} />
      <FileBox
        name="file"
        accept=".csv,text/csv"
        label={imports.file}
        hint={imports.fileHint}
        error={missing ? imports.chooseFirst : undefined}
      />
      <Button type="submit" disabled={busy}>
        {busy ? imports.checking : imports.check}
      </Button>
    </form>
  );
}
