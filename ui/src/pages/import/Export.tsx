import { Button } from 'nhsuk-react-components';
import { useAct } from '../../api/queries';
import type { ExportFile } from '../../api/types';
import { Failed } from '../../components/Failed';
import { saveFile } from '../../forms/saveFile';
import { imports } from '../../text/imports';

/** The caseload as a file of the same columns. It leaves the vault in clear, and the screen says so first. */
export function Export() {
  const make = useAct('export_caseload');
  return (
    <section className="app-part" aria-labelledby="export">
      <h2 className="nhsuk-heading-m" id="export">
        {imports.exportTitle}
      </h2>
      <p>{imports.exportWarning}</p>
      {make.error && <Failed error={make.error} />}
      <Button
        type="button"
        secondary
        disabled={make.isPending}
        onClick={() => make.mutate({}, { onSuccess: save })}
      >
        {imports.export}
      </Button>
      <p role="status">{make.isSuccess && imports.exported}</p>
    </section>
  );
}

function save({ name, content }: ExportFile): void {
  saveFile(name, content, 'text/csv;charset=utf-8');
}
