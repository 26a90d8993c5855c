import type { DuplicatesQuery, PersonId } from '../../api/types';

/** Whom the form is about, as far as it was typed. */
export function typedSoFar(form: Record<string, unknown>, mother: PersonId | null): DuplicatesQuery {
  const text = (part: string, field: string) => {
    const fields = form[part];
    const value =
      typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>)[field] : '';
    return value === undefined || value === null ? '' : String(value);
  };
  return {
    family: text('identity', 'family'),
    given: text('identity', 'given'),
    preferred: text('identity', 'preferred'),
    birth_date: text('identity', 'birth_date'),
    nhs_number: text('nhs_number', 'number'),
    postcode: text('address', 'postcode'),
    birth_order: text('birth', 'order'),
    mother,
  };
}
