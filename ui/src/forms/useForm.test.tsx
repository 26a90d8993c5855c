import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { invalid, error as refused } from '../../fixtures/FakeApp';
import type { Question } from '../api/types';
import { FormReport } from '../components/FormReport';
import { TextBox } from '../components/TextBox';
import { show, violations } from '../testing/show';
import { text } from './read';
import { useForm } from './useForm';

type Send = (weight: string, confirmed: Question[]) => Promise<string>;

function Weighing({ send, done }: { send: Send; done: (out: string) => void }) {
  const form = useForm({ send: (data, confirmed) => send(text(data, 'weight'), confirmed), done });
  return (
    <form {...form.props}>
      <FormReport report={form.report} />
      <TextBox name="weight" label="Weight" error={form.error('weight')} />
      <button type="submit">Sign</button>
    </form>
  );
}

const GRAMS: Question = { field: 'measurement.weight', ask: 'grams' };

async function type(words: string): Promise<void> {
  await userEvent.clear(screen.getByLabelText('Weight'));
  await userEvent.type(screen.getByLabelText('Weight'), words);
}

async function sign(): Promise<void> {
  await userEvent.click(screen.getByRole('button', { name: 'Sign' }));
}

test('a problem is in the summary and beside its box, and the summary has the focus', async () => {
  const send: Send = async () => {
    throw invalid([{ field: 'measurement.weight', rule: 'not_a_number' }]);
  };
  const { container } = show(<Weighing send={send} done={vi.fn()} />);
  await sign();
  const words = 'Weight: use figures only, such as 3.62';
  const link = await screen.findByRole('link', { name: words });
  expect(screen.getByLabelText('Weight').getAttribute('aria-describedby')).toContain('error-message');
  expect(container.querySelector('.nhsuk-error-message')?.textContent).toContain(words);
  await waitFor(() => expect(document.activeElement?.className).toContain('nhsuk-error-summary'));
  await userEvent.click(link);
  expect(document.activeElement).toBe(screen.getByLabelText('Weight'));
  expect(await violations(container)).toEqual([]);
});

test('a soft check waits for a tick, and the tick is sent', async () => {
  const sent: Question[][] = [];
  const send: Send = async (_, confirmed) => {
    sent.push(confirmed);
    if (confirmed.length === 0) throw invalid([], [GRAMS]);
    return 'signed';
  };
  const done = vi.fn();
  const { container } = show(<Weighing send={send} done={done} />);
  await type('3620');
  await sign();
  await screen.findByText('Please check');
  expect(await violations(container)).toEqual([]);
  await sign();
  await waitFor(() => expect(sent.length).toBe(2));
  expect(done, 'nothing was ticked').not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('checkbox'));
  await sign();
  await waitFor(() => expect(done).toHaveBeenCalledWith('signed'));
  expect(sent).toEqual([[], [], [GRAMS]]);
});

test('a tick is for the value that was asked about, and for no other', async () => {
  const sent: [string, Question[]][] = [];
  const send: Send = async (weight, confirmed) => {
    sent.push([weight, confirmed]);
    throw invalid([], [GRAMS]);
  };
  show(<Weighing send={send} done={vi.fn()} />);
  await type('3620');
  await sign();
  await userEvent.click(await screen.findByRole('checkbox'));
  await type('36200');
  await sign();
  await waitFor(() => expect(sent.length).toBe(2));
  expect(sent[1]).toEqual(['36200', []]);
  expect(screen.getByRole('checkbox')).toHaveProperty('checked', false);
});

test('a tick outlives another round of questions', async () => {
  const other: Question = { field: 'weight', ask: 'weight_change' };
  const sent: Question[][] = [];
  const send: Send = async (_, confirmed) => {
    sent.push(confirmed);
    if (confirmed.length === 0) throw invalid([], [GRAMS]);
    if (confirmed.length === 1) throw invalid([], [other]);
    return 'signed';
  };
  const done = vi.fn();
  show(<Weighing send={send} done={done} />);
  await type('3620');
  await sign();
  await userEvent.click(await screen.findByRole('checkbox'));
  await sign();
  await waitFor(() => expect(screen.getAllByRole('checkbox')).toHaveLength(2));
  await userEvent.click(screen.getAllByRole('checkbox')[1] as HTMLElement);
  await sign();
  await waitFor(() => expect(done).toHaveBeenCalled());
  expect(sent.at(-1)).toEqual([GRAMS, other]);
});

test('any other failure says what happened, what is safe and what to do next', async () => {
  const send: Send = async () => {
    throw refused('disk_full');
  };
  const { container } = show(<Weighing send={send} done={vi.fn()} />);
  await sign();
  await screen.findByText(/disk is full/);
  screen.getByText(/What was saved before is safe/);
  screen.getByText(/Free some space/);
  screen.getByText('k3v9-2m7q');
  expect(await violations(container)).toEqual([]);
});

test('a fault that Doorstep does not know is still answered', async () => {
  const send: Send = () => Promise.reject(new TypeError('x is undefined'));
  show(<Weighing send={send} done={vi.fn()} />);
  await sign();
  await screen.findByText('Something went wrong inside Doorstep.');
  expect(document.body.textContent).not.toContain('undefined');
});
