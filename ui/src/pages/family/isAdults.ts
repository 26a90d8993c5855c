import type { FamilyView } from '../../api/types';

/** Whether the screen's person is a carer: related to somebody, and without a carer of their own. */
export function isAdults({ mother, people }: FamilyView): boolean {
  return mother === null && people.some(({ relationship }) => relationship !== null);
}
