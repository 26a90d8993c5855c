import { expect, test } from 'vitest';
import { joinDate, joinMoment, joinPartialDate, joinTime, splitDate, timeNow, today } from './dates';

test('a whole date becomes ISO, and comes back as it was typed', () => {
  expect(joinDate({ day: '2', month: '11', year: '2026' })).toBe('2026-11-02');
  expect(joinDate({ day: ' 02 ', month: '1', year: '2026' })).toBe('2026-01-02');
  expect(splitDate('2026-11-02')).toEqual({ day: '2', month: '11', year: '2026' });
});

test('what is no date is kept as it was typed, for Rust to judge', () => {
  expect(joinDate({ day: '', month: '', year: '' })).toBe('');
  for (const typed of [
    { day: '2', month: '', year: '' },
    { day: '31', month: 'Feb', year: '2026' },
    { day: '2', month: '11', year: '26' },
  ]) {
    expect(splitDate(joinDate(typed)), JSON.stringify(typed)).toEqual(typed);
  }
});

test('a date of history is as precise as it was typed', () => {
  for (const [day, month, year, iso] of [
    ['2', '11', '2019', '2019-11-02'],
    ['', '3', '2019', '2019-03'],
    ['', '', '2019', '2019'],
    ['', '', 'About  2019', 'about 2019'],
    ['2', '', '2019', '2019--2'],
    ['', '', '', ''],
  ] as const) {
    expect(joinPartialDate({ day, month, year }), iso).toBe(iso);
  }
  expect(splitDate('2019-03')).toEqual({ day: '', month: '3', year: '2019' });
});

test('an impossible day is not judged here', () => {
  expect(joinDate({ day: '31', month: '2', year: '2026' })).toBe('2026-02-31');
});

test('a time is read however it is typed', () => {
  for (const typed of ['930', '0930', '9:30', '9.30', '09:30', ' 9:30 '])
    expect(joinTime(typed), typed).toBe('09:30');
  for (const odd of ['', '9', 'half nine', '9:3', '12345', '9-30']) expect(joinTime(odd)).toBe(odd);
  expect(joinTime('9930')).toBe('99:30');
});

test('now is what the laptop’s clock says', () => {
  const now = new Date(2026, 10, 2, 9, 5);
  expect(today(now)).toBe('2026-11-02');
  expect(timeNow(now)).toBe('09:05');
});

test('a moment that nobody changed stays to the second, and a new one keeps its offset', () => {
  const was = '2026-07-02T10:40:12+01:00';
  expect(joinMoment('2026-07-02', '1040', was)).toBe(was);
  expect(joinMoment('2026-07-02', '9.30', was)).toBe('2026-07-02T09:30:00+01:00');
  expect(joinMoment('', '', was)).toBe('');
});
