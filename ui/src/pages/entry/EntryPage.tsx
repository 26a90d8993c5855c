import { useState } from 'react';
import { useFreshCall } from '../../api/queries';
import type { DraftId, EntryDraft } from '../../api/types';
import { FetchedPage } from '../../components/FetchedPage';
import { Gone } from '../../components/Gone';
import { ScreenPage } from '../../components/ScreenPage';
import { writeLastWords } from '../../forms/lastWords';
import type { Params } from '../../routes';
import { entry } from '../../text/entry';
import { EntryForm } from './EntryForm';

/** The form of any kind of entry. The draft is read anew each time the screen opens, and never while it is open. */
export function EntryPage({ params }: { params: Params }) {
  const query = useFreshCall('resume_entry', { draft: params.draft as DraftId }, writeLastWords);
  const [amending, setAmending] = useState<EntryDraft | null>(null);
  return (
    <FetchedPage query={query} missing={<Gone words={entry} />}>
      {(draft) => {
        const open = amending?.draft === draft.draft ? amending : draft;
        return (
          <ScreenPage screen={open.screen}>
            <EntryForm key={`${open.draft} ${open.amends}`} draft={open} amended={setAmending} />
          </ScreenPage>
        );
      }}
    </FetchedPage>
  );
}
