import { relationships, responsibility } from '../text/choices';
import { hints, relationship as labels } from '../text/entries';
import { day } from '../text/when';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { lines, one, person, type Shape, when } from './shape';

export function Summary({ body }: { body: Body<'relationship'> }) {
  return (
    <Facts
      facts={[
        [labels.relationship, given(body.relationship, (kind) => relationships[kind])],
        [labels.parental_responsibility, given(body.parental_responsibility, (has) => responsibility[has])],
        [labels.from, given(body.from, day)],
        [labels.to, given(body.to, day)],
        [labels.contact_restriction, body.contact_restriction],
      ]}
    />
  );
}

export const shape: Shape<'relationship'> = {
  adult: person(labels.adult),
  relationship: one(labels.relationship, relationships),
  parental_responsibility: one(labels.parental_responsibility, responsibility),
  from: when(labels.from),
  to: when(labels.to, { hint: hints.until }),
  contact_restriction: lines(labels.contact_restriction, { hint: hints.restriction }),
};
