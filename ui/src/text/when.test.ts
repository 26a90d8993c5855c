import { expect, test } from 'vitest';
import { age, ago, clock, count, day, moment } from './when';

const now = new Date('2026-11-02T10:33:00Z');

test('a date is said as precisely as it is known', () => {
  expect(day('2026-11-02')).toBe('2 November 2026');
  expect(day('2026-11')).toBe('November 2026');
  expect(day('2026')).toBe('2026');
  expect(day('about 2019')).toBe('about 2019');
  expect(day('2026-13-01')).toBe('2026');
});

test('an instant keeps the time of day that it was written at', () => {
  expect(moment('2026-07-02T09:30:00+01:00')).toBe('2 July 2026, 09:30');
  expect(moment('2026-11-02T09:30:00+00:00')).toBe('2 November 2026, 09:30');
  expect(moment('2026-11-02')).toBe('2 November 2026');
  expect(clock('2026-11-02T10:31:05.123+00:00')).toBe('10:31:05');
});

test('an age is said as people say it', () => {
  const cases = [
    ['2026-11-02T10:32:30+00:00', 'just now'],
    ['2026-11-02T10:32:00+00:00', '1 minute ago'],
    ['2026-11-02T10:30:00+00:00', '3 minutes ago'],
    ['2026-11-02T09:33:00+01:00', '2 hours ago'],
    ['2026-10-29T14:05:00+00:00', 'Thursday 14:05'],
    ['2026-10-20T14:05:00+01:00', '20 October 2026, 14:05'],
  ] as const;
  for (const [instant, said] of cases) expect(ago(instant, now), instant).toBe(said);
  expect(age('2026-10-29T14:05:00+00:00', now)).toBe('since Thursday 14:05');
  expect(age('2026-11-02T10:30:00+00:00', now)).toBe('3 minutes ago');
});

test('an instant after the clock is said, not counted', () => {
  expect(ago('2026-11-03T10:00:00+00:00', now)).toBe('3 November 2026, 10:00');
  expect(ago('nonsense', now)).toBe('nonsense');
});

test('one is not many', () => {
  expect(count(1, 'item')).toBe('1 item');
  expect(count(0, 'item')).toBe('0 items');
  expect(count(1200, 'child', 'children')).toBe('1,200 children');
});
