import { nhsNumberStatuses } from '../text/choices';
import { hints, nhsNumber as labels } from '../text/entries';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { line, one, type Shape } from './shape';

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

export const shape: Shape<'nhs_number'> = {
  number: { ...line(labels.number, { hint: hints.nhsNumber }), show: (number) => spaced(String(number)) },
  status: one(labels.status, nhsNumberStatuses),
};
