import { groupKind, groupSession as words } from '../text/kind/group_session';
import { clock, date, line, lines, number, one, type Shape, staff } from './shape';

export const shape: Shape<'group_session'> = {
  kind: one(words.kind, groupKind),
  title: line(words.title),
  on: date(words.on),
  starts_at: clock(words.startsAt, { hint: words.startsAtHint }),
  ends_at: clock(words.endsAt),
  room: line(words.room),
  leader: staff(words.leader),
  places: number(words.places),
  topics: lines(words.topics),
};
