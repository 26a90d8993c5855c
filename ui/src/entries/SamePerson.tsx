import { likeness, sameness, samePerson as words } from '../text/kind/same_person';
import { Facts } from './Facts';
import { type Body, type Fields, fixed, given, oneOf, words as typed } from './field';

export function Summary({ body }: { body: Body<'same_person'> }) {
  return (
    <Facts
      facts={[
        [words.state, given(body.state, (state) => sameness[state])],
        [words.basis, body.basis?.map((one) => likeness[one]).join('; ')],
        [words.reason, body.reason],
      ]}
    />
  );
}

export const fields = {
  other: fixed(words.other, String),
  state: oneOf(words.state, sameness),
  basis: fixed(words.basis, (value) => (Array.isArray(value) ? String(value.length) : '')),
  reason: typed(words.reason),
} satisfies Fields<'same_person'>;
