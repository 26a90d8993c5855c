import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { measurementDecision, phoneDecision } from '../../../fixtures/decisions';
import type { Api } from '../../api/types';
import { show, violations } from '../../testing/show';
import { DecisionCard } from './DecisionCard';

const signed: Api['settle'][1] = { batch: 'b' as never, entries: [], signed_at: '2026-11-02T10:40:00+00:00' };

test('the card says who wrote which number and when, and what is in force meanwhile', async () => {
  const { container } = show(<DecisionCard decision={phoneDecision} settled={vi.fn()} />);
  screen.getByText('07700 900123');
  screen.getByLabelText('07700 900321');
  screen.getByText('Amina Okafor (health visitor) wrote this on 2 November 2026, 10:02');
  screen.getByText('Beth Llewellyn (nursery nurse) wrote this on 2 November 2026, 09:47');
  expect(await violations(container)).toEqual([]);
});

test('the chosen number is sent with the heads that were shown', async () => {
  const settled = vi.fn();
  const { calls } = show(<DecisionCard decision={phoneDecision} settled={settled} />, {
    settle: () => signed,
  });
  await userEvent.click(screen.getByLabelText('07700 900555'));
  await userEvent.type(screen.getByLabelText('How do you know?'), 'Rang her');
  await userEvent.click(screen.getByRole('button', { name: 'Sign this decision' }));
  await waitFor(() => expect(settled).toHaveBeenCalledWith(signed.signed_at));
  expect(calls).toEqual([
    [
      'settle',
      {
        entry: 'sian-phone',
        heads: ['aaaa', 'bbbb'],
        values: [{ field: 'value', value: '+447700900555' }],
        version: null,
        reason: 'Rang her',
        confirmed: [],
      },
    ],
  ]);
});

test('another number can be typed', async () => {
  const { calls } = show(<DecisionCard decision={phoneDecision} settled={vi.fn()} />, {
    settle: () => signed,
  });
  await userEvent.click(screen.getByLabelText('Another value'));
  await userEvent.type(screen.getByLabelText(/Type the right one/), '07700 900999');
  await userEvent.click(screen.getByRole('button', { name: 'Sign this decision' }));
  await waitFor(() => expect(calls).toHaveLength(1));
  expect(calls[0]?.[1]).toMatchObject({ values: [{ field: 'value', value: '07700 900999' }] });
});

test('nothing is sent before something is chosen', async () => {
  const { calls } = show(<DecisionCard decision={phoneDecision} settled={vi.fn()} />, {
    settle: () => signed,
  });
  await userEvent.click(screen.getByRole('button', { name: 'Sign this decision' }));
  await screen.findByText('There is a problem');
  expect(calls).toEqual([]);
});

test('versions of a clinical entry stand side by side, and one is chosen', async () => {
  const { calls, container } = show(<DecisionCard decision={measurementDecision} settled={vi.fn()} />, {
    settle: () => signed,
  });
  expect(await violations(container)).toEqual([]);
  await userEvent.click(screen.getByRole('radio', { name: 'Version B' }));
  await userEvent.click(screen.getByRole('button', { name: 'Sign this decision' }));
  await waitFor(() => expect(calls).toHaveLength(1));
  expect(calls[0]?.[1]).toMatchObject({ version: 'dddd', values: [] });
});

test('what a version asks is answered with a yes, and sent with it', async () => {
  const question = { field: 'injuries', ask: 'injured_before_mobile' } as const;
  const settled = vi.fn();
  const { calls } = show(<DecisionCard decision={measurementDecision} settled={settled} />, {
    settle: ({ confirmed }) => {
      if (confirmed.length > 0) return signed;
      throw {
        code: 'invalid',
        problems: [],
        questions: [question],
        wait_s: null,
        detail: null,
        reference: '',
      };
    },
  });
  await userEvent.click(screen.getByRole('radio', { name: 'Version A' }));
  await userEvent.click(screen.getByRole('button', { name: 'Sign this decision' }));
  await userEvent.click(await screen.findByRole('checkbox'));
  await userEvent.click(screen.getByRole('button', { name: 'Sign this decision' }));
  await waitFor(() => expect(settled).toHaveBeenCalledWith(signed.signed_at));
  expect(calls[1]?.[1]).toMatchObject({ version: 'cccc', confirmed: [question] });
});

test('a restricted record is named by nothing, and its values are closed', async () => {
  const { container } = show(
    <DecisionCard decision={{ ...phoneDecision, sensitivity: 'restricted' }} settled={vi.fn()} />,
  );
  expect(screen.getByRole('heading', { level: 2 }).textContent).toMatch(/^A record: /);
  const closed = container.querySelector('details');
  expect(closed?.open).toBe(false);
  expect(closed?.textContent).toContain('07700 900321');
  expect(container.textContent?.replace(closed?.textContent ?? '', '')).not.toContain('07700');
});

test('a record of a later version is named, and nothing is asked of it', () => {
  show(<DecisionCard decision={{ ...phoneDecision, kind: null, heads: [], fields: [] }} settled={vi.fn()} />);
  screen.getByText('A later version of Doorstep wrote this. It is kept whole. Update Doorstep to read it.');
  expect(screen.queryByRole('button')).toBeNull();
});
