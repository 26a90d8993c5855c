import { roles } from '../text/choices';
import { staff as labels } from '../text/entries';
import { Facts } from './Facts';
import { type Body, type Fields, given, oneOf, words } from './field';

export function Summary({ body }: { body: Body<'staff'> }) {
  return (
    <Facts
      facts={[
        [labels.name, body.name],
        [labels.role, given(body.role, (role) => roles[role])],
        [labels.employer, body.employer],
      ]}
    />
  );
}

export const fields = {
  name: words(labels.name),
  role: oneOf(labels.role, roles),
  employer: words(labels.employer),
} satisfies Fields<'staff'>;
