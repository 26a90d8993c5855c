import { sessionProgress, delegatedSession as words } from '../text/kind/delegated_session';
import { date, lines, link, number, one, type Shape } from './shape';

export const shape: Shape<'delegated_session'> = {
  delegation: link(words.delegation),
  contact: link(words.contact),
  number: number(words.number),
  held_on: date(words.heldOn),
  done: lines(words.done),
  progress: one(words.progress, sessionProgress),
  parents_words: lines(words.parentsWords),
  worry: lines(words.worry),
};
