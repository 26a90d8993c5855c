import type { FormEvent } from 'react';
import type { CaseloadOrder, Level, Narrowed, Only } from '../../api/types';
import { OneOf } from '../../components/OneOf';
import { choice } from '../../forms/read';
import { caseload, caseloadOrders, onlyThose } from '../../text/caseload';
import { levels } from '../../text/kind/level_of_need';

interface Props {
  narrowed: Narrowed;
  narrow: (to: Narrowed) => void;
}

/** Which children, in which order: by facts alone. */
export function Narrow({ narrowed, narrow }: Props) {
  function changed(event: FormEvent<HTMLFormElement>): void {
    narrow(read((name) => new FormData(event.currentTarget).get(name)));
  }
  return (
    <form className="app-filters" onChange={changed} aria-label={caseload.narrow}>
      <OneOf
        name="only"
        label={caseload.only}
        words={onlyThose}
        initial={narrowed.only ?? ''}
        none={caseload.everybody}
      />
      <OneOf
        name="level"
        label={caseload.level}
        words={levels}
        initial={narrowed.level ?? ''}
        none={caseload.anyLevel}
      />
      <OneOf name="order" label={caseload.order} words={caseloadOrders} initial={narrowed.order} />
    </form>
  );
}

/** Of an address or a form. */
export function read(value: (name: string) => FormDataEntryValue | null): Narrowed {
  const data = new FormData();
  for (const name of ['only', 'level', 'order']) data.set(name, String(value(name) ?? ''));
  return {
    only: choice<Only>(data, 'only', onlyThose),
    level: choice<Level>(data, 'level', levels),
    order: choice<CaseloadOrder>(data, 'order', caseloadOrders) ?? 'name',
  };
}
