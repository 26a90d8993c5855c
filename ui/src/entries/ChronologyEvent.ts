import { chronologyCategory, eventNature, chronologyEvent as words } from '../text/kind/chronology_event';
import { line, lines, link, one, type Shape, when } from './shape';

export const shape: Shape<'chronology_event'> = {
  on: when(words.on),
  category: one(words.category, chronologyCategory),
  what: lines(words.what),
  nature: one(words.nature, eventNature),
  source: line(words.source),
  impact: lines(words.impact),
  linked: link(words.linked),
};
