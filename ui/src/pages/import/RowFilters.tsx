import { imports, type RowFilter, rowFilters } from '../../text/imports';

interface Props {
  chosen: RowFilter;
  counts: Record<RowFilter, number>;
  choose: (filter: RowFilter) => void;
}

export function RowFilters({ chosen, counts, choose }: Props) {
  return (
    <fieldset className="app-toggles">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{imports.show}</legend>
      {(Object.keys(rowFilters) as RowFilter[]).map((filter) => (
        <button
          key={filter}
          type="button"
          className="app-toggles__one"
          aria-pressed={filter === chosen}
          onClick={() => choose(filter)}
        >
          {rowFilters[filter]} ({counts[filter].toLocaleString('en-GB')})
        </button>
      ))}
    </fieldset>
  );
}
