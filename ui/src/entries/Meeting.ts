import { meetingAttendance, meetingKind, meetingReport, meeting as words } from '../text/kind/meeting';
import { date, line, lines, list, one, type Shape } from './shape';

/** Who does what, until when: of any meeting. */
export const meetingAction = {
  what: lines(words.meetingAction.what),
  by_whom: line(words.meetingAction.byWhom),
  due_on: date(words.meetingAction.dueOn),
  done_on: date(words.meetingAction.doneOn),
};

export const shape: Shape<'meeting'> = {
  kind: one(words.kind, meetingKind),
  held_on: date(words.heldOn),
  invited_on: date(words.invitedOn),
  attendance: one(words.attendance, meetingAttendance),
  attendance_note: lines(words.attendanceNote),
  report: one(words.report, meetingReport),
  report_sent_on: date(words.reportSentOn),
  decision: lines(words.decision),
  actions: list(words.actions, meetingAction, words.actionsAnother),
  next_on: date(words.nextOn),
};
