import { expect, test } from 'vitest';
import { hasShape, isRecordedAlone, shapeOf } from '../entries';
import { readShape } from './readShape';

function typed(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test('a weight is typed in kilograms and kept in grams; what is no number stays as it was typed', () => {
  const weight = (text: string) => readShape(shapeOf('measurement'), typed({ weight: text })).weight;
  expect([weight('3.62'), weight('3,62'), weight('')]).toEqual([3620, '3,62', '']);
  const head = readShape(shapeOf('measurement'), typed({ head: '35.4' })).head;
  expect(head).toBe(354);
});

test('what a visit asks is changed in a form of its own, and begun only in a visit', () => {
  for (const kind of ['contact', 'contact_narrative', 'measurement', 'feeding']) {
    expect([kind, hasShape(kind), isRecordedAlone(kind)]).toEqual([kind, true, false]);
  }
});
