import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { entryDraft } from '../../../fixtures/entry';
import type { EntryDraft } from '../../api/types';
import { show, violations } from '../../testing/show';
import { EntryForm } from './EntryForm';

function opened(change: Partial<EntryDraft>) {
  return show(<EntryForm draft={{ ...entryDraft, previous: null, ...change }} amended={() => {}} />);
}

const later = () => screen.getByText('Later: what became of it').closest('details');

test('neither heading nor window names what is restricted, and the window names no kind at all', () => {
  const { unmount } = opened({ kind: 'domestic_abuse_enquiry', sensitivity: 'restricted' });
  screen.getByRole('heading', { name: 'A record' });
  unmount();
  opened({});
  screen.getByRole('heading', { name: 'Level of need' });
  expect(document.title).toBe('A record – Doorstep');
});

test('what becomes of a new referral is closed, and open when it is changed', async () => {
  const begun = { happened_on: '2026-11-02', why: '', body: { made_on: '2026-11-02', state: 'signed' } };
  const { container, unmount } = opened({ kind: 'referral', form: begun });
  expect(later()?.open).toBe(false);
  expect(await violations(container)).toEqual([]);
  unmount();
  opened({ kind: 'referral', amends: true, form: begun });
  expect(later()?.open).toBe(true);
});

test('what was typed of it stays in sight', () => {
  const form = {
    happened_on: '2026-11-02',
    why: '',
    body: { state: 'signed', outcome: 'A place since May' },
  };
  opened({ kind: 'referral', form });
  expect(later()?.open).toBe(true);
});
