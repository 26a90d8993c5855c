import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { EntryId } from '../api/types';
import { show } from '../testing/show';
import { SeenLine } from './SeenLine';

const ENTRY = 'delegation-1' as EntryId;
let appear: (isIntersecting: boolean) => void = () => undefined;

beforeEach(() => {
  appear = () => undefined;
  class Watch {
    constructor(told: (entries: { isIntersecting: boolean }[]) => void) {
      appear = (isIntersecting) => told([{ isIntersecting }]);
    }
    observe() {}
    disconnect() {}
  }
  vi.stubGlobal('IntersectionObserver', Watch);
});

test('what is for the reader is told as seen once it is on the screen, and not before', async () => {
  const { calls } = show(<SeenLine entry={ENTRY} seen={{ by: [], to_see: true }} />, { seen: () => ({}) });
  expect(screen.getByText(/This is for you/)).toBeTruthy();
  appear(false);
  expect(calls).toEqual([]);
  appear(true);
  await waitFor(() => expect(calls).toEqual([['seen', { entry: ENTRY }]]));
});

test('the sender reads who has seen it and when, or that nobody has yet', () => {
  const at = '2026-11-02T09:30:00+00:00';
  show(<SeenLine entry={ENTRY} seen={{ by: [{ name: 'Beth Carter', at }], to_see: false }} />);
  expect(screen.getByText('Seen by Beth Carter on 2 November 2026')).toBeTruthy();
  const { calls } = show(<SeenLine entry={ENTRY} seen={{ by: [], to_see: false }} />);
  expect(screen.getByText('Not seen yet by whoever it is for')).toBeTruthy();
  appear(true);
  expect(calls).toEqual([]);
  const { container } = show(<SeenLine entry={ENTRY} seen={null} />);
  expect(container.textContent).toBe('');
});
