import { identity as labels } from '../text/entries';
import { day } from '../text/when';
import { Facts } from './Facts';
import { type Body, date, type Fields, fixed, given, words } from './field';

export function Summary({ body }: { body: Body<'identity'> }) {
  return (
    <Facts
      facts={[
        [labels.family, body.family],
        [labels.given, body.given],
        [labels.preferred, body.preferred],
        [labels.previous, body.previous?.join(', ')],
        [labels.birth_date, given(body.birth_date, day)],
      ]}
    />
  );
}

export const fields = {
  family: words(labels.family),
  given: words(labels.given),
  preferred: words(labels.preferred),
  previous: fixed(labels.previous, (value) => (Array.isArray(value) ? value.join(', ') : String(value))),
  birth_date: date(labels.birth_date),
} satisfies Fields<'identity'>;
