import type { SeenBy } from '../../api/types';
import { day } from '../when';

export const acknowledgement = {
  name: 'Seen by whoever it is for',
  notYet: 'Not seen yet by whoever it is for',
  forYou: 'This is for you: whoever sent it is told that you have seen it',
  somebody: 'a colleague',
} as const;

/** "Seen by Beth Carter on 2 November 2026". */
export function seenBy({ name, at }: SeenBy): string {
  return `Seen by ${name ?? acknowledgement.somebody} on ${day(at)}`;
}
