import { means, safe } from '../text/choices';
import { contactPoint as labels } from '../text/entries';
import { family } from '../text/family';
import { Facts } from './Facts';
import { type Body, given } from './field';
import { line, one, type Shape } from './shape';

/** "07700 900123" for "+447700900123"; a number of another country stays as it is. */
export function telephone(value: string): string {
  return value.replace(/^\+44(\d{4})(\d{5,6})$/, '0$1 $2');
}

export function Summary({ body }: { body: Body<'contact_point'> }) {
  return (
    <Facts
      facts={[
        [body.means ? means[body.means] : labels.value, given(body.value, telephone)],
        [labels.safe_to_voicemail, given(body.safe_to_voicemail, (how) => safe[how])],
        [labels.safe_to_text, given(body.safe_to_text, (how) => safe[how])],
        [labels.safe_hours, body.safe_hours],
        [labels.who_answers, body.who_answers],
      ]}
    />
  );
}

export const shape: Shape<'contact_point'> = {
  means: one(labels.means, means),
  value: { ...line(labels.value), show: (value) => telephone(String(value)) },
  safe_to_voicemail: one(labels.safe_to_voicemail, safe),
  safe_to_text: one(labels.safe_to_text, safe),
  safe_hours: line(labels.safe_hours, { hint: family.safeHoursHint }),
  who_answers: line(labels.who_answers),
};
