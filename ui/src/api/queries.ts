import { QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import { call, failure } from './call';
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
  /** Milliseconds between two looks, for what no change announces. */
  every?: number | false;
}

/** Reads. The key is the call's own name and input, so that an area can say which calls it makes stale. */
export function useCall<K extends keyof Api>(name: K, input: Api[K][0], options: Options = {}) {
  return useQuery<Api[K][1], ApiError>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    refetchInterval: options.every ?? false,
  });
}

/**
 * Reads once, when the screen opens, and never shows an answer of an earlier time.
 *
 * A draft that was shown from memory would be journalled over the words that were typed since. What must be on the
 * disk before is done `first`.
 */
export function useFreshCall<K extends keyof Api>(name: K, input: Api[K][0], first: () => Promise<boolean>) {
  const query = useQuery<Api[K][1], ApiError>({
    queryKey: [name, input],
    queryFn: async () => {
      if (!(await first())) throw failure('disk_full');
      return await call(name, input);
    },
    refetchOnMount: 'always',
    gcTime: 0,
  });
  return query.isFetchedAfterMount ? query : { ...query, data: undefined, error: null };
}

/** Does. */
export function useAct<K extends keyof Api>(name: K) {
  return useMutation<Api[K][1], ApiError, Api[K][0]>({ mutationFn: (input) => call(name, input) });
}

/** What a change of an area makes stale. `resume_visit` is not here: what is being typed is never fetched over. */
export const STALE = {
  session: ['session'],
  record: [
    'duplicates',
    'caseload',
    'caseloads',
    'caseload_of',
    'search',
    'family',
    'colleagues',
    'waiting',
    'alerts',
    'changed_since',
    'invitation',
    'double_bookings',
    'team',
    'centre',
    'directory',
    'sessions',
    'my_time',
    // They name whoever they are about, who may leave.
    'drafts',
  ],
  drafts: ['drafts', 'caseload', 'family'],
  decisions: ['decisions', 'double_bookings', 'family'],
  sync: ['sync_centre', 'family', 'waiting', 'team', 'caseloads', 'centre', 'directory', 'my_time'],
  imports: ['imports', 'import_progress'],
} as const satisfies Record<Area, readonly (keyof Api)[]>;

export function staleCalls(areas: readonly Area[]): Set<keyof Api> {
  return new Set<keyof Api>(['status', ...areas.flatMap((area) => STALE[area])]);
}
