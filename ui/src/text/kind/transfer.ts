import type { PlanInForce, TransferDirection, TransferState } from '../../api/types';

export const transfer = {
  name: 'Transfer',
  direction: 'Does the child leave, or come?',
  otherService: 'Which is the other service?',
  reachedAt: 'How is it reached?',
  movesOn: 'When does the child move?',
  planInForce: 'Is a child protection plan, a child in need plan or care in force?',
  state: 'How far has it come?',
  stateOn: 'Since when?',
  stateNote: 'What was said?',
  summarySentOn: 'When was the summary sent?',
  healthVisitor: 'Who takes over, by name?',
  handedOverBy: 'Who handed over in person or by telephone?',
  handedOverTo: 'To whom?',
  handedOverOn: 'When?',
} as const;

export const transferDirection = {
  out: 'The child leaves us',
  in: 'The child comes to us',
} satisfies Record<TransferDirection, string>;

export const planInForce = {
  none: 'No',
  child_in_need: 'Child in need plan',
  child_protection_plan: 'Child protection plan',
  looked_after: 'Looked after',
} satisfies Record<PlanInForce, string>;

export const transferState = {
  requested: 'Leaving: asked for',
  summary_sent: 'Leaving: summary sent',
  acknowledged: 'Leaving: acknowledged',
  bounced: 'Leaving: it came back',
  confirmed: 'Leaving: a named health visitor has taken over',
  cancelled: 'Leaving: cancelled, the child stays',
  notified: 'Coming: we heard of it',
  accepted: 'Coming: taken on',
  previous_record_requested: 'Coming: previous record asked for',
  received: 'Coming: previous record here',
  unobtainable: 'Coming: previous record cannot be had',
  first_contact_done: 'Coming: first contact done',
  closed: 'Closed',
} satisfies Record<TransferState, string>;
