import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Journal, type JournalState } from './Journal';

let written: string[];
let states: JournalState[];
let broken: boolean;
let slow: number;

beforeEach(() => {
  vi.useFakeTimers();
  [written, states, broken, slow] = [[], [], false, 0];
});

afterEach(() => {
  vi.useRealTimers();
});

function journal(): Journal<string> {
  const write = async (form: string) => {
    if (slow) await new Promise((wake) => setTimeout(wake, slow));
    if (broken) throw new Error('disk full');
    written.push(form);
    return { saved_at: `at ${form}` };
  };
  return new Journal(write, (state) => states.push(state));
}

test('what was typed is written 400 ms after the typing rests', async () => {
  const one = journal();
  one.touch('a');
  await vi.advanceTimersByTimeAsync(300);
  one.touch('ab');
  await vi.advanceTimersByTimeAsync(399);
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(written).toEqual(['ab']);
  expect(states).toEqual([{ kind: 'kept', at: 'at ab' }]);
});

test('while the typing goes on it is written at least each second', async () => {
  const one = journal();
  for (let typed = 1; typed <= 40; typed += 1) {
    one.touch('x'.repeat(typed));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(written.length).toBeGreaterThanOrEqual(3);
  expect(written.length).toBeLessThanOrEqual(5);
});

test('one write at a time, and the last words win', async () => {
  slow = 3000;
  const one = journal();
  one.touch('a');
  await vi.advanceTimersByTimeAsync(500);
  one.touch('ab');
  one.touch('abc');
  await vi.advanceTimersByTimeAsync(7000);
  expect(written).toEqual(['a', 'abc']);
});

test('a write that fails is said at once and tried again', async () => {
  broken = true;
  const one = journal();
  one.touch('a');
  await vi.advanceTimersByTimeAsync(400);
  expect(states).toEqual([{ kind: 'failing' }]);
  expect(await one.flush(), 'the words are only on the screen').toBe(false);
  broken = false;
  await vi.advanceTimersByTimeAsync(2000);
  expect(written).toEqual(['a']);
  expect(states.at(-1)).toEqual({ kind: 'kept', at: 'at a' });
});

test('words typed after a failed write are not overwritten by the older ones', async () => {
  slow = 100;
  broken = true;
  const one = journal();
  one.touch('old');
  await vi.advanceTimersByTimeAsync(450);
  one.touch('new');
  await vi.advanceTimersByTimeAsync(50);
  broken = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(written).toEqual(['new']);
});

test('a flush writes what waits and what is under way', async () => {
  slow = 50;
  const one = journal();
  one.touch('a');
  await vi.advanceTimersByTimeAsync(420);
  one.touch('ab');
  const flushed = one.flush();
  await vi.advanceTimersByTimeAsync(200);
  expect(await flushed).toBe(true);
  expect(written).toEqual(['a', 'ab']);
});

test('after closing nothing more is written: a signed visit must not come back as a draft', async () => {
  const one = journal();
  one.touch('a');
  await one.close();
  one.touch('late');
  await vi.advanceTimersByTimeAsync(5000);
  expect(written).toEqual(['a']);
  one.reopen();
  one.touch('again');
  await vi.advanceTimersByTimeAsync(400);
  expect(written).toEqual(['a', 'again']);
});
