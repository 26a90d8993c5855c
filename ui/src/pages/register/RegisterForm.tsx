import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/call';
import type { PersonId, Registered, RegistrationDraft } from '../../api/types';
import { DraftBar } from '../../components/DraftBar';
import { FormReport } from '../../components/FormReport';
import { PageTitle } from '../../components/PageTitle';
import { registrations } from '../../entries/registrations';
import { ShapeFields } from '../../entries/ShapeFields';
import type { Box } from '../../entries/shape';
import { readShape } from '../../forms/readShape';
import { submitKey } from '../../forms/submitKey';
import { useForm } from '../../forms/useForm';
import { useJournal } from '../../forms/useJournal';
import { to } from '../../paths';
import { namesOf } from '../../text/fields';
import { fullName } from '../../text/person';
import { besideWhom, recordedAt, registeringTitles } from '../../text/registering';
import { Duplicates } from './Duplicates';
import { typedSoFar } from './typedSoFar';

/** Looked for once the typing rests. */
const REST_MS = 250;
const NOBODY = '00000000-0000-0000-0000-000000000000' as PersonId;

/** Typed, journalled, signed: one form, everybody of it or nobody. */
export function RegisterForm({ draft }: { draft: RegistrationDraft }) {
  const [, go] = useLocation();
  const shape: Record<string, Box> = registrations[draft.joining];
  const read = (data: FormData) => readShape(shape, data);
  const another = useRef(false);
  const mother = draft.joining === 'baby' ? (draft.beside?.person ?? null) : null;
  const [who, setWho] = useState(() => typedSoFar(draft.form, mother));
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(resting.current), []);
  const { journal, state } = useJournal<Record<string, unknown>>(
    (form) => call('save_registration', { draft: draft.draft, form }),
    draft.saved_at,
  );
  const form = useForm<Registered>({
    names: namesOf(shape),
    send: async (data, confirmed) => {
      await journal.close();
      another.current = data.has('another');
      return call('sign_registration', { draft: draft.draft, form: read(data), confirmed });
    },
    done: (registered) => {
      journal.drop();
      void next(registered);
    },
    refused: () => journal.reopen(),
  });

  /** The family; or, for twins, the form of the next baby. */
  async function next({ person, open, signed_at }: Registered): Promise<void> {
    if (another.current && draft.beside) {
      const opened = { joining: draft.joining, beside: draft.beside.person, after: person };
      go(to.registration((await call('open_registration', opened)).draft));
    } else {
      go(to.family(open), { state: { saved: signed_at } });
    }
  }

  function typed(): void {
    if (!form.props.ref.current) return;
    const now = read(new FormData(form.props.ref.current));
    journal.touch(now);
    clearTimeout(resting.current);
    resting.current = setTimeout(() => setWho(typedSoFar(now, mother)), REST_MS);
  }

  return (
    <form
      {...form.props}
      onInput={typed}
      onKeyDown={submitKey(form.submit)}
      className="app-visit"
      inert={form.busy}
    >
      <PageTitle>{registeringTitles[draft.joining]}</PageTitle>
      <FormReport report={form.report} />
      {draft.beside && <p>{besideWhom(draft.joining, fullName(draft.beside))}</p>}
      {draft.home && <p>{recordedAt(draft.home)}</p>}
      <Duplicates typed={who} />
      <section className="app-part">
        <ShapeFields
          shape={shape}
          typed={draft.form}
          person={draft.beside?.person ?? NOBODY}
          error={form.error}
        />
      </section>
      <DraftBar
        draft={draft.draft}
        journal={journal}
        state={state}
        busy={form.busy}
        back={draft.beside ? to.family(draft.beside.person) : to.caseload}
      />
    </form>
  );
}
