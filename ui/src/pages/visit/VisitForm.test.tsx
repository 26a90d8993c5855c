import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { invalid, error as refused } from '../../../fixtures/FakeApp';
import { draft, emptyVisit } from '../../../fixtures/visit';
import type { Api, VisitForm as Values } from '../../api/types';
import { show, violations } from '../../testing/show';
import { readVisit } from './readVisit';
import { VisitForm } from './VisitForm';

const saved: Api['save_visit'][1] = { saved_at: '2026-11-02T10:31:05+00:00' };
const signed: Api['sign_visit'][1] = {
  batch: 'b' as never,
  entries: [],
  signed_at: '2026-11-02T10:40:00+00:00',
};

const full: Values = {
  ...emptyVisit,
  review: 'new_birth',
  start: '09:30',
  end: '10:20',
  mode: 'face_to_face',
  place: 'home',
  outcome: 'took_place',
  child_seen: 'awake',
  present: ['mother', 'father'],
  weight: '3.62',
  clothing: 'naked',
  head: '35.1',
  length: '51',
  measurement_note: 'on her mat',
  feeding: 'partial_breast_milk',
  feeding_note: 'one bottle at night',
  seen: 'Alert',
  parents_words: '“She never sleeps”',
  narrative: 'Safe sleep',
  mother_narrative: 'Tired',
  plan: 'Ring on Friday',
  kept_text: 'From an older form',
};

test('every box holds its value, and reading them gives the same form', async () => {
  const { container } = show(<VisitForm draft={{ ...draft, form: full }} reopened={() => {}} />);
  const form = container.querySelector('form');
  expect(readVisit(new FormData(form as HTMLFormElement), { ...draft, form: full })).toEqual(full);
  screen.getByText('From an older form');
  expect(await violations(container)).toEqual([]);
});

test('earlier values stand beside the boxes', () => {
  show(<VisitForm draft={draft} reopened={() => {}} />);
  screen.getByText('3.41 kg on 30 October 2026');
  screen.getByText('3.35 kg on 20 October 2026');
  screen.getByText('Amina visits on Monday. Siân rings if feeds drop below eight a day.');
});

test('what is typed is journalled, and the screen says when', async () => {
  const { calls } = show(<VisitForm draft={draft} reopened={() => {}} />, { save_visit: () => saved });
  await userEvent.type(screen.getByLabelText('Weight'), '3.62');
  await userEvent.click(screen.getByLabelText('Father'));
  await screen.findByText('Draft kept on this laptop 10:31:05', {}, { timeout: 5000 });
  const form = { ...emptyVisit, weight: '3.62', present: ['father'] };
  await waitFor(() => expect(calls.at(-1)).toEqual(['save_visit', { draft: 'draft-1', form }]), {
    timeout: 5000,
  });
});

test('Enter in a box never signs', async () => {
  const { calls } = show(<VisitForm draft={draft} reopened={() => {}} />, {
    save_visit: () => saved,
    sign_visit: () => signed,
  });
  await userEvent.type(screen.getByLabelText('Weight'), '3.62{Enter}');
  expect(calls.filter(([name]) => name === 'sign_visit')).toEqual([]);
});

test('signing sends the last words, and only then leaves the screen', async () => {
  const { calls } = show(<VisitForm draft={draft} reopened={() => {}} />, {
    save_visit: () => saved,
    sign_visit: () => signed,
  });
  await userEvent.type(screen.getByLabelText('What was agreed'), 'Ring');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(window.location.pathname).toBe('/family/bronwen'));
  expect(history.state).toEqual({ saved: signed.signed_at });
  expect(calls.at(-1)).toEqual([
    'sign_visit',
    { draft: 'draft-1', form: { ...emptyVisit, plan: 'Ring' }, confirmed: [] },
  ]);
});

test('after a refused signing the journal goes on', async () => {
  const { calls } = show(<VisitForm draft={draft} reopened={() => {}} />, {
    save_visit: () => saved,
    sign_visit: () => {
      throw invalid([{ field: 'start', rule: 'required' }]);
    },
  });
  await userEvent.click(screen.getByRole('button', { name: 'Sign and save' }));
  await screen.findByText('There is a problem');
  await userEvent.type(screen.getByLabelText('Started'), '930');
  await waitFor(() => expect(calls.at(-1)?.[0]).toBe('save_visit'), { timeout: 5000 });
  expect(calls.at(-1)?.[1]).toMatchObject({ form: { start: '09:30' } });
});

test('words that cannot be kept are said to be only on the screen', async () => {
  const { container } = show(<VisitForm draft={draft} reopened={() => {}} />, {
    save_visit: () => {
      throw refused('disk_full');
    },
  });
  await userEvent.type(screen.getByLabelText('What was agreed'), 'Ring');
  await screen.findByRole('alert', {}, { timeout: 5000 });
  screen.getByText(/Leave this screen open/);
  expect(await violations(container)).toEqual([]);
});

test('a visit of an earlier day asks why it is written later', () => {
  show(<VisitForm draft={{ ...draft, form: { ...emptyVisit, date: '2020-01-01' } }} reopened={() => {}} />);
  screen.getByLabelText('Why is it written later?');
});

test('a contact in passing has its answers, and goes on with the weight', () => {
  const quick = { ...emptyVisit, quick: true, mode: 'face_to_face' } as const;
  const { unmount } = show(<VisitForm draft={{ ...draft, form: quick }} reopened={() => {}} />);
  expect(document.activeElement).toBe(screen.getByLabelText('Weight'));
  unmount();
  show(<VisitForm draft={{ ...draft, form: { ...quick, mode: 'telephone' } }} reopened={() => {}} />);
  expect(document.activeElement).toBe(screen.getByLabelText('What you discussed and did'));
});
