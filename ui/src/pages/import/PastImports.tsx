import { useState } from 'react';
import { useCall } from '../../api/queries';
import type { UndoReport } from '../../api/types';
import { Fetched } from '../../components/Fetched';
import { imports } from '../../text/imports';
import { PastImport } from './PastImport';
import { Undone } from './Undone';

/** The imports made on this laptop; each can be undone. */
export function PastImports() {
  const query = useCall('imports', {});
  const [undone, setUndone] = useState<UndoReport | null>(null);
  return (
    <section className="app-part" aria-labelledby="past-imports">
      <h2 className="nhsuk-heading-m" id="past-imports">
        {imports.listTitle}
      </h2>
      {undone && <Undone report={undone} />}
      <Fetched query={query}>
        {(past) =>
          past.length === 0 ? (
            <p>{imports.none}</p>
          ) : (
            <ul className="app-rows">
              {past.map((one) => (
                <PastImport key={one.act} past={one} undone={setUndone} />
              ))}
            </ul>
          )
        }
      </Fetched>
    </section>
  );
}
