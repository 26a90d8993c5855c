import { residences } from '../text/choices';
import { membership as labels } from '../text/entries';
import { day } from '../text/when';
import { Facts } from './Facts';
import { type Body, date, type Fields, fixed, given, oneOf } from './field';

export function Summary({ body }: { body: Body<'membership'> }) {
  return (
    <Facts
      facts={[
        [labels.residence, given(body.residence, (home) => residences[home])],
        [labels.from, given(body.from, day)],
        [labels.to, given(body.to, day)],
      ]}
    />
  );
}

export const fields = {
  person: fixed(labels.person, String),
  residence: oneOf(labels.residence, residences),
  from: date(labels.from),
  to: date(labels.to),
} satisfies Fields<'membership'>;
