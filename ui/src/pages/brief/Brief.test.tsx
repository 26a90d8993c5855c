import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { meeting } from '../../../fixtures/meeting';
import { show, violations } from '../../testing/show';
import { BriefPage } from './BriefPage';

const page = <BriefPage params={{ person: meeting.family.person.person }} />;

test('a brief says who saw the child last, what is not known, and how much is left out', async () => {
  const { container } = show(page, { brief: () => meeting });
  await screen.findByText(/30 October 2026, 10:10: .*face to face, awake\. Beth Llewellyn/);
  screen.getByText('The safeguarding status. Nothing recorded is not the same as none');
  screen.getByText(/Address kept off letters/);
  expect(screen.queryByText(/14 Station Road/)).toBeNull();
  screen.getByText('2 restricted records of this family are left out');
  expect(await violations(container)).toEqual([]);
});

test('what is restricted is asked for by name, and printing is noted before it happens', async () => {
  const print = vi.fn();
  vi.stubGlobal('print', print);
  const { calls } = show(page, {
    brief: ({ scope }) => ({ ...meeting, scope }),
    brief_leaves: () => {
      expect(print).not.toHaveBeenCalled();
      return {};
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: /Also show what is restricted/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Print' }));
  await vi.waitFor(() => expect(print).toHaveBeenCalledOnce());
  const { person } = meeting.family.person;
  expect(calls.at(-1)).toEqual(['brief_leaves', { person, scope: 'with_restricted', leaves: 'printed' }]);
});
