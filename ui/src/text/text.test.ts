import { expect, test } from 'vitest';
import { bronwen, jan, zofia } from '../../fixtures/people';
import { errors } from './errors';
import { fieldName, formField, namesOf } from './fields';
import { scoreCopy } from './growth';
import { kindName, kindNamed } from './kinds';
import { unsentCopy } from './layout';
import { birthOrder, nhsNumber } from './person';
import { importRule, problemCopy } from './rules';
import { wait } from './session';
import { reasonCopy } from './sync_centre';

test('every error says what happened, what is safe and what to do next', () => {
  for (const [code, copy] of Object.entries(errors)) {
    for (const words of Object.values(copy)) expect(words, code).toMatch(/^[A-Z].*\.$/s);
  }
});

test('no error puts the blame on anybody', () => {
  expect(JSON.stringify(Object.values(errors))).not.toMatch(
    /you (failed|forgot|must)|invalid|illegal|fatal|sorry|oops/i,
  );
});

test('a body’s field has the form’s name', () => {
  expect(formField('measurement.weight')).toBe('weight');
  expect(formField('feeding.note')).toBe('feeding_note');
  expect(formField('started_at')).toBe('start');
  expect(formField('lines.0')).toBe('lines');
  expect(fieldName('birth_date')).toBe('birth date');
});

test('a problem names its field', () => {
  expect(problemCopy({ field: 'measurement.weight', rule: 'weight_out_of_range' })).toBe(
    'Weight: a weight is from 0.2 to 60 kg; check the unit',
  );
  expect(importRule({ field: 'not_a_date' })).toContain('day, a month and a year');
  expect(importRule('formula')).toContain('spreadsheet formula');
});

test('a kind of a later version has words', () => {
  expect(kindName('nhs_number')).toBe('NHS number');
  expect(kindNamed('toString')).toBeNull();
  expect(kindName('growth_chart')).toContain('later version');
  expect(kindName(null)).toContain('later version');
});

test('a reason of a later version has words', () => {
  expect(reasonCopy('role_may_not')).toContain('Your role');
  expect(reasonCopy('unknown')).toContain('does not know');
});

test('the unsent line says how many and how old', () => {
  const status = { unsent: 1, oldest_unsent_at: '2026-11-02T10:30:00+00:00' } as Parameters<
    typeof unsentCopy
  >[0];
  const now = new Date('2026-11-02T10:33:00Z');
  expect(unsentCopy(status, now)).toBe('1 item not yet at the service, oldest 3 minutes ago');
  expect(unsentCopy({ ...status, unsent: 0 }, now)).toBe('Nothing waits to be sent');
});

test('a person is told from a twin, and a number that was not traced says so', () => {
  expect(birthOrder([1, 2])).toBe('Twin 1 of 2');
  expect(birthOrder([3, 3])).toBe('Triplet 3 of 3');
  expect(birthOrder([5, 5])).toBe('Baby 5 of 5');
  expect(nhsNumber(bronwen)).toBe('NHS number 999 000 0018');
  expect(nhsNumber(zofia)).toBe('NHS number 999 000 0042 (not traced yet)');
  expect(nhsNumber(jan)).toBe('No NHS number');
});

test('a wait is said in minutes and seconds', () => {
  expect(wait(95)).toBe('1 minute 35 seconds');
  expect(wait(60)).toBe('1 minute');
  expect(wait(3600)).toBe('60 minutes');
});

// Shows CLIN-01.
test('a centile is said by both ages, and why there is none', () => {
  const one = (sds: string, centile: string) => ({ sds, centile });
  const score = { measure: 'weight', none: null, gestation_assumed: false } as const;
  expect(scoreCopy({ ...score, chronological: one('-2.14', '2'), corrected: one('-0.27', '39') })).toEqual([
    'Weight',
    '2nd centile (−2.14 SD) by age since birth; 39th centile (−0.27 SD) by corrected age',
  ]);
  expect(
    scoreCopy({ ...score, chronological: null, corrected: null, none: 'before_two_weeks' })[1],
  ).toContain('before two weeks');
  expect(
    scoreCopy({ ...score, chronological: one('1.20', '88'), corrected: null, gestation_assumed: true })[1],
  ).toBe('88th centile (1.20 SD), gestation not known: taken as 40 weeks');
});

test('a field within a group is named with its group, and a line of a box is the box', () => {
  const names = namesOf({
    address: { label: 'Home', input: { of: { lines: { label: 'Address', input: {} } } } },
    risks: { label: 'Risks', input: { of: { term: { label: 'What', input: {} } } } },
  });
  expect([names.box('address.lines.0'), names.label('address.lines.0')]).toEqual([
    'address.lines',
    'Home, address',
  ]);
  expect([names.box('risks.0.term'), names.label('risks.0.term')]).toEqual(['risks.0.term', 'Risks, what']);
  expect([names.box('another'), names.label('another')]).toEqual(['another', 'another']);
});
