import { renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { writeLastWords } from './lastWords';
import { useJournal } from './useJournal';

afterEach(() => {
  vi.useRealTimers();
});

test('what could not be kept when the form went is still waited for, until it is', async () => {
  vi.useFakeTimers();
  let broken = true;
  const write = async () => {
    if (broken) throw new Error('disk full');
    return { saved_at: 'now' };
  };
  const { result, unmount } = renderHook(() => useJournal<string>(write, null));
  result.current.journal.touch('last words');
  unmount();
  await vi.advanceTimersByTimeAsync(0);
  expect(await writeLastWords()).toBe(false);
  broken = false;
  expect(await writeLastWords()).toBe(true);
});
