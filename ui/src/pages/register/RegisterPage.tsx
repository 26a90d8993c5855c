import type { ReactNode } from 'react';
import { useFreshCall } from '../../api/queries';
import type { DraftId, RegistrationDraft } from '../../api/types';
import { FetchedPage } from '../../components/FetchedPage';
import { Gone } from '../../components/Gone';
import { PersonPage } from '../../components/PersonPage';
import { writeLastWords } from '../../forms/lastWords';
import type { Params } from '../../routes';
import { registering } from '../../text/registering';
import { RegisterForm } from './RegisterForm';

/** Registering somebody. The draft is read anew each time the screen opens, and never while it is open. */
export function RegisterPage({ params }: { params: Params }) {
  const query = useFreshCall('resume_registration', { draft: params.draft as DraftId }, writeLastWords);
  return (
    <FetchedPage query={query} missing={<Gone words={registering} />}>
      {(draft) => (
        <Beside draft={draft}>
          <RegisterForm key={draft.draft} draft={draft} />
        </Beside>
      )}
    </FetchedPage>
  );
}

/** The banner is of the mother or child beside whom somebody is added; a new family has none yet. */
function Beside({ draft, children }: { draft: RegistrationDraft; children: ReactNode }) {
  if (draft.beside) return <PersonPage person={draft.beside}>{children}</PersonPage>;
  return <div className="nhsuk-width-container app-page">{children}</div>;
}
