import type { ImportRow } from '../../api/types';
import type { RowFilter } from '../../text/imports';

const SHOWN: Record<RowFilter, (row: ImportRow) => boolean> = {
  rejected: ({ outcome }) => outcome === 'rejected',
  new: ({ outcome }) => outcome === 'new_child',
  all: () => true,
};

export function filterRows(rows: readonly ImportRow[], filter: RowFilter): ImportRow[] {
  return rows.filter(SHOWN[filter]);
}

export function countRows(rows: readonly ImportRow[]): Record<RowFilter, number> {
  return {
    rejected: filterRows(rows, 'rejected').length,
    new: filterRows(rows, 'new').length,
    all: rows.length,
  };
}
