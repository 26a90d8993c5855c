import type { BodyKind, EntryBodies } from '../api/types';
import { entry, shown } from '../text/entry';
import { day, moment as spoken } from '../text/when';
import type { Field } from './field';

/** How a field is given. What is typed stays text: Rust reads it and says what is wrong with it. */
export type Input =
  | { as: 'line' | 'lines' | 'rows' | 'date' | 'when'; hint?: string }
  | { as: 'number'; unit?: string; hint?: string; per?: number }
  /** A day and a time of it. */
  | { as: 'moment' }
  | { as: 'one'; words: Record<string, string>; hint?: string; none?: string }
  | { as: 'many'; words: Record<string, string>; hint?: string }
  | { as: 'tick'; hint?: string }
  | { as: 'link' | 'staff' | 'known' | 'person' | 'people' | 'service' | 'session' | 'centre' }
  | { as: 'group'; of: Record<string, Box>; hint?: string }
  | { as: 'list'; of: Record<string, Box>; another: string };

/** A field of a form and of its summary. */
export interface Box extends Field {
  input: Input;
  /** What becomes of it: not asked while it is new. */
  later?: true;
}

/** Every field of a kind, in the order of its form. One that is missing does not compile. */
export type Shape<K extends BodyKind> = Record<keyof Required<EntryBodies[K]>, Box>;

type Hint = { hint?: string };

export function line(label: string, { hint }: Hint = {}): Box {
  return { label, show: String, another: 'text', input: { as: 'line', hint } };
}

export function lines(label: string, { hint }: Hint = {}): Box {
  return { label, show: String, another: 'text', input: { as: 'lines', hint } };
}

export function date(label: string, { hint }: Hint = {}): Box {
  return { label, show: (value) => day(String(value)), another: 'text', input: { as: 'date', hint } };
}

/** A date of history, as precise as it is known. */
export function when(label: string, { hint = entry.partialDate }: Hint = {}): Box {
  return { label, show: (value) => day(String(value)), another: 'text', input: { as: 'when', hint } };
}

/** Somebody who works here. */
export function staff(label: string): Box {
  return { label, show: () => entry.colleague, another: null, input: { as: 'staff' } };
}

/** Somebody of the family. */
export function person(label: string): Box {
  return { label, show: () => entry.somebody, another: null, input: { as: 'person' } };
}

/** Some of the family. */
export function people(label: string): Box {
  const show = (value: unknown) => (Array.isArray(value) ? String(value.length) : '');
  return { label, show, another: null, input: { as: 'people' } };
}

/** Texts of one line each, such as those of an address. */
export function rows(label: string, { hint }: Hint = {}): Box {
  const show = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value));
  return { label, show, another: null, input: { as: 'rows', hint } };
}

/** A day and a time of it, in the offset that it was written in. */
export function moment(label: string): Box {
  return { label, show: (value) => spoken(String(value)), another: null, input: { as: 'moment' } };
}

/** A number that the record keeps in a smaller unit: `per` of them make one of what is typed. */
export function measured(label: string, { unit, per, show }: Measured): Box {
  return {
    label,
    show: (value) => show(Number(value)),
    another: null,
    input: { as: 'number', unit, per },
  };
}

interface Measured {
  unit: string;
  per: number;
  show: (value: number) => string;
}

/** Another record of the family. */
export function link(label: string): Box {
  return { label, show: () => entry.linked, another: null, input: { as: 'link' } };
}

/** A service that is asked for help: typed, or taken from the directory. */
export function service(label: string): Box {
  return { label, show: String, another: 'text', input: { as: 'service' } };
}

/** A session of a group or a clinic. */
export function session(label: string): Box {
  return { label, show: () => entry.session, another: null, input: { as: 'session' } };
}

/** A children’s centre. */
export function centre(label: string): Box {
  return { label, show: () => entry.centre, another: null, input: { as: 'centre' } };
}

/** What the record knows when the entry is signed: it is shown, and nobody types it. */
export function known(box: Box): Box {
  return { ...box, input: { as: 'known' } };
}

/** What can only be said once something has become of it. */
export function later(box: Box): Box {
  return { ...box, later: true };
}

/** A time of day. */
export function clock(label: string, { hint }: Hint = {}): Box {
  return { label, show: (value) => String(value).slice(0, 5), another: 'text', input: { as: 'line', hint } };
}

export function number(label: string, { unit, hint }: Hint & { unit?: string } = {}): Box {
  const show = (value: unknown) => (unit ? `${value} ${unit}` : String(value));
  return { label, show, another: 'text', input: { as: 'number', unit, hint } };
}

export function one(label: string, words: Record<string, string>, { hint }: Hint = {}): Box {
  return {
    label,
    show: (value) => words[String(value)] ?? String(value),
    another: words,
    input: { as: 'one', words, hint, none: entry.notRecorded },
  };
}

/** One of them has to be chosen: the words themselves say that it is not known. */
export function needed(box: Box): Box {
  return box.input.as === 'one' ? { ...box, input: { ...box.input, none: undefined } } : box;
}

export function many(label: string, words: Record<string, string>, { hint }: Hint = {}): Box {
  const name = (value: unknown) => words[String(value)] ?? String(value);
  const show = (value: unknown) => (Array.isArray(value) ? value.map(name).join(', ') : name(value));
  return { label, show, another: null, input: { as: 'many', words, hint } };
}

export function tick(label: string, { hint }: Hint = {}): Box {
  return {
    label,
    show: (value) => (value ? shown.yes : shown.no),
    another: null,
    input: { as: 'tick', hint },
  };
}

/** Fields that are answered together, or not at all. */
export function group(label: string, of: Record<string, Box>, { hint }: Hint = {}): Box {
  const answers = (fields: Record<string, unknown>) =>
    Object.entries(of)
      .filter(([name]) => fields[name] !== undefined && fields[name] !== '')
      .map(([name, box]) => `${box.label} ${box.show(fields[name])}`)
      .join('\n');
  const show = (value: unknown) => answers(value as Record<string, unknown>);
  return { label, show, another: null, input: { as: 'group', of, hint } };
}

export function list(label: string, of: Record<string, Box>, another: string): Box {
  const item = (fields: Record<string, unknown>) =>
    Object.entries(of)
      .filter(([name]) => fields[name] !== undefined && fields[name] !== '')
      .map(([name, box]) => box.show(fields[name]))
      .join(' · ');
  const show = (value: unknown) => (Array.isArray(value) ? value.map(item).join('\n') : '');
  return { label, show, another: null, input: { as: 'list', of, another } };
}
