import { useFreshCall } from '../../api/queries';
import type { DraftId } from '../../api/types';
import { Empty } from '../../components/Empty';
import { FetchedPage } from '../../components/FetchedPage';
import { PersonPage } from '../../components/PersonPage';
import { writeLastWords } from '../../forms/lastWords';
import type { Params } from '../../routes';
import { entry } from '../../text/entry';
import { EntryForm } from './EntryForm';

/** The form of any kind of entry. The draft is read anew each time the screen opens, and never while it is open. */
export function EntryPage({ params }: { params: Params }) {
  const query = useFreshCall('resume_entry', { draft: params.draft as DraftId }, writeLastWords);
  return (
    <FetchedPage query={query} missing={<Gone />}>
      {(draft) => (
        <PersonPage person={draft.person}>
          <EntryForm key={draft.draft} draft={draft} />
        </PersonPage>
      )}
    </FetchedPage>
  );
}

function Gone() {
  return (
    <Empty title={entry.gone}>
      <p>{entry.goneNext}</p>
    </Empty>
  );
}
