import { alertNote as words } from '../text/kind/alert_note';
import { line, lines, link, type Shape } from './shape';

export const shape: Shape<'alert_note'> = {
  alert: link(words.alert),
  behind: lines(words.behind),
  known_from: line(words.knownFrom),
  keep_from: lines(words.keepFrom),
  do_on_a_visit: lines(words.doOnAVisit),
};
