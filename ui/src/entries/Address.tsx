import { hints, address as labels, yes } from '../text/entries';
import { day } from '../text/when';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { line, rows, type Shape, tick, when } from './shape';

export function Summary({ body }: { body: Body<'address'> }) {
  const lines = [...(body.lines ?? []), body.postcode].filter(Boolean);
  return (
    <Facts
      facts={[
        [labels.lines, lines.join(', ')],
        [labels.from, given(body.from, day)],
        [labels.to, given(body.to, day)],
        [labels.hidden, body.hidden ? yes : null],
      ]}
    />
  );
}

export const shape: Shape<'address'> = {
  lines: rows(labels.lines, { hint: hints.address }),
  postcode: line(labels.postcode, { hint: hints.postcode }),
  from: when(labels.from),
  to: when(labels.to, { hint: hints.until }),
  hidden: tick(labels.hidden),
};
