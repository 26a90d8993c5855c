import { jointMeeting as words } from '../text/kind/joint_meeting';
import { meetingAction } from './Meeting';
import { date, line, lines, list, type Shape } from './shape';

export const shape: Shape<'joint_meeting'> = {
  held_on: date(words.heldOn),
  present: line(words.present),
  notes: lines(words.notes, { hint: words.notesHint }),
  actions: list(words.actions, meetingAction, words.actionsAnother),
  next_on: date(words.nextOn),
};
