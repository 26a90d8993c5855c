import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { directory, team } from '../../../fixtures/team';
import { ServiceBox } from '../../components/ServiceBox';
import { serviceFilter } from '../../forms/serviceFilter';
import { show } from '../../testing/show';
import { minutesCopy, sharedCopy, validityCopy } from '../../text/team';

test('a service is found by any of its words, in any order', () => {
  const found = (typed: string) => serviceFilter(directory.services, typed).map(({ name }) => name);
  expect(found('TUESDAY talk')).toEqual(['Saltmere speech drop-in']);
  expect(found('harbour')).toHaveLength(2);
  expect(found('  ')).toHaveLength(2);
  expect(found('dentist')).toEqual([]);
});

test('what expires soon is said in words', () => {
  const held = team.colleagues[1]?.competencies[0];
  expect(held && validityCopy(held)).toBe('Ends soon, on 5 December 2026: plan to assess it again');
  expect(held && validityCopy({ ...held, validity: 'ended' })).toContain('it counts no more');
  expect(sharedCopy(null)).toContain('nothing may be shared');
});

test('minutes are said as hours', () => {
  expect([minutesCopy(0), minutesCopy(60), minutesCopy(70)]).toEqual([
    '0 minutes',
    '1 hour',
    '1 hour 10 minutes',
  ]);
});

// Shows REF-07.
test('a referral takes its service from the directory, or what is typed', async () => {
  show(<ServiceBox name="to_service" label="To which service?" initial="" />, { directory: () => directory });
  const take = await screen.findByText('Saltmere speech drop-in: Talking and understanding');
  fireEvent.input(screen.getByLabelText('Find a service'), { target: { value: 'labour' } });
  await waitFor(() => expect(screen.queryByText(/Talking and understanding/)).toBeNull());
  fireEvent.input(screen.getByLabelText('Find a service'), { target: { value: '' } });
  fireEvent.click(await screen.findByText(take.textContent ?? ''));
  const box = screen.getByLabelText('To which service?');
  expect(box).toHaveProperty('value', 'Saltmere speech drop-in');
});
