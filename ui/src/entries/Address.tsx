import { address as labels, no, yes } from '../text/entries';
import { day } from '../text/when';
import { Facts } from './Facts';
import { type Body, date, type Fields, fixed, given, words } from './field';

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

export const fields = {
  lines: fixed(labels.lines, (value) => (Array.isArray(value) ? value.join(', ') : String(value))),
  postcode: words(labels.postcode),
  from: date(labels.from),
  to: date(labels.to),
  hidden: fixed(labels.hidden, (value) => (value ? yes : no)),
} satisfies Fields<'address'>;
