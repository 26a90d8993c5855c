import { Choices } from '../components/Choices';
import { LastTime } from '../components/LastTime';
import { TextBox } from '../components/TextBox';
import { feeding } from '../text/choices';
import { feeding as labels } from '../text/entries';
import { visit } from '../text/visit';
import { day } from '../text/when';
import type { Boxes } from './boxes';
import { Facts } from './Facts';
import { type Body, given } from './field';

export function Form({ form, previous, error }: Boxes) {
  return (
    <>
      <div className="app-beside">
        <Choices
          name="feeding"
          legend={visit.feeding}
          words={feeding}
          initial={form.feeding}
          none={visit.notAsked}
          error={error('feeding')}
        />
        <LastTime values={[[visit.lastTime, previous.feeding && feeding[previous.feeding]]]} />
      </div>
      <TextBox
        name="feeding_note"
        label={visit.feedingNote}
        initial={form.feeding_note}
        error={error('feeding_note')}
      />
    </>
  );
}

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
