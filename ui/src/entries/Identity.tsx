import { hints, identity as labels } from '../text/entries';
import { day } from '../text/when';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { line, rows, type Shape, when } from './shape';

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

export const shape: Shape<'identity'> = {
  family: line(labels.family),
  given: line(labels.given),
  preferred: line(labels.preferred),
  previous: rows(labels.previous, { hint: hints.previous }),
  birth_date: when(labels.birth_date),
};
