import { healthTopics, healthConcern as words } from '../text/kind/health_concern';
import { line, lines, link, one, type Shape, when } from './shape';

export const shape: Shape<'health_concern'> = {
  contact: link(words.contact),
  topic: one(words.topic, healthTopics),
  concern: lines(words.concern),
  raised_by: line(words.raisedBy),
  since: when(words.since),
  told: line(words.told),
  action: lines(words.action, { hint: words.actionHint }),
};
