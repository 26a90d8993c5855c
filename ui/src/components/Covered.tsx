import { Details } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import { family } from '../text/family';

/** What others who read along must not see: closed, and named by nothing, until somebody opens it. */
export function Covered({
  covered,
  summary = family.restricted,
  children,
}: {
  covered: boolean;
  summary?: string;
  children: ReactNode;
}) {
  if (!covered) return children;
  return (
    <Details className="app-details">
      <Details.Summary>{summary}</Details.Summary>
      <Details.Text>{children}</Details.Text>
    </Details>
  );
}
