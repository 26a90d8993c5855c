import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/call';
import type { ChildForm, Signed, VisitForm as Values, VisitDraft } from '../../api/types';
import { DraftBar } from '../../components/DraftBar';
import { FormReport } from '../../components/FormReport';
import { PageTitle } from '../../components/PageTitle';
import * as contact from '../../entries/Contact';
import * as narrative from '../../entries/ContactNarrative';
import { focusField } from '../../forms/focusField';
import { submitKey } from '../../forms/submitKey';
import { useForm } from '../../forms/useForm';
import { useJournal } from '../../forms/useJournal';
import { to } from '../../paths';
import { reviews } from '../../text/choices';
import { ofSibling, seenOnly, visit } from '../../text/visit';
import { AddToVisit } from './AddToVisit';
import { ChildPart } from './ChildPart';
import { KeptText } from './KeptText';
import { LateReason } from './LateReason';
import { Part } from './Part';
import { Parts } from './Parts';
import { readVisit } from './readVisit';
import { visitNames } from './visitNames';

interface Props {
  draft: VisitDraft;
  /** The box that was just added, to go on with. */
  focus?: string | null;
  /** The journal holds another form of this visit: it is to be opened again. */
  reopened: (focus: string) => void;
}

/** Typed, journalled, signed. The boxes hold the text; nothing else does. */
export function VisitForm({ draft, focus, reopened }: Props) {
  const [, go] = useLocation();
  const [review, setReview] = useState(draft.form.review);
  const [date, setDate] = useState(draft.form.date);
  const [remote, setRemote] = useState(isRemote(draft.form));
  const family = to.family(draft.child.person);
  const { journal, state } = useJournal<Values>(
    (form) => call('save_visit', { draft: draft.draft, form }),
    draft.saved_at,
  );
  const form = useForm<Signed>({
    names: visitNames(draft),
    send: async (data, confirmed) => {
      await journal.close();
      return call('sign_visit', { draft: draft.draft, form: readVisit(data, draft), confirmed });
    },
    done: ({ signed_at }) => {
      journal.drop();
      go(family, { state: { saved: signed_at } });
    },
    refused: ({ problems }) => {
      journal.reopen();
      const meanwhile = problems.find(({ rule }) => rule === 'recorded_meanwhile');
      // What is there now is read, and shown beside what was typed.
      if (meanwhile) reopen((same) => same, meanwhile.field.replace(/\.$/, ''));
    },
  });
  const { ref } = form.props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form opens.
  useEffect(() => {
    const first = focus ?? firstOf(draft);
    if (first) focusField(ref.current, first);
  }, []);

  function typed(): void {
    const boxes = form.props.ref.current;
    if (!boxes) return;
    const now = readVisit(new FormData(boxes), draft);
    journal.touch(now);
    setReview(now.review);
    setDate(now.date);
    setRemote(isRemote(now));
    // The form of another review asks other things.
    if (now.review !== draft.form.review) reopen((same) => same, 'review');
  }

  /** Journals the form with a change, and opens it again from the journal. */
  function reopen(change: (form: Values) => Values, box: string): void {
    const boxes = form.props.ref.current;
    if (!boxes) return;
    journal.touch(change(readVisit(new FormData(boxes), draft)));
    void journal.flush().then((kept) => kept && reopened(box));
  }

  const boxes = { form: draft.form, error: form.error };
  const several = draft.siblings.length > 0;
  const ofChild = {
    child: draft.form,
    previous: draft.previous,
    within: '',
    of: (label: string) => (several ? ofSibling(label, draft.child.given) : label),
    error: form.error,
  };
  return (
    <form
      {...form.props}
      onInput={typed}
      onKeyDown={submitKey(form.submit)}
      className="app-visit"
      inert={form.busy}
    >
      <PageTitle>{review ? reviews[review] : visit.title}</PageTitle>
      <FormReport report={form.report} />
      <KeptText text={draft.form.kept_text ?? null} />
      <Part title={visit.when}>
        <contact.Form {...boxes} />
        <LateReason date={date} boxes={boxes} />
      </Part>
      {draft.of_adult ? (
        <Part title={visit.words}>
          <narrative.Form {...ofChild} />
        </Part>
      ) : (
        <ChildPart person={draft.child} boxes={ofChild} askName={draft.ask_name} />
      )}
      {draft.siblings.map(({ person, reviewed, previous }, place) => (
        <ChildPart
          key={person.person}
          person={person}
          boxes={{
            ...ofChild,
            child: siblingAt(draft, place),
            previous,
            within: `s${place + 1}.`,
            of: (label) => ofSibling(label, person.given),
          }}
          note={review && !reviewed ? seenOnly(person.given, reviews[review]) : null}
          askName
        />
      ))}
      <Parts draft={draft} error={form.error} remote={remote} />
      <AddToVisit draft={draft} reopen={reopen} />
      <DraftBar draft={draft.draft} journal={journal} state={state} busy={form.busy} back={family} />
    </form>
  );
}

/** A contact in passing has its answers already: what is typed comes next. */
function firstOf({ form, of_adult }: VisitDraft): string | null {
  if (!form.quick) return null;
  return of_adult || isRemote(form) ? 'narrative' : 'weight';
}

function siblingAt({ form }: VisitDraft, place: number): ChildForm {
  return form.siblings[place] ?? form;
}

function isRemote({ mode }: Values): boolean {
  return mode !== null && mode !== 'face_to_face';
}
