import { type KeyboardEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/call';
import type { Signed, VisitForm as Values, VisitDraft } from '../../api/types';
import { DraftBar } from '../../components/DraftBar';
import { FormReport } from '../../components/FormReport';
import { PageTitle } from '../../components/PageTitle';
import * as contact from '../../entries/Contact';
import * as narrative from '../../entries/ContactNarrative';
import * as feeding from '../../entries/Feeding';
import * as measurement from '../../entries/Measurement';
import { useForm } from '../../forms/useForm';
import { useJournal } from '../../forms/useJournal';
import { to } from '../../paths';
import { reviews } from '../../text/choices';
import { visit } from '../../text/visit';
import { KeptText } from './KeptText';
import { LateReason } from './LateReason';
import { MotherPart } from './MotherPart';
import { Part } from './Part';
import { readVisit } from './readVisit';

/** Typed, journalled, signed. The boxes hold the text; nothing else does. */
export function VisitForm({ draft }: { draft: VisitDraft }) {
  const [, go] = useLocation();
  const [review, setReview] = useState(draft.form.review);
  const [date, setDate] = useState(draft.form.date);
  const family = to.family(draft.child.person);
  const { journal, state } = useJournal<Values>(
    (form) => call('save_visit', { draft: draft.draft, form }),
    draft.saved_at,
  );
  const form = useForm<Signed>({
    send: async (data, confirmed) => {
      await journal.close();
      return call('sign_visit', { draft: draft.draft, form: readVisit(data, draft.form), confirmed });
    },
    done: ({ signed_at }) => {
      journal.drop();
      go(family, { state: { saved: signed_at } });
    },
    refused: () => journal.reopen(),
  });
  function typed(): void {
    const boxes = form.props.ref.current;
    if (!boxes) return;
    const now = readVisit(new FormData(boxes), draft.form);
    journal.touch(now);
    setReview(now.review);
    setDate(now.date);
  }

  function press(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (event.ctrlKey) void form.submit(event);
    // Enter in a box must not sign a record by accident.
    else if (event.target instanceof HTMLInputElement) event.preventDefault();
  }

  const boxes = { form: draft.form, previous: draft.previous, error: form.error };
  return (
    <form {...form.props} onInput={typed} onKeyDown={press} className="app-visit" inert={form.busy}>
      <PageTitle>{review ? reviews[review] : visit.title}</PageTitle>
      <FormReport report={form.report} />
      <KeptText text={draft.form.kept_text ?? null} />
      <Part title={visit.when}>
        <contact.Form {...boxes} />
        <LateReason date={date} boxes={boxes} />
      </Part>
      <Part title={visit.measurements}>
        <measurement.Form {...boxes} />
      </Part>
      <Part title={visit.feedingTitle}>
        <feeding.Form {...boxes} />
      </Part>
      <Part title={visit.words}>
        <narrative.Form {...boxes} />
      </Part>
      {draft.mother && <MotherPart mother={draft.mother} boxes={boxes} />}
      <DraftBar draft={draft.draft} journal={journal} state={state} busy={form.busy} back={family} />
    </form>
  );
}
