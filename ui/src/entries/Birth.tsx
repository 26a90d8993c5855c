import { sexes } from '../text/choices';
import { bornNumber, birth as labels, weeks } from '../text/entries';
import { birthOrder } from '../text/person';
import { Facts } from './Facts';
import { type Body, type Fields, fixed, given, oneOf, words } from './field';
import { kilograms } from './units';

export function Summary({ body }: { body: Body<'birth'> }) {
  const order = body.order && body.multiple ? birthOrder([body.order, body.multiple]) : null;
  return (
    <Facts
      facts={[
        [labels.sex, given(body.sex, (sex) => sexes[sex])],
        [labels.gestation, given(body.gestation, weeks)],
        [labels.weight, given(body.weight, kilograms)],
        [labels.order, order],
      ]}
    />
  );
}

export const fields = {
  sex: oneOf(labels.sex, sexes),
  gestation: words(labels.gestation, weeks),
  weight: fixed(labels.weight, (value) => kilograms(Number(value))),
  order: fixed(labels.order, bornNumber),
  multiple: fixed(labels.multiple, String),
} satisfies Fields<'birth'>;
