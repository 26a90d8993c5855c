import type { JournalState } from '../forms/Journal';
import { draftKept, visit } from '../text/visit';

/** Where the words are. Only trouble is read out: a line that changes each second would drown the typing. */
export function DraftLine({ state }: { state: JournalState }) {
  if (state.kind === 'failing') {
    return (
      <p className="app-bar__draft app-bar__draft--failing" role="alert">
        <strong>{visit.notKept}.</strong> {visit.notKeptNext}
      </p>
    );
  }
  return <p className="app-bar__draft">{state.kind === 'kept' && draftKept(state.at)}</p>;
}
