import { adviceTopics, adviceGiven as words } from '../text/kind/advice_given';
import { line, lines, link, list, many, type Shape, when } from './shape';

export const shape: Shape<'advice_given'> = {
  contact: link(words.contact),
  topics: many(words.topics, adviceTopics, { hint: words.topicsHint }),
  leaflets: list(words.leaflets, { title: line(words.title), dated: when(words.dated) }, words.another),
  teachable_moment: lines(words.teachableMoment),
  note: lines(words.note),
};
