import type { BodyKind, EntryBodies } from '../api/types';
import { day } from '../text/when';

/** How one field of a registered fact is named and shown, and how another value for it is given. */
export interface Field {
  label: string;
  show: (value: unknown) => string;
  /** Typed as text, chosen from words, or neither. */
  another: 'text' | Record<string, string> | null;
}

export type Fields<K extends BodyKind> = Record<keyof EntryBodies[K], Field>;

/** A body of another version may lack fields, and empty ones are not written. */
export type Body<K extends BodyKind> = Partial<EntryBodies[K]>;

/** How a value is shown, or nothing where there is none. */
export function given<T>(value: T | null | undefined, show: (value: T) => string): string | null {
  return value === null || value === undefined ? null : show(value);
}

export function words(label: string, show: (text: string) => string = (text) => text): Field {
  return { label, show: (value) => show(String(value)), another: 'text' };
}

export function oneOf(label: string, choices: Record<string, string>): Field {
  return { label, show: (value) => choices[String(value)] ?? String(value), another: choices };
}

export function date(label: string): Field {
  return { label, show: (value) => day(String(value)), another: 'text' };
}

export function fixed(label: string, show: (value: unknown) => string): Field {
  return { label, show, another: null };
}
