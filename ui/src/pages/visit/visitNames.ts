import type { PartView, VisitDraft } from '../../api/types';
import { shapeOf } from '../../entries';
import { type FieldNames, fieldName, formField, namesOf } from '../../text/fields';
import { kindName } from '../../text/kinds';
import { fullName } from '../../text/person';
import { ofPart, ofSibling } from '../../text/visit';

/** How the visit form calls its boxes: a sibling's are "s1.weight", a further record's begin with its own name. */
export function visitNames(draft: VisitDraft): FieldNames {
  const partOf = (field: string) => draft.parts.find((part) => field.startsWith(`${part.name}.`));
  const siblingOf = (field: string) => /^s(\d+)\.(.+)$/.exec(field);
  return {
    box: (field) => {
      if (partOf(field)) return field;
      const [, place, own] = siblingOf(field) ?? [];
      if (own === undefined) return formField(field);
      // The times of a visit are those of all its children.
      return SHARED.has(formField(own)) ? formField(own) : `s${place}.${formField(own)}`;
    },
    label: (field) => {
      const part = partOf(field);
      if (part) return labelOf(part, field.slice(part.name.length + 1));
      const [, place, own] = siblingOf(field) ?? [];
      const sibling = draft.siblings[Number(place) - 1];
      return own && sibling ? ofSibling(fieldName(own), sibling.person.given) : fieldName(field);
    },
  };
}

const SHARED = new Set(['date', 'start', 'end', 'mode', 'place', 'outcome']);

function labelOf(part: PartView, field: string): string {
  const name = namesOf(shapeOf(part.kind)).label(field);
  return ofPart(name, kindName(part.kind), part.person ? fullName(part.person) : null);
}
