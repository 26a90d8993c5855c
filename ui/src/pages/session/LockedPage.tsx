import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionView, VaultView } from '../../api/types';
import { layout } from '../../text/layout';
import { session } from '../../text/session';
import { EnrolForm } from './EnrolForm';
import { UnlockForm } from './UnlockForm';

/** Before the desk: unlock, or set the laptop up. No name of any family is here. */
export function LockedPage({ vaults }: { vaults: VaultView[] }) {
  const client = useQueryClient();
  const [enrolling, setEnrolling] = useState(vaults.length === 0);
  const opened = (view: SessionView) => client.setQueryData(['session', {}], view);
  return (
    <>
      <header className="app-header">
        <div className="app-header__row">
          <span className="app-header__product">{layout.product}</span>
        </div>
      </header>
      <main id="maincontent" className="app-main app-main--locked nhsuk-width-container">
        {enrolling ? <EnrolForm opened={opened} /> : <UnlockForm vaults={vaults} opened={opened} />}
        {vaults.length > 0 && (
          <button type="button" className="app-link-button" onClick={() => setEnrolling(!enrolling)}>
            {enrolling ? session.backToUnlock : session.enrolAnother}
          </button>
        )}
      </main>
    </>
  );
}
