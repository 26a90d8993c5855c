import { groupsAsked, vulnerableGroupKind, vulnerableGroup as words } from '../text/kind/vulnerable_group';
import { date, line, lines, many, one, type Shape } from './shape';

export const shape: Shape<'vulnerable_group'> = {
  asked: one(words.asked, groupsAsked),
  groups: many(words.groups, vulnerableGroupKind),
  other: line(words.other),
  asked_on: date(words.askedOn),
  note: lines(words.note),
};
