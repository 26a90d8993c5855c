import { Details } from 'nhsuk-react-components';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/call';
import type { EntryDraft, Signed, EntryForm as Values } from '../../api/types';
import { DateBox } from '../../components/DateBox';
import { DraftBar } from '../../components/DraftBar';
import { ForAgeList } from '../../components/ForAgeList';
import { FormReport } from '../../components/FormReport';
import { PageTitle } from '../../components/PageTitle';
import { TextBox } from '../../components/TextBox';
import { shapeOf } from '../../entries';
import { ShapeFields } from '../../entries/ShapeFields';
import type { Box } from '../../entries/shape';
import { today } from '../../forms/dates';
import { text } from '../../forms/read';
import { readDate, readShape } from '../../forms/readShape';
import { submitKey } from '../../forms/submitKey';
import { useForm } from '../../forms/useForm';
import { useJournal } from '../../forms/useJournal';
import { to } from '../../paths';
import { entry, titleOf } from '../../text/entry';
import { namesOf } from '../../text/fields';
import { aRecord, neutralName } from '../../text/kinds';
import { AlreadyRecorded } from './AlreadyRecorded';
import { LastRecorded } from './LastRecorded';

interface Props {
  draft: EntryDraft;
  /** It has become a change of what was recorded. */
  amended: (draft: EntryDraft) => void;
}

/** Typed, journalled, signed: the boxes are those of the kind's shape. */
export function EntryForm({ draft, amended }: Props) {
  const [, go] = useLocation();
  const [happenedOn, setHappenedOn] = useState(draft.form.happened_on);
  const shape = shapeOf(draft.kind);
  const { screen } = draft;
  const person = screen.of === 'person' ? screen.person : null;
  const read = (data: FormData) => readEntry(shape, data);
  const { journal, state } = useJournal<Values>(
    (form) => call('save_entry', { draft: draft.draft, form }),
    draft.saved_at,
  );
  const form = useForm<Signed>({
    names: namesOf(shape),
    send: async (data, confirmed) => {
      await journal.close();
      return call('sign_entry', { draft: draft.draft, form: read(data), confirmed });
    },
    done: ({ signed_at }) => {
      journal.drop();
      go(to.signed(draft), { state: { saved: signed_at } });
    },
    refused: () => journal.reopen(),
  });

  function typed(): void {
    const boxes = form.props.ref.current;
    if (!boxes) return;
    const now = read(new FormData(boxes));
    journal.touch(now);
    setHappenedOn(now.happened_on);
  }

  const { failure } = form.report;
  const save = () => ({
    draft: draft.draft,
    form: form.props.ref.current ? read(new FormData(form.props.ref.current)) : draft.form,
  });
  const later = pick(shape, (box) => box.later === true);
  const fields = { typed: draft.form.body, person, error: form.error };
  const earlier = happenedOn !== '' && happenedOn < today(new Date());
  return (
    <form
      {...form.props}
      onInput={typed}
      onKeyDown={submitKey(form.submit)}
      className="app-visit"
      inert={form.busy}
    >
      <PageTitle inWindow={aRecord}>
        {titleOf(neutralName(draft.kind, draft.sensitivity), draft.amends)}
      </PageTitle>
      <FormReport
        report={form.report}
        instead={
          failure?.code === 'already_recorded' && (
            <AlreadyRecorded on={failure.detail ?? ''} typed={save} amended={amended} />
          )
        }
      />
      {draft.previous && <LastRecorded kind={draft.kind} previous={draft.previous} />}
      <ForAgeList forAge={draft.for_age} />
      <section className="app-part">
        <ShapeFields {...fields} shape={pick(shape, (box) => !box.later)} />
        <DateBox
          name="happened_on"
          legend={person ? entry.happenedOn : entry.recordedOn}
          hint={person ? entry.happenedOnHint : entry.recordedOnHint}
          initial={draft.form.happened_on}
          error={form.error('happened_on')}
        />
        {(draft.amends || earlier || form.error('why')) && (
          <TextBox
            name="why"
            label={draft.amends ? entry.whyChange : entry.whyLate}
            hint={entry.whyHint}
            initial={draft.form.why}
            error={form.error('why')}
          />
        )}
        {Object.keys(later).length > 0 && (
          <Details className="app-details" open={draft.amends || said(later, draft.form.body, form.error)}>
            <Details.Summary>{entry.later}</Details.Summary>
            <Details.Text>
              <ShapeFields {...fields} shape={later} />
            </Details.Text>
          </Details>
        )}
      </section>
      <DraftBar draft={draft.draft} journal={journal} state={state} busy={form.busy} back={to.left(draft)} />
    </form>
  );
}

function pick(shape: Record<string, Box>, which: (box: Box) => boolean): Record<string, Box> {
  return Object.fromEntries(Object.entries(shape).filter(([, box]) => which(box)));
}

/** Whether something of it was typed, or is wrong. The state that everything begins in is no news. */
function said(
  later: Record<string, Box>,
  typed: Record<string, unknown>,
  error: (name: string) => string | undefined,
): boolean {
  return Object.keys(later).some((field) => error(field) || (field !== 'state' && typed[field]));
}

function readEntry(shape: Record<string, Box>, data: FormData): Values {
  return {
    happened_on: readDate(data, 'happened_on'),
    why: text(data, 'why'),
    body: readShape(shape, data),
  };
}
