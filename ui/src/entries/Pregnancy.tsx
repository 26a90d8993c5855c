import { pregnancyOutcomes } from '../text/choices';
import { pregnancy as labels, weeks } from '../text/entries';
import { day } from '../text/when';
import { Facts } from './Facts';
import { type Body, date, type Fields, fixed, given, oneOf, words } from './field';

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

export const fields = {
  expected_on: date(labels.expected_on),
  notified_on: date(labels.notified_on),
  gestation_at_booking: words(labels.gestation_at_booking, weeks),
  outcome: oneOf(labels.outcome, pregnancyOutcomes),
  babies: fixed(labels.babies, (value) => (Array.isArray(value) ? String(value.length) : String(value))),
} satisfies Fields<'pregnancy'>;
