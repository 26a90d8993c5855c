import { Button } from 'nhsuk-react-components';
import { useEffect, useRef, useState } from 'react';
import { useAct } from '../../api/queries';
import type { ActId, ImportReport } from '../../api/types';
import { Failed } from '../../components/Failed';
import { Pages } from '../../components/Pages';
import { imports, type RowFilter, rowsCopy, startCopy } from '../../text/imports';
import { Counts } from './Counts';
import { countRows, filterRows } from './filterRows';
import { RowFilters } from './RowFilters';
import { Rows } from './Rows';

interface Props {
  report: ImportReport;
  started: (act: ActId) => void;
  another: () => void;
}

const PAGE = 100;

/** What would happen, line by line. Nothing is written until somebody says so. */
export function Report({ report, started, another }: Props) {
  const [filter, setFilter] = useState<RowFilter>(report.rejected > 0 ? 'rejected' : 'all');
  const [from, setFrom] = useState(0);
  const start = useAct('import_start');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const rows = filterRows(report.rows, filter);
  const worth = report.new_children + report.added_to > 0;
  return (
    <section aria-labelledby="report">
      <h2 className="nhsuk-heading-m" id="report" tabIndex={-1} ref={heading}>
        {imports.reportTitle}: {report.name}
      </h2>
      <p>
        <strong>{imports.nothingWritten}</strong> {!worth && imports.nothingToImport}
      </p>
      <Counts report={report} />
      {start.error && <Failed error={start.error} />}
      <div className="nhsuk-button-group">
        {worth && (
          <Button
            type="button"
            disabled={start.isPending}
            onClick={() => start.mutate({ act: report.act }, { onSuccess: ({ act }) => started(act) })}
          >
            {startCopy(report)}
          </Button>
        )}
        <Button type="button" secondary onClick={another}>
          {imports.another}
        </Button>
      </div>
      <RowFilters
        chosen={filter}
        counts={countRows(report.rows)}
        choose={(next) => {
          setFilter(next);
          setFrom(0);
        }}
      />
      <Rows rows={rows.slice(from, from + PAGE)} />
      {rows.length > PAGE && (
        <Pages
          label={imports.fits}
          range={rowsCopy(from, Math.min(PAGE, rows.length - from), rows.length)}
          from={from}
          size={PAGE}
          total={rows.length}
          words={imports}
          go={setFrom}
        />
      )}
    </section>
  );
}
