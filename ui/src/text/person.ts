import type { PersonView } from '../api/types';
import { nhsNumberStatuses } from './choices';
import { day } from './when';

const SETS: Record<number, string> = { 2: 'Twin', 3: 'Triplet', 4: 'Quadruplet' };

/** "Twin 1 of 2". */
export function birthOrder([order, of]: [number, number]): string {
  return `${SETS[of] ?? 'Baby'} ${order} of ${of}`;
}

/** "Bronwen Mair (Bron) Davies", for sentences and for readers of the screen. */
export function fullName(person: PersonView): string {
  const preferred = person.preferred ? ` (${person.preferred})` : '';
  return `${person.given}${preferred} ${person.family}`.trim();
}

export function born(person: PersonView): string {
  return person.born_on ? `Born ${day(person.born_on)}` : 'Birth date not known';
}

/** "8 weeks 3 days, corrected 4 weeks 1 day". */
export function ages(person: PersonView): string {
  const corrected = person.corrected_age ? `corrected ${person.corrected_age}` : null;
  return [person.age, corrected].filter((part) => part !== null).join(', ');
}

/** "999 123 4567 (not traced yet)": a number that was verified needs no word. */
export function nhsNumber(person: PersonView): string {
  if (!person.nhs_number) return 'No NHS number';
  const status = person.nhs_number_status;
  const note = status === null || status === 'verified' ? '' : ` (${nhsNumberStatuses[status]})`;
  return `NHS number ${person.nhs_number}${note}`;
}

/** Only while the child's age is corrected for it. */
export function gestation(person: PersonView): string | null {
  return person.gestation && person.corrected_age ? `Born at ${person.gestation} weeks` : null;
}

/** Beside the name, so that nobody rings a family as if their child were alive. */
export function died(on: string): string {
  return `Died ${day(on)}`;
}
