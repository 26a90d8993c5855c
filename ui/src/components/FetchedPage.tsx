import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { layout } from '../text/layout';
import { Failed } from './Failed';
import { type Answer, Fetched } from './Fetched';
import { PageTitle } from './PageTitle';

interface Props<Data> {
  query: Answer<Data>;
  /** Instead of the general words, where a page knows better why it has nothing to show. */
  missing?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** A whole screen that stands or falls with one answer. */
export function FetchedPage<Data>({ query, missing, children }: Props<Data>) {
  const gone = query.error?.code === 'not_found';
  if (!query.error || (query.data !== undefined && !gone)) return <Fetched query={query}>{children}</Fetched>;
  const known = gone ? missing : undefined;
  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle>{layout.cannotShow}</PageTitle>
      {known ?? <Failed error={query.error} retry={() => query.refetch()} />}
      <p>
        <Link href="/">{layout.toCaseload}</Link>
      </p>
    </div>
  );
}
