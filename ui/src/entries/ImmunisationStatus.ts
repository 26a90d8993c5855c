import {
  immunisationSources,
  immunisationStates,
  immunisationStatus as words,
} from '../text/kind/immunisation_status';
import { date, line, lines, link, list, one, type Shape, when } from './shape';

export const shape: Shape<'immunisation_status'> = {
  contact: link(words.contact),
  as_of: date(words.asOf),
  state: one(words.state, immunisationStates),
  source: one(words.source, immunisationSources),
  vaccines: list(
    words.vaccines,
    {
      vaccine: line(words.vaccine, { hint: words.vaccineHint }),
      due_at: line(words.dueAt, { hint: words.dueAtHint }),
      given_on: when(words.givenOn),
      given_by: line(words.givenBy),
      source: one(words.source, immunisationSources),
      declined_because: line(words.declinedBecause),
    },
    words.another,
  ),
  note: lines(words.note),
};
