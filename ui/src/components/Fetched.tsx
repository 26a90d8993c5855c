import type { ReactNode } from 'react';
import type { ApiError } from '../api/types';
import { Failed } from './Failed';
import { Loading } from './Loading';
import { Stale } from './Stale';

/** What a screen needs to know of a query. */
export interface Answer<Data> {
  data: Data | undefined;
  error: ApiError | null;
  isRefetchError: boolean;
  refetch: () => unknown;
}

interface Props<Data> {
  query: Answer<Data>;
  children: (data: Data) => ReactNode;
}

/** An answer on its way, come, failed, or grown old. What has left this laptop is not shown a moment longer. */
export function Fetched<Data>({ query, children }: Props<Data>) {
  if (query.data !== undefined && query.error?.code !== 'not_found') {
    return (
      <>
        {query.isRefetchError && <Stale />}
        {children(query.data)}
      </>
    );
  }
  if (query.error) return <Failed error={query.error} retry={() => query.refetch()} />;
  return <Loading />;
}
