import { relationships, responsibility } from '../text/choices';
import { relationship as labels } from '../text/entries';
import { day } from '../text/when';
import { Facts } from './Facts';
import { type Body, date, type Fields, fixed, given, oneOf, words } from './field';

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

export const fields = {
  adult: fixed(labels.adult, String),
  relationship: oneOf(labels.relationship, relationships),
  parental_responsibility: oneOf(labels.parental_responsibility, responsibility),
  from: date(labels.from),
  to: date(labels.to),
  contact_restriction: words(labels.contact_restriction),
} satisfies Fields<'relationship'>;
