import { Button, Select } from 'nhsuk-react-components';
import type { MouseEvent } from 'react';
import type {
  EntryKind,
  PersonId,
  SiblingForm,
  Subject,
  TypedPart,
  VisitDraft,
  VisitForm,
} from '../../api/types';
import { OneOf } from '../../components/OneOf';
import { isRecordedAlone } from '../../entries';
import { text } from '../../forms/read';
import { grouped } from '../../text/groups';
import { kindName } from '../../text/kinds';
import { fullName } from '../../text/person';
import { seenToo, visit } from '../../text/visit';
import { BLANK_CHILD } from './blankChild';
import { Part } from './Part';

interface Props {
  draft: VisitDraft;
  /** Opens the form again, with something more in it. */
  reopen: (change: (form: VisitForm) => VisitForm, box: string) => void;
}

/** A brother or sister who was seen too, or a record that the form of this visit has no room for yet. */
export function AddToVisit({ draft, reopen }: Props) {
  function addRecord({ currentTarget }: MouseEvent<HTMLButtonElement>): void {
    const data = new FormData(currentTarget.form ?? undefined);
    const kind = text(data, 'add_kind') as EntryKind;
    const person = text(data, 'add_whose') as PersonId;
    reopen((form) => ({ ...form, parts: [...form.parts, newPart(kind, person)] }), `${kind}-${person}`);
  }

  function addSibling(person: PersonId): void {
    const box = `s${draft.siblings.length + 1}.child_seen`;
    reopen((form) => ({ ...form, siblings: [...form.siblings, blank(person)] }), box);
  }

  return (
    <Part title={visit.add}>
      {draft.could_add.map((person) => (
        <Button key={person.person} type="button" secondary small onClick={() => addSibling(person.person)}>
          {seenToo(fullName(person))}
        </Button>
      ))}
      <div className="app-record">
        <Select id="add_kind" name="add_kind" label={visit.addKind} labelProps={{ size: 's' }}>
          {grouped(draft.may_record.filter(isRecordedAlone)).map(([title, kinds]) => (
            <optgroup key={title} label={title}>
              {kinds.map((kind) => (
                <Select.Option key={kind} value={kind}>
                  {kindName(kind)}
                </Select.Option>
              ))}
            </optgroup>
          ))}
        </Select>
        <OneOf
          name="add_whose"
          label={visit.addWhose}
          words={Object.fromEntries(draft.people.map((person) => [person.person, fullName(person)]))}
        />
        <Button type="button" secondary onClick={addRecord}>
          {visit.addRecord}
        </Button>
      </div>
    </Part>
  );
}

function blank(person: PersonId): SiblingForm {
  return { ...BLANK_CHILD, person };
}

/** Rust gives it the heads that it is opened on. */
function newPart(kind: EntryKind, person: PersonId): TypedPart {
  return {
    kind,
    subject: `person:${person}` as Subject,
    domain: null,
    added: true,
    entry: null,
    heads: [],
    body: {},
  };
}
