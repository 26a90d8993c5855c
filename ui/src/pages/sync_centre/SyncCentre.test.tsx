import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { SyncCentreView } from '../../api/types';
import { copyAge } from '../../text/layout';
import { syncCentre } from '../../text/sync_centre';
import { LastSync } from './LastSync';
import { Left } from './Left';

const status: SyncCentreView['status'] = {
  now: '2026-11-02T11:00:00+00:00',
  unsent: 0,
  oldest_unsent_at: null,
  last_synced_at: '2026-11-02T10:00:00+00:00',
  service: 'reached',
  syncing: false,
  drafts: 0,
  decisions: 0,
  quarantined: 0,
  too_old: true,
};

test('what was received after the family had left is listed by kind and day alone', () => {
  const kinds = [{ kind: 'contact_narrative', sensitivity: 'standard' } as const];
  const item = { number: 12, kinds: [...kinds, ...kinds], signed_at: '2026-10-26T16:20:00+00:00' };
  render(<Left items={[item]} />);
  expect(screen.getByRole('heading', { name: syncCentre.left })).toBeTruthy();
  expect(screen.getAllByRole('row')).toHaveLength(2);
  expect(screen.queryByRole('link')).toBeNull();
});

test('a version that is too old is told to everybody, and what to do about it', () => {
  const view = {
    status,
    service: '',
    unsent: [],
    quarantined: [],
    left: [],
    last_error: null,
    diverged: false,
  };
  render(<LastSync view={{ ...view, entries_held: 1 }} />);
  expect(screen.getByText(syncCentre.tooOldNext)).toBeTruthy();
  expect(copyAge(status, new Date(status.now))).toContain('update Doorstep');
});
