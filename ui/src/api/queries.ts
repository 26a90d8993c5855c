import { QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import { call } from './call';
import type { Api, ApiError, Area } from './types';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiError;
  }
}

/** Nothing here looks at the network: a laptop without a signal reads and signs all the same. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

interface Options {
  /** Milliseconds between two looks, for what no change announces, such as the clock. */
  every?: number | false;
  /** How long an answer may outlive the screen that asked; 0 asks anew each time. */
  keep?: number;
}

/** Reads. The key is the call's own name and input, so that an area can say which calls it makes stale. */
export function useCall<K extends keyof Api>(name: K, input: Api[K][0], options: Options = {}) {
  return useQuery<Api[K][1], ApiError>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    refetchInterval: options.every ?? false,
    ...(options.keep === undefined ? {} : { gcTime: options.keep }),
  });
}

/** Does. */
export function useAct<K extends keyof Api>(name: K) {
  return useMutation<Api[K][1], ApiError, Api[K][0]>({ mutationFn: (input) => call(name, input) });
}

/** What a change of an area makes stale. `resume_visit` is not here: what is being typed is never fetched over. */
export const STALE = {
  session: ['session'],
  record: ['caseload', 'search', 'family'],
  drafts: ['drafts', 'caseload', 'family'],
  decisions: ['decisions', 'family'],
  sync: ['sync_centre', 'family'],
  imports: ['imports', 'import_progress'],
} as const satisfies Record<Area, readonly (keyof Api)[]>;

export function staleCalls(areas: readonly Area[]): Set<keyof Api> {
  return new Set<keyof Api>(['status', ...areas.flatMap((area) => STALE[area])]);
}
