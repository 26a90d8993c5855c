import { pregnancyOutcomes } from '../text/choices';
import { hints, pregnancy as labels, weeks } from '../text/entries';
import { day } from '../text/when';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { date, line, one, people, type Shape } from './shape';

export function Summary({ body }: { body: Body<'pregnancy'> }) {
  return (
    <Facts
      facts={[
        [labels.expected_on, given(body.expected_on, day)],
        [labels.notified_on, given(body.notified_on, day)],
        [labels.gestation_at_booking, given(body.gestation_at_booking, weeks)],
        [labels.outcome, given(body.outcome, (outcome) => pregnancyOutcomes[outcome])],
      ]}
    />
  );
}

export const shape: Shape<'pregnancy'> = {
  expected_on: date(labels.expected_on),
  notified_on: date(labels.notified_on),
  gestation_at_booking: {
    ...line(labels.gestation_at_booking, { hint: hints.gestation }),
    show: (age) => weeks(String(age)),
  },
  outcome: one(labels.outcome, pregnancyOutcomes),
  babies: people(labels.babies),
};
