import { residences } from '../text/choices';
import { hints, membership as labels } from '../text/entries';
import { day } from '../text/when';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { one, person, type Shape, when } from './shape';

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

export const shape: Shape<'membership'> = {
  person: person(labels.person),
  residence: one(labels.residence, residences),
  from: when(labels.from),
  to: when(labels.to, { hint: hints.until }),
};
