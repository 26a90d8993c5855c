import { nhsNumberStatuses } from '../text/choices';
import { nhsNumber as labels } from '../text/entries';
import { Facts } from './Facts';
import { type Body, type Fields, given, oneOf, words } from './field';

/** "999 123 4567". */
export function spaced(number: string): string {
  return number.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
}

export function Summary({ body }: { body: Body<'nhs_number'> }) {
  return (
    <Facts
      facts={[
        [labels.number, given(body.number, spaced)],
        [labels.status, given(body.status, (status) => nhsNumberStatuses[status])],
      ]}
    />
  );
}

export const fields = {
  number: words(labels.number, spaced),
  status: oneOf(labels.status, nhsNumberStatuses),
} satisfies Fields<'nhs_number'>;
