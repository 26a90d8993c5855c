import type { ReactNode } from 'react';
import type { PersonView } from '../api/types';
import { ErrorBoundary } from './ErrorBoundary';
import { PersonBanner } from './PersonBanner';

/** A screen about one person: if its content breaks, the banner still says whose record it is. */
export function PersonPage({ person, children }: { person: PersonView; children: ReactNode }) {
  return (
    <>
      <PersonBanner person={person} />
      <div className="nhsuk-width-container app-page">
        <ErrorBoundary>{children}</ErrorBoundary>
      </div>
    </>
  );
}
