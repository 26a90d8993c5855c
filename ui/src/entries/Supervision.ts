import { supervisionOccasion, supervision as words } from '../text/kind/supervision';
import { date, line, lines, list, one, type Shape } from './shape';

const supervisionAction = {
  what: lines(words.supervisionAction.what),
  by_whom: line(words.supervisionAction.byWhom),
  due_on: date(words.supervisionAction.dueOn),
};

export const shape: Shape<'supervision'> = {
  held_on: date(words.heldOn),
  occasion: one(words.occasion, supervisionOccasion),
  supervisor: line(words.supervisor),
  discussed: lines(words.discussed),
  lived_experience: lines(words.livedExperience),
  analysis: lines(words.analysis),
  actions: list(words.actions, supervisionAction, words.actionsAnother),
  next_by: date(words.nextBy),
};
