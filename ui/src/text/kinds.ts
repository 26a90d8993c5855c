import type { EntryKind } from '../api/types';

export const kinds = {
  identity: 'Name and birth date',
  nhs_number: 'NHS number',
  birth: 'Facts of the birth',
  address: 'Address',
  contact_point: 'Telephone or email',
  membership: 'Who lives where',
  relationship: 'Relationship to the child',
  pregnancy: 'Pregnancy',
  staff: 'Member of staff',
  contact: 'Contact',
  contact_narrative: 'What was seen, said and agreed',
  measurement: 'Measurements',
  feeding: 'Feeding',
} satisfies Record<EntryKind, string>;

const LATER = 'A kind of record from a later version of Doorstep';

/** A kind's name, also of one that this version does not know. */
export function kindName(kind: string | null): string {
  return (kind !== null && kinds[kind as EntryKind]) || LATER;
}
