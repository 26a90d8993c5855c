// What a form's boxes hold, by name.

export function text(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

/** The chosen one of `words`, or none. */
export function choice<T extends string>(data: FormData, name: string, words: Record<T, string>): T | null {
  const value = text(data, name);
  return isChoice(value, words) ? value : null;
}

/** All that were ticked. */
export function choices<T extends string>(data: FormData, name: string, words: Record<T, string>): T[] {
  return data
    .getAll(name)
    .map(String)
    .filter((value) => isChoice(value, words));
}

function isChoice<T extends string>(value: string, words: Record<T, string>): value is T {
  return Object.hasOwn(words, value);
}

/** Everything under a name, its parts included: "date" is "date-day", "date-month" and "date-year". */
export function whole(data: FormData, name: string): string {
  const parts: string[] = [];
  data.forEach((value, key) => {
    if (key === name || key.startsWith(`${name}-`)) parts.push(String(value));
  });
  return parts.join('\u0000');
}
