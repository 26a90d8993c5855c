import type { MeetingAttendance, MeetingKind, MeetingReport } from '../../api/types';

export const meeting = {
  name: 'Meeting about the child',
  kind: 'Which meeting?',
  heldOn: 'On which day?',
  invitedOn: 'When did the invitation come?',
  attendance: 'Was the service there?',
  attendanceNote: 'Who went instead, or why could nobody go?',
  report: 'Was a report sent?',
  reportSentOn: 'When was it sent?',
  decision: 'What was decided?',
  actions: 'What is to be done?',
  actionsAnother: 'Add another action',
  nextOn: 'When is the next one?',
  meetingAction: {
    what: 'What?',
    byWhom: 'By whom?',
    dueOn: 'By when?',
    doneOn: 'Done on',
  },
} as const;

export const meetingKind = {
  early_help: 'Early help: team around the family',
  child_in_need_review: 'Child in need meeting',
  strategy: 'Strategy discussion',
  initial_conference: 'Initial child protection conference',
  review_conference: 'Review child protection conference',
  core_group: 'Core group',
  looked_after_review: 'Looked-after child review',
  professionals: 'Professionals’ meeting',
  other: 'Another',
} satisfies Record<MeetingKind, string>;

export const meetingAttendance = {
  invited: 'Invited; it is still to come',
  attended: 'I was there',
  somebody_else: 'A colleague went',
  nobody_went: 'Nobody could go',
  not_invited: 'We were not invited',
} satisfies Record<MeetingAttendance, string>;

export const meetingReport = {
  sent: 'Sent',
  not_sent_yet: 'Not sent yet',
  not_asked_for: 'Not asked for',
} satisfies Record<MeetingReport, string>;
