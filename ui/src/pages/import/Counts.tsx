import type { ImportReport } from '../../api/types';
import { imports } from '../../text/imports';

/** The figures of a report. */
export function Counts({ report }: { report: ImportReport }) {
  const figures = [
    [imports.lines, report.lines],
    [imports.new, report.new_children],
    [imports.addedTo, report.added_to],
    [imports.unchanged, report.unchanged],
    [imports.rejected, report.rejected],
    [imports.adults, report.new_adults],
    [imports.households, report.new_households],
  ] as const;
  return (
    <dl className="app-counts">
      {figures.map(([name, figure]) => (
        <div key={name} className="app-counts__one">
          <dt>{name}</dt>
          <dd>{figure.toLocaleString('en-GB')}</dd>
        </div>
      ))}
    </dl>
  );
}
