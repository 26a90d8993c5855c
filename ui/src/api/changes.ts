import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from './call';
import { staleCalls } from './queries';

const WAIT_AFTER_FAILURE_MS = 1000;

/** Listens for as long as the window is open, and makes stale what changed: the only thing that does. */
export function useChanges(): void {
  const client = useQueryClient();
  useEffect(() => {
    const listening = new AbortController();
    void listen(client, listening.signal);
    return () => listening.abort();
  }, [client]);
}

async function listen(client: QueryClient, signal: AbortSignal): Promise<void> {
  let seen = 0;
  while (!signal.aborted) {
    try {
      const changes = await call('await_changes', { seen });
      if (signal.aborted) return;
      seen = changes.seen;
      if (changes.areas.length > 0) await invalidate(client, changes.areas);
    } catch {
      await new Promise((wake) => setTimeout(wake, WAIT_AFTER_FAILURE_MS));
    }
  }
}

async function invalidate(client: QueryClient, areas: Parameters<typeof staleCalls>[0]): Promise<void> {
  const stale: ReadonlySet<unknown> = staleCalls(areas);
  await client.invalidateQueries({ predicate: (query) => stale.has(query.queryKey[0]) });
}
