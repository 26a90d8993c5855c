import { schoolHandoverState, schoolNeed, schoolHandover as words } from '../text/kind/school_handover';
import { date, line, lines, many, one, type Shape } from './shape';

export const shape: Shape<'school_handover'> = {
  to_team: line(words.toTeam),
  school: line(words.school),
  summary: lines(words.summary),
  needs: many(words.needs, schoolNeed),
  state: one(words.state, schoolHandoverState),
  sent_on: date(words.sentOn),
  taken_over_by: line(words.takenOverBy),
  taken_over_on: date(words.takenOverOn),
  state_note: lines(words.stateNote),
};
