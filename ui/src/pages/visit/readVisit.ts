import type { ChildForm, PartView, TypedPart, VisitDraft, VisitForm } from '../../api/types';
import { shapeOf, without } from '../../entries';
import { joinTime } from '../../forms/dates';
import { choice, choices, text } from '../../forms/read';
import { readDate, readShape } from '../../forms/readShape';
import {
  clothing,
  feeding,
  interpreters,
  modes,
  outcomes,
  places,
  present,
  reviews,
  seen,
} from '../../text/choices';

/** The whole form as it stands in its boxes. What has no box is taken over from the draft as it was opened. */
export function readVisit(data: FormData, { form: opened, parts }: VisitDraft): VisitForm {
  return {
    ...opened,
    review: choice(data, 'review', reviews),
    date: readDate(data, 'date'),
    start: joinTime(text(data, 'start')),
    end: joinTime(text(data, 'end')),
    mode: choice(data, 'mode', modes),
    place: choice(data, 'place', places),
    outcome: choice(data, 'outcome', outcomes),
    present: choices(data, 'present', present),
    interpreted_by: choice(data, 'interpreted_by', interpreters),
    ...readChild(data, ''),
    siblings: opened.siblings.map(({ person }, place) => ({ person, ...readChild(data, `s${place + 1}.`) })),
    mother_narrative: text(data, 'mother_narrative'),
    parts: parts.map((part) => readPart(data, part)),
    late_reason: text(data, 'late_reason'),
  };
}

function readChild(data: FormData, within: string): ChildForm {
  const typed = (name: string) => text(data, within + name);
  return {
    child_seen: choice(data, `${within}child_seen`, seen),
    name_confirmed: data.has(`${within}name_confirmed`),
    weight: typed('weight'),
    clothing: choice(data, `${within}clothing`, clothing),
    head: typed('head'),
    length: typed('length'),
    measurement_note: typed('measurement_note'),
    feeding: choice(data, `${within}feeding`, feeding),
    stopped_on: readDate(data, `${within}stopped_on`),
    solids_from: readDate(data, `${within}solids_from`),
    feeding_note: typed('feeding_note'),
    seen: typed('seen'),
    parents_words: typed('parents_words'),
    narrative: typed('narrative'),
    plan: typed('plan'),
  };
}

function readPart(data: FormData, { name, kind, filled, typed }: PartView): TypedPart {
  return { ...typed, body: readShape(without(shapeOf(kind), filled), data, `${name}.`) };
}
