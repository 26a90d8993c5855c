import { sexes } from '../text/choices';
import { bornNumber, hints, birth as labels, weeks } from '../text/entries';
import { birthOrder } from '../text/person';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { line, needed, number, one, type Shape } from './shape';
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

export const shape: Shape<'birth'> = {
  sex: needed(one(labels.sex, sexes)),
  gestation: { ...line(labels.gestation, { hint: hints.gestation }), show: (age) => weeks(String(age)) },
  weight: {
    ...number(labels.weight, { unit: 'g', hint: hints.birthWeight }),
    show: (grams) => kilograms(Number(grams)),
  },
  order: { ...number(labels.order, { hint: hints.order }), show: bornNumber },
  multiple: number(labels.multiple, { hint: hints.multiple }),
};
