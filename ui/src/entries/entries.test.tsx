import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { telephone } from './ContactPoint';
import { EntryBody } from './EntryBody';
import { entries, fieldOf } from './index';
import { spaced } from './NhsNumber';
import { centimetres, kilograms } from './units';

test('numbers are said with their units', () => {
  expect([kilograms(3620), kilograms(3625), kilograms(10000)]).toEqual(['3.62 kg', '3.625 kg', '10.00 kg']);
  expect([centimetres(351), centimetres(500)]).toEqual(['35.1 cm', '50.0 cm']);
  expect(spaced('9990000018')).toBe('999 000 0018');
  expect([telephone('+447700900123'), telephone('+33123456789')]).toEqual(['07700 900123', '+33123456789']);
});

test('every kind draws a body of which nothing is known', () => {
  for (const kind of Object.keys(entries)) {
    expect(() => render(<EntryBody kind={kind} body={{}} />), kind).not.toThrow();
  }
});

test('a measurement says what was measured, and nothing else', () => {
  render(
    <EntryBody kind="measurement" body={{ measured_on: '2026-11-02', weight: 3620, clothing: 'naked' }} />,
  );
  screen.getByText('3.62 kg (weighed without clothes)');
  expect(screen.queryByText('Head circumference')).toBeNull();
});

test('a field of a later version is shown by its own name', () => {
  expect(fieldOf('contact_point', 'value').show('+447700900123')).toBe('07700 900123');
  expect(fieldOf('contact_point', 'best_day').label).toBe('best day');
  expect(fieldOf('growth_chart', 'value').label).toBe('value');
});

test('a kind that is said by its shape names each thing that was recorded', () => {
  const body = {
    level: 'targeted',
    reasons: 'Alone with twins.',
    from: '2026-11-02',
    review_by: '2027-02-02',
  };
  render(<EntryBody kind="level_of_need" body={body} />);
  screen.getByText('Targeted');
  screen.getByText('2 February 2027');
});

test('answers of a group are said with their questions', () => {
  const body = { asked: 'asked', gad_2: { nervous: 'several_days', worrying: 'not_at_all' } };
  render(<EntryBody kind="mood" body={body} />);
  screen.getByText(/nervous, anxious or on edge Several days\s+Not being able/);
});
