import { harms, safeguardingNote as words } from '../text/kind/safeguarding_note';
import { line, lines, link, many, type Shape } from './shape';

export const shape: Shape<'safeguarding_note'> = {
  harms: many(words.harms, harms),
  observed: lines(words.observed),
  reported: lines(words.reported),
  reported_by: line(words.reportedBy),
  opinion: lines(words.opinion),
  lived_experience: lines(words.livedExperience),
  done: lines(words.done),
  contact: link(words.contact),
};
