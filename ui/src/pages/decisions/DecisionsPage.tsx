import { useState } from 'react';
import { useCall } from '../../api/queries';
import { Empty } from '../../components/Empty';
import { Fetched } from '../../components/Fetched';
import { PageTitle } from '../../components/PageTitle';
import { SavedNotice } from '../../components/SavedNotice';
import { decisions } from '../../text/decisions';
import { DecisionCard } from './DecisionCard';
import { DoubleBookingCard } from './DoubleBookingCard';

/** What two people wrote or booked, neither having seen the other's. */
export function DecisionsPage() {
  const query = useCall('decisions', {});
  const slots = useCall('double_bookings', {});
  const [saved, setSaved] = useState<string | null>(null);
  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle>{decisions.title}</PageTitle>
      {saved && <SavedNotice key={saved} signedAt={saved} />}
      <Fetched query={query}>
        {(waiting) => (
          <Fetched query={slots}>
            {(found) =>
              waiting.length + found.length === 0 ? (
                <Empty title={decisions.none}>
                  <p>{decisions.noneNext}</p>
                </Empty>
              ) : (
                <>
                  {found.map((one) => (
                    <DoubleBookingCard key={one.bookings.map(({ entry }) => entry).join()} found={one} />
                  ))}
                  {waiting.length > 0 && <p className="app-intro">{decisions.intro}</p>}
                  {waiting.map((decision) => (
                    // Other heads are another question: what arrives meanwhile is never decided unseen.
                    <DecisionCard
                      key={[decision.entry, ...decision.heads].join()}
                      decision={decision}
                      settled={setSaved}
                    />
                  ))}
                </>
              )
            }
          </Fetched>
        )}
      </Fetched>
    </div>
  );
}
