import { Details } from 'nhsuk-react-components';
import type { FamilyView } from '../../api/types';
import { OpenLoops } from '../../components/OpenLoops';
import { countCopy, loops } from '../../text/loops';

/** As many as fit above what happened. */
const SHOWN = 4;

/** What was asked for, promised or due for this family, and has no answer yet. */
export function Waiting({ view }: { view: FamilyView }) {
  const about = view.person.person;
  return (
    <section className="app-waiting" aria-labelledby="waiting">
      <div className="app-title">
        <h2 className="nhsuk-heading-m" id="waiting">
          {loops.title}
        </h2>
        {view.loops.length > 0 && <p className="app-fine">{countCopy(view.loops)}</p>}
      </div>
      {view.loops.length === 0 && <p>{loops.none}</p>}
      <OpenLoops loops={view.loops.slice(0, SHOWN)} about={about} />
      {view.loops.length > SHOWN && (
        <Details className="app-details">
          <Details.Summary>{loops.more}</Details.Summary>
          <Details.Text>
            <OpenLoops loops={view.loops.slice(SHOWN)} about={about} />
          </Details.Text>
        </Details>
      )}
    </section>
  );
}
