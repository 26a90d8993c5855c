import { handoverState, handoverTopic, midwiferyHandover as words } from '../text/kind/midwifery_handover';
import { date, line, lines, list, many, one, type Shape } from './shape';

const handoverChase = {
  on: date(words.handoverChase.on),
  note: line(words.handoverChase.note),
};

export const shape: Shape<'midwifery_handover'> = {
  expected_by: date(words.expectedBy),
  state: one(words.state, handoverState),
  discharged_on: date(words.dischargedOn),
  received_on: date(words.receivedOn),
  from: line(words.from),
  covered: many(words.covered, handoverTopic),
  gaps: lines(words.gaps),
  chased: list(words.chased, handoverChase, words.chasedAnother),
  worries: lines(words.worries),
};
