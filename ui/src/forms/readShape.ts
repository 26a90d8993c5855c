import type { Box } from '../entries/shape';
import { joinDate, joinMoment, joinPartialDate, type TypedDate } from './dates';
import { text } from './read';

/** What the boxes of a shape hold, in the form that Rust reads. What makes no sense stays as it was typed. */
export function readShape(shape: Record<string, Box>, data: FormData, within = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape).map(([field, box]) => [field, readBox(box, data, `${within}${field}`)]),
  );
}

function readBox({ input }: Box, data: FormData, name: string): unknown {
  switch (input.as) {
    case 'line':
    case 'lines':
    case 'one':
    case 'link':
    case 'service':
    case 'session':
    case 'centre':
    case 'staff':
    case 'known':
    case 'person':
      return text(data, name);
    case 'date':
      return readDate(data, name);
    case 'moment':
      return joinMoment(readDate(data, name), text(data, `${name}-time`), text(data, `${name}-was`));
    case 'when':
      return joinPartialDate(typedDate(data, name));
    case 'number': {
      const typed = text(data, name).trim();
      const number = Number((Number(typed) * (input.per ?? 1)).toFixed(6));
      return typed !== '' && Number.isFinite(number) ? number : typed;
    }
    case 'rows':
      return text(data, name)
        .split('\n')
        .map((row) => row.trim())
        .filter((row) => row !== '');
    case 'many':
    case 'people':
      return data.getAll(name).map(String);
    case 'tick':
      return data.has(name);
    case 'group': {
      const fields = readShape(input.of, data, `${name}.`);
      return Object.values(fields).some(isGiven) ? fields : '';
    }
    case 'list':
      return readList(input.of, data, name);
  }
}

export function readDate(data: FormData, name: string): string {
  return joinDate(typedDate(data, name));
}

function typedDate(data: FormData, name: string): TypedDate {
  const part = (what: keyof TypedDate) => text(data, `${name}-${what}`);
  return { day: part('day'), month: part('month'), year: part('year') };
}

/** Lines in which nothing was typed or ticked are left out. */
function readList(of: Record<string, Box>, data: FormData, name: string): Record<string, unknown>[] {
  const items: Record<string, unknown>[] = [];
  const fields = Object.keys(of);
  const isThere = (place: number) =>
    [...data.keys()].some((key) => fields.some((field) => key.startsWith(`${name}.${place}.${field}`)));
  for (let place = 0; isThere(place); place += 1) {
    const item = readShape(of, data, `${name}.${place}.`);
    if (Object.values(item).some(isGiven)) items.push(item);
  }
  return items;
}

function isGiven(value: unknown): boolean {
  return value !== '' && value !== false && !(Array.isArray(value) && value.length === 0);
}
