import { documentKind, documentSensitivities, document as words } from '../text/kind/document';
import { date, line, lines, link, one, type Shape, staff } from './shape';

export const shape: Shape<'document'> = {
  what: one(words.what, documentKind),
  title: line(words.title),
  source: line(words.source),
  received_on: date(words.receivedOn),
  dated: date(words.dated),
  sensitivity: one(words.sensitivity, documentSensitivities),
  read_by: staff(words.readBy),
  read_on: date(words.readOn),
  acted_on: lines(words.actedOn),
  chronology: link(words.chronology),
};
