import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AMINA, caseloads as all, BETH, moved, ofAmina } from '../../../fixtures/caseloads';
import { tomos } from '../../../fixtures/people';
import type { Allocate, AllocatedView } from '../../api/types';
import { show, violations } from '../../testing/show';
import { willHappen } from '../../text/caseloads';
import { CaseloadOfPage } from './CaseloadOfPage';
import { CaseloadsPage } from './CaseloadsPage';

const decided = { step: 'make_accountable', name: 'Beth Evans', from: '2026-11-23', to: '' } as const;

function showAminas(would: AllocatedView = moved) {
  return show(<CaseloadOfPage params={{ staff: AMINA }} />, {
    caseload_of: () => ofAmina,
    caseloads: () => all,
    allocate_check: () => would,
    allocate: () => would,
    undo_allocation: () => ({ ...would, undoable: false }),
  });
}

async function fillIn(who: string): Promise<void> {
  fireEvent.change(await screen.findByLabelText('Who?'), { target: { value: who } });
  fireEvent.change(screen.getByLabelText('Why?'), { target: { value: 'A new colleague' } });
  fireEvent.click(screen.getByText('Go on'));
}

test('children for whom nobody is accountable come before everything else', async () => {
  const { container } = show(<CaseloadsPage />, { caseloads: () => all });
  const notice = await screen.findByRole('group', { name: 'Nobody is accountable for 3 children' });
  expect(within(notice).getByRole('link')).toHaveProperty('pathname', '/team/caseloads/nobody');
  expect(notice.compareDocumentPosition(screen.getByRole('table'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  expect(screen.getByText(/Can hold no caseload any more/)).toBeTruthy();
  expect(await violations(container)).toEqual([]);
});

test('one press signs for all that were selected, with the versions that were shown', async () => {
  const { calls, container } = showAminas();
  fireEvent.click(await screen.findByText('Select all 2 children'));
  expect(screen.getByText('2 of 2 children selected')).toBeTruthy();
  await fillIn(BETH);
  expect(await screen.findByText(/2 children move from Amina Rahman to Beth Evans/)).toBeTruthy();
  expect(screen.getByText(/not sent yet is still taken/)).toBeTruthy();
  expect(await violations(container)).toEqual([]);
  expect(calls.filter(([name]) => name === 'allocate')).toHaveLength(0);
  fireEvent.click(screen.getByText('Sign'));
  await screen.findByText('Signed: Beth Evans is accountable for 2 children');
  const [, signed] = calls.find(([name]) => name === 'allocate') as [string, Allocate];
  expect(signed.children).toEqual(moved.children);
  expect(signed.from).toBe('2026-11-22');
  fireEvent.click(screen.getByText('Undo'));
  expect(await screen.findByText('Put back as it was before: 2 children')).toBeTruthy();
  expect(screen.queryByText('Undo')).toBeNull();
});

test('one child is selected by the keyboard’s own box, and going back signs nothing', async () => {
  const { calls } = showAminas();
  const box = await screen.findByRole('checkbox', { name: /Bronwen/ });
  fireEvent.click(box);
  expect(screen.getByText('1 of 2 children selected')).toBeTruthy();
  await fillIn(BETH);
  fireEvent.click(await screen.findByText('Go back'));
  await waitFor(() => expect(screen.queryByText('Sign')).toBeNull());
  expect(calls.some(([name]) => name === 'allocate')).toBe(false);
  expect(screen.getByLabelText('Why?')).toHaveProperty('value', 'A new colleague');
});

test('who is left out is named with the reason', async () => {
  const cover = ofAmina.children[1]?.cover ?? [];
  showAminas({ ...moved, children: [], left_out: [{ person: tomos, why: 'cover_overlaps', cover }] });
  fireEvent.click(await screen.findByText('Select all 2 children'));
  await fillIn(BETH);
  expect(await screen.findByText(/somebody covers on one of these days already/)).toBeTruthy();
  expect(screen.getAllByText(/Cara Lee, 16 November 2026 to 27 November 2026/).length).toBeGreaterThan(1);
  expect(screen.queryByText('Sign')).toBeNull();
});

test('what will happen is said for a day to come, for nobody’s children and for cover', () => {
  const later = willHappen(decided, { ...moved, later: true, cover_ends: 0 });
  expect(later[0]).toBe('2 children move from Amina Rahman to Beth Evans from 23 November 2026.');
  expect(later[1]).toContain('Until then Amina Rahman stays accountable');
  const nobodys = { ...moved, from_whom: [{ staff: null, name: null, children: 1 }], cover_ends: 0 };
  expect(willHappen(decided, nobodys)).toEqual([
    '1 child for whom nobody is accountable goes to Beth Evans at once.',
    'Beth Evans has them at the next sync.',
  ]);
  const cover = willHappen({ ...decided, step: 'cover', to: '2026-11-27' }, moved);
  expect(cover[0]).toBe(
    'Beth Evans covers 2 children of Amina Rahman from 23 November 2026 to 27 November 2026.',
  );
});
