import { SummaryList } from 'nhsuk-react-components';
import type { ReactNode } from 'react';

/** Names and values; what was not recorded is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <SummaryList noBorder className="app-facts">
      {facts.map(([name, value]) =>
        value ? (
          <SummaryList.Row key={name}>
            <SummaryList.Key>{name}</SummaryList.Key>
            <SummaryList.Value>{value}</SummaryList.Value>
          </SummaryList.Row>
        ) : null,
      )}
    </SummaryList>
  );
}
