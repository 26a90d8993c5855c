import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useAct } from '../api/queries';
import type { DraftId } from '../api/types';
import type { Journal, JournalState } from '../forms/Journal';
import { visit } from '../text/visit';
import { Confirm } from './Confirm';
import { DraftLine } from './DraftLine';
import { Failed } from './Failed';

interface Props<Form> {
  draft: DraftId;
  journal: Journal<Form>;
  state: JournalState;
  busy: boolean;
  back: string;
}

/** What can be done with a draft, always in sight, beside how safe the words are. */
export function DraftBar<Form>({ draft, journal, state, busy, back }: Props<Form>) {
  const [, go] = useLocation();
  const [asking, setAsking] = useState(false);
  const discard = useAct('discard_draft');

  async function finishLater(): Promise<void> {
    // While the words are not on the disk, this screen is the only place where they are.
    if (await journal.flush()) go(back);
  }

  async function throwAway(): Promise<void> {
    await journal.close();
    discard.mutate(
      { draft },
      {
        onSuccess: () => {
          journal.drop();
          go(back);
        },
        onError: () => journal.reopen(),
      },
    );
  }

  return (
    <div className="app-bar">
      {asking && (
        <Confirm
          title={visit.discardTitle}
          warning={visit.discardWarning}
          yes={visit.discardYes}
          no={visit.discardNo}
          onYes={() => void throwAway()}
          onNo={() => setAsking(false)}
        />
      )}
      {discard.error && <Failed error={discard.error} />}
      <div className="app-bar__row">
        <Button type="submit">{busy ? visit.signing : visit.sign}</Button>
        <Button type="button" secondary onClick={() => void finishLater()}>
          {visit.later}
        </Button>
        <DraftLine state={state} />
        <button type="button" className="app-link-button app-bar__discard" onClick={() => setAsking(true)}>
          {visit.discard}
        </button>
      </div>
    </div>
  );
}
