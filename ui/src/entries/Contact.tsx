import { Choices } from '../components/Choices';
import { DateBox } from '../components/DateBox';
import { ManyChoices } from '../components/ManyChoices';
import { TimeBox } from '../components/TimeBox';
import { interpreters, modes, outcomes, places, present, reviews, seen } from '../text/choices';
import { contact as labels } from '../text/entries';
import { visit } from '../text/visit';
import type { Boxes } from './boxes';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { many, moment, one, type Shape } from './shape';

export function Form({ form, error }: Boxes) {
  return (
    <>
      <Choices
        name="review"
        legend={visit.review}
        words={reviews}
        initial={form.review}
        none={visit.noReview}
        error={error('review')}
      />
      <div className="app-side-by-side">
        <DateBox
          name="date"
          legend={visit.date}
          hint={visit.dateHint}
          initial={form.date}
          error={error('date')}
        />
        <TimeBox name="start" label={visit.start} initial={form.start} error={error('start')} />
        <TimeBox name="end" label={visit.end} initial={form.end} error={error('end')} />
      </div>
      <Choices name="mode" legend={visit.mode} words={modes} initial={form.mode} error={error('mode')} />
      <Choices name="place" legend={visit.place} words={places} initial={form.place} error={error('place')} />
      <Choices
        name="outcome"
        legend={visit.outcome}
        words={outcomes}
        initial={form.outcome}
        error={error('outcome')}
      />
      <ManyChoices
        name="present"
        legend={visit.present}
        hint={visit.presentHint}
        words={present}
        initial={form.present}
        error={error('present')}
      />
      <Choices
        name="interpreted_by"
        legend={visit.interpretedBy}
        words={interpreters}
        initial={form.interpreted_by}
        none={visit.noInterpreter}
        error={error('interpreted_by')}
      />
    </>
  );
}

export const shape: Shape<'contact'> = {
  review: one(visit.review, reviews),
  started_at: moment(visit.start),
  ended_at: moment(visit.end),
  mode: one(visit.mode, modes),
  place: one(visit.place, places),
  outcome: one(visit.outcome, outcomes),
  child_seen: one(visit.childSeen, seen),
  present: many(visit.present, present, { hint: visit.presentHint }),
  interpreted_by: one(visit.interpretedBy, interpreters),
};

export function Summary({ body }: { body: Body<'contact'> }) {
  const how = [body.mode && modes[body.mode], body.place && places[body.place]].filter(Boolean).join(', ');
  return (
    <Facts
      facts={[
        [labels.how, how],
        [labels.outcome, body.outcome !== 'took_place' && body.outcome ? outcomes[body.outcome] : null],
        [labels.child, given(body.child_seen, (how) => seen[how])],
        [labels.present, (body.present ?? []).map((who) => present[who]).join(', ')],
        [labels.interpretedBy, given(body.interpreted_by, (who) => interpreters[who])],
      ]}
    />
  );
}
