import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/types';
import { Failed } from './Failed';
import { Loading } from './Loading';
import { Stale } from './Stale';

interface Props<Data> {
  query: UseQueryResult<Data, ApiError>;
  children: (data: Data) => ReactNode;
}

/** An answer on its way, come, failed, or grown old. */
export function Fetched<Data>({ query, children }: Props<Data>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isRefetchError && <Stale />}
        {children(query.data)}
      </>
    );
  }
  if (query.error) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}
