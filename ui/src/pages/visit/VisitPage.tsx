import { useCall } from '../../api/queries';
import type { DraftId } from '../../api/types';
import { Fetched } from '../../components/Fetched';
import { PersonPage } from '../../components/PersonPage';
import type { Params } from '../../routes';
import { VisitForm } from './VisitForm';

/** A visit that is being written. The draft is read anew each time the screen opens, and never while it is open. */
export function VisitPage({ params }: { params: Params }) {
  const query = useCall('resume_visit', { draft: params.draft as DraftId }, { keep: 0 });
  return (
    <Fetched query={query}>
      {(draft) => (
        <PersonPage person={draft.child}>
          <VisitForm key={draft.draft} draft={draft} />
        </PersonPage>
      )}
    </Fetched>
  );
}
