import type { ReactNode } from 'react';
import type { Screen } from '../api/types';
import { caseload } from '../text/caseload';
import { layout } from '../text/layout';
import { team } from '../text/team';
import { ErrorBoundary } from './ErrorBoundary';
import { PersonPage } from './PersonPage';
import { StaffName } from './StaffName';

/** A screen about a person, a colleague or a centre: its banner says whose. */
export function ScreenPage({ screen, children }: { screen: Screen; children: ReactNode }) {
  if (screen.of === 'person') return <PersonPage person={screen}>{children}</PersonPage>;
  return (
    <>
      <section className="app-banner" aria-label={layout.banner}>
        <div className="nhsuk-width-container app-banner__row">
          <p className="app-banner__name">
            <ScreenName screen={screen} />
          </p>
          <p className="app-banner__facts">{screen.of === 'left' ? caseload.leftNext : team.noFamily}</p>
        </div>
      </section>
      <div className="nhsuk-width-container app-page">
        <ErrorBoundary>{children}</ErrorBoundary>
      </div>
    </>
  );
}

/** A colleague or a centre by name; what is said in the place of who is not named here. */
export function ScreenName({ screen }: { screen: Exclude<Screen, { of: 'person' }> }) {
  if (screen.of === 'sealed') return caseload.sealed;
  if (screen.of === 'left') return caseload.left;
  return screen.of === 'staff' ? <StaffName staff={screen.staff} /> : (screen.name ?? team.newCentre);
}
