import type { PartView, VisitDraft } from '../../api/types';
import { shapeOf } from '../../entries';
import { type FieldNames, fieldName, formField, namesOf } from '../../text/fields';
import { neutralName } from '../../text/kinds';
import { fullName } from '../../text/person';
import { carerWords, ofPart, ofSibling } from '../../text/visit';
import { BLANK_CHILD } from './blankChild';

/** How the visit form calls its boxes: a sibling's are "s1.weight", a further record's begin with its own name. */
export function visitNames(draft: VisitDraft): FieldNames {
  // A carer who is not the mother is not "she".
  const nameOf = (field: string) =>
    formField(field) === 'mother_narrative' ? carerWords(draft.is_mother).text : fieldName(field);
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
      if (own && sibling)
        return SHARED.has(formField(own)) ? fieldName(own) : ofSibling(fieldName(own), sibling.person.given);
      const isOfChild = draft.siblings.length > 0 && isOfEach(formField(field));
      return isOfChild ? ofSibling(nameOf(field), draft.child.given) : nameOf(field);
    },
  };
}

const SHARED = new Set(['date', 'start', 'end', 'mode', 'place', 'outcome', 'present', 'interpreted_by']);

/** What is asked of each child, and so named with the child. */
function isOfEach(box: string): boolean {
  return Object.hasOwn(BLANK_CHILD, box);
}

function labelOf(part: PartView, field: string): string {
  const name = namesOf(shapeOf(part.kind)).label(field);
  return ofPart(name, neutralName(part.kind, part.sensitivity), part.person ? fullName(part.person) : null);
}
