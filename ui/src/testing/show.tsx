import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { newQueryClient } from '../api/queries';
import type { Api } from '../api/types';

type Answers = { [K in keyof Api]?: (input: Api[K][0]) => Api[K][1] | Promise<Api[K][1]> };

/** Draws something with a table of calls behind it; what was called, and with what, is given back. */
export function show(what: ReactNode, answers: Answers = {}) {
  const calls: [string, unknown][] = [];
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    const name = url.replace(/^.*\/call\//, '') as keyof Api;
    const input: unknown = JSON.parse(body);
    calls.push([name, input]);
    try {
      const output = await (answers[name] as (input: unknown) => unknown)(input);
      return { ok: true, json: async () => output };
    } catch (error) {
      return { ok: false, json: async () => error };
    }
  });
  const view = render(<QueryClientProvider client={newQueryClient()}>{what}</QueryClientProvider>);
  return { ...view, calls };
}

/** Violations that need no layout; the browser tests look for the others. */
export async function violations(element: Element): Promise<string[]> {
  const results = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
}
