import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { error } from '../../../fixtures/FakeApp';
import { show, violations } from '../../testing/show';
import { lookUp } from '../../text/look_up';
import { LookUpPage } from './LookUpPage';

async function asks() {
  await userEvent.type(screen.getByLabelText('NHS number'), '999 000 0018');
  await userEvent.click(screen.getByLabelText('Somebody rang about them'));
  await userEvent.type(screen.getByLabelText('In your own words'), 'A&E rang.');
  await userEvent.click(screen.getByRole('button', { name: lookUp.ask }));
}

test('who is not found is not said not to exist', async () => {
  const { calls, container } = show(<LookUpPage />, { look_up: () => ({ found: null, was_here: false }) });
  await asks();
  await screen.findByText(lookUp.nobodyNext);
  expect(calls[0]?.[1]).toMatchObject({
    body: { nhs_number: '999 000 0018', reason: 'call', why: 'A&E rang.' },
  });
  expect(await violations(container)).toEqual([]);
});

test('without a connection the screen says whom to telephone', async () => {
  show(<LookUpPage />, {
    look_up: () => {
      throw error('service_not_reached');
    },
  });
  await asks();
  await screen.findByText(lookUp.offlineNext);
  expect(screen.queryByText(lookUp.nobody)).toBeNull();
});
