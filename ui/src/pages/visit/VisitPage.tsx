import { useState } from 'react';
import { useFreshCall } from '../../api/queries';
import type { DraftId } from '../../api/types';
import { FetchedPage } from '../../components/FetchedPage';
import { Gone } from '../../components/Gone';
import { ScreenPage } from '../../components/ScreenPage';
import { writeLastWords } from '../../forms/lastWords';
import type { Params } from '../../routes';
import { visit } from '../../text/visit';
import { VisitAlerts } from './VisitAlerts';
import { VisitForm } from './VisitForm';

/** A visit that is being written. The draft is read anew each time the screen opens, and never while it is open. */
export function VisitPage({ params }: { params: Params }) {
  const query = useFreshCall('resume_visit', { draft: params.draft as DraftId }, writeLastWords);
  const [focus, setFocus] = useState<string | null>(null);
  async function reopen(box: string): Promise<void> {
    setFocus(box);
    await query.refetch();
  }
  return (
    <FetchedPage query={query} missing={<Gone words={visit} />}>
      {(draft) => (
        <ScreenPage screen={draft.screen}>
          <VisitAlerts child={draft.child.person} />
          <VisitForm
            key={`${draft.draft} ${query.dataUpdatedAt}`}
            draft={draft}
            focus={focus}
            reopened={reopen}
          />
        </ScreenPage>
      )}
    </FetchedPage>
  );
}
