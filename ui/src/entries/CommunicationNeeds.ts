import {
  accessNeed,
  interpreterNeed,
  readingNeed,
  communicationNeeds as words,
} from '../text/kind/communication_needs';
import { date, line, lines, many, one, type Shape } from './shape';

export const shape: Shape<'communication_needs'> = {
  language: line(words.language),
  interpreter: one(words.interpreter, interpreterNeed),
  interpreter_note: line(words.interpreterNote, { hint: words.interpreterNoteHint }),
  reading: one(words.reading, readingNeed),
  needs: many(words.needs, accessNeed),
  note: lines(words.note),
  asked_on: date(words.askedOn),
};
