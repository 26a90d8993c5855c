import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { entryDraft } from '../../fixtures/entry';
import { loops } from '../../fixtures/family';
import { gwilym } from '../../fixtures/people';
import { show, violations } from '../testing/show';
import { OpenLoops } from './OpenLoops';

test('each says what waits, since when, whose it is and by which rule, and opens the form that answers it', async () => {
  const { calls, container } = show(<OpenLoops loops={loops} about={null} />, {
    open_entry: () => entryDraft,
  });
  expect(await violations(container)).toEqual([]);
  screen.getByText('Referral still on this laptop: Paediatric ward');
  screen.getByText(/on this laptop for 40 minutes: nobody there has it\. Telephone now/);
  screen.getByText(/since 30 October 2026 · due by 30 October 2026 · You/);
  screen.getByText(/The rule allows 10 working days/);
  await userEvent.click(screen.getByRole('button', { name: /Record what now/i }));
  expect(calls).toEqual([
    [
      'open_entry',
      {
        person: gwilym.person,
        kind: 'what_now',
        subject: null,
        entry: null,
        begins: { ended: 'programme' },
      },
    ],
  ]);
});
