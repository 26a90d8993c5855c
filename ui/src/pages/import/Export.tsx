import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { useAct, useCall } from '../../api/queries';
import type { ExportFile } from '../../api/types';
import { Confirm } from '../../components/Confirm';
import { Failed } from '../../components/Failed';
import { saveFile } from '../../forms/saveFile';
import { exportTitle, imports } from '../../text/imports';

/** The caseload as a file of the same columns. It leaves the vault in clear, and nobody saves it with one press. */
export function Export() {
  const [asking, setAsking] = useState(false);
  const children = useCall('caseload', { from: 0, limit: 0 });
  const make = useAct('export_caseload');
  return (
    <section className="app-part" aria-labelledby="export">
      <h2 className="nhsuk-heading-m" id="export">
        {imports.exportTitle}
      </h2>
      <p>{imports.exportWarning}</p>
      {make.error && <Failed error={make.error} />}
      {asking ? (
        <Confirm
          title={exportTitle(children.data?.total ?? null)}
          warning={imports.exportSure}
          yes={imports.exportYes}
          no={imports.exportNo}
          busy={make.isPending && imports.exporting}
          onYes={() => make.mutate({}, { onSuccess: save, onSettled: () => setAsking(false) })}
          onNo={() => setAsking(false)}
        />
      ) : (
        <Button type="button" secondary onClick={() => setAsking(true)}>
          {imports.export}
        </Button>
      )}
      <p role="status">{make.isSuccess && imports.exported}</p>
    </section>
  );
}

function save({ name, content }: ExportFile): void {
  saveFile(name, content, 'text/csv;charset=utf-8');
}
