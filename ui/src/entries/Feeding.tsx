import { Choices } from '../components/Choices';
import { DateBox } from '../components/DateBox';
import { LastTime } from '../components/LastTime';
import { TextBox } from '../components/TextBox';
import { feeding } from '../text/choices';
import { feeding as labels } from '../text/entries';
import { visit } from '../text/visit';
import { day } from '../text/when';
import type { ChildBoxes } from './boxes';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { date, known, lines, link, one, type Shape } from './shape';

export function Form({ child, previous, within, of, error }: ChildBoxes) {
  return (
    <>
      <div className="app-beside">
        <Choices
          name={`${within}feeding`}
          legend={of(visit.feeding)}
          words={feeding}
          initial={child.feeding}
          none={visit.notAsked}
          error={error(`${within}feeding`)}
        />
        <LastTime values={[[visit.lastTime, previous.feeding && feeding[previous.feeding]]]} />
      </div>
      <div className="app-side-by-side">
        <DateBox
          name={`${within}stopped_on`}
          legend={of(labels.stopped)}
          hint={visit.ifKnown}
          initial={child.stopped_on}
          error={error(`${within}stopped_on`)}
        />
        <DateBox
          name={`${within}solids_from`}
          legend={of(labels.solids)}
          hint={visit.ifKnown}
          initial={child.solids_from}
          error={error(`${within}solids_from`)}
        />
      </div>
      <TextBox
        name={`${within}feeding_note`}
        label={of(visit.feedingNote)}
        initial={child.feeding_note}
        error={error(`${within}feeding_note`)}
      />
    </>
  );
}

export const shape: Shape<'feeding'> = {
  contact: known(link(labels.contact)),
  status: one(labels.status, feeding),
  stopped_on: date(labels.stopped),
  solids_from: date(labels.solids),
  note: lines(visit.feedingNote),
};

export function Summary({ body }: { body: Body<'feeding'> }) {
  return (
    <Facts
      facts={[
        [labels.status, given(body.status, (status) => feeding[status])],
        [labels.stopped, given(body.stopped_on, day)],
        [labels.solids, given(body.solids_from, day)],
        [visit.feedingNote, body.note],
      ]}
    />
  );
}
