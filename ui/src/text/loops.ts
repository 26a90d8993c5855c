// What waits for somebody: what it is, and by which rule.

import type { Allowed, AtOnce, LoopView, NextStep, Waits } from '../api/types';
import { reviews } from './choices';
import { kindName } from './kinds';
import { count, day } from './when';

export const loops = {
  title: 'Waiting and due',
  none: 'Nothing waits for an answer on this laptop',
  all: 'Waiting for somebody',
  allOf: 'What was asked for, promised or due, and has no answer yet. By date: the longest overdue first.',
  mine: 'Only mine',
  everybodys: 'Everybody’s',
  whose: 'Whose',
  overdue: 'Overdue',
  noDay: 'No day is set',
  nobody: 'Nobody is named',
  colleague: 'A colleague',
  you: 'You',
  more: 'Show all',
} as const;

/** What it is, before its own words: "No answer to the referral: Speech therapy". */
const titles = {
  referral_not_sent: 'Referral still on this laptop',
  referral_not_acknowledged: 'Nobody has acknowledged the referral',
  referral_not_answered: 'No yes or no to the referral',
  referral_declined: 'Referral declined: decide, and tell the family',
  referral_no_appointment: 'No first appointment yet',
  referral_appointment_passed: 'First appointment is past: was the family seen?',
  referral_no_outcome: 'Help has ended: what came of it?',
  referral_review: 'Did the referral help?',
  no_access: 'Nobody in, or not brought',
  try_again: 'To be tried again',
  what_now: 'Ended: what now?',
  what_now_open: 'What now? To be decided',
  dropped_out: 'Dropped out: what now?',
  no_handover: 'No handover from the midwives recorded',
  handover: 'Midwives’ handover has not come',
  handover_gaps: 'Missing from the midwives’ handover',
  transfer_out: 'Moving away: nobody there has confirmed by name',
  whereabouts_unknown: 'It is not known where the family lives',
  transfer_in: 'Moved in: to be contacted',
  previous_record: 'Previous record has not come',
  word_of_mouth: 'Plan in force: hand over by word of mouth',
  school_handover: 'School nursing has not taken over',
  delegation_not_answered: 'Delegated package not answered',
  delegation_report: 'Report on a delegated package',
  delegation_review: 'Report to be looked at',
  alert_review: 'Alert to be looked at again',
  level_review: 'Level of need to be looked at again',
  goal_review: 'Goal to be looked at',
  early_help_answer: 'Family is thinking about early help',
  early_help_review: 'Early help to be looked at',
  consent_answer: 'Family is thinking about sharing',
  consent_ends: 'Consent to share ends',
  offer_again: 'Review to be offered again',
  meet_after_remote: 'To be met: the review was not face to face',
  status_unconfirmed: 'Safeguarding status is not confirmed',
  status_review: 'Safeguarding status is reviewed',
  meeting_action: 'Agreed at a meeting',
  meeting_outcome: 'Meeting is past: what was decided?',
  meeting_report: 'Report for a meeting',
  meeting_next: 'Next meeting',
  supervision: 'Safeguarding supervision',
  no_supervision: 'Plan in force, and no supervision recorded',
  escalation: 'Disagreement between professionals',
  information_request: 'Question not answered',
  looked_after_initial: 'Initial health assessment',
  looked_after_review: 'Health assessment of a looked-after child',
  task: 'Task',
  message: 'Message not acknowledged',
  document_unread: 'Document that nobody has read',
  document_not_acted_on: 'Document read: what was done?',
  appointment_passed: 'Appointment is past: what became of it?',
  interpreter_to_book: 'Interpreter to be booked',
  referral_after_death: 'Still open after a death: referral to be withdrawn',
  appointment_after_death: 'Still open after a death: appointment to be cancelled',
} satisfies Record<Waits, string>;

const steps = {
  book_again: 'Book another appointment',
  decide: 'Decide what is to be done: telephone, a joint visit, or ask others',
  discuss_same_day: 'Talk with the named nurse or social worker today',
} satisfies Record<NextStep, string>;

const atOnce = {
  child_protection_plan: 'a child protection plan or enquiry is in force, or the child is looked after',
  child_in_need: 'the child is in need',
  specialist: 'the level of need is Specialist',
} satisfies Record<AtOnce, string>;

export function titleOf(loop: LoopView): string {
  const ended = loop.waits === 'what_now' && !loop.what ? kindName(loop.kind) : loop.what;
  const what = reviews[ended as keyof typeof reviews] ?? ended;
  return what ? `${titles[loop.waits]}: ${what}` : titles[loop.waits];
}

/** The rule, in words; nothing where the day was chosen by somebody. */
export function whyOf(loop: LoopView): string {
  switch (loop.waits) {
    case 'referral_not_sent':
      return `It has been on this laptop for ${lasting(loop.count ?? 0)}: nobody there has it. Telephone${
        loop.allowed?.in === 'same_day' ? ' now' : ''
      }, or sync. ${rule(loop.allowed)}`.trim();
    case 'no_access':
      return `${attempt(loop.count ?? 1)}. ${loop.step ? `${steps[loop.step]}.` : ''} ${
        loop.at_once ? `At once, because ${atOnce[loop.at_once]}.` : ''
      } ${rule(loop.allowed)}`.trim();
    case 'try_again':
      return attempt(loop.count ?? 1);
    case 'dropped_out':
      return `${count(loop.count ?? 0, 'session')} missed in a row. ${rule(loop.allowed)}`;
    default:
      return rule(loop.allowed);
  }
}

function rule(allowed: Allowed | null): string {
  switch (allowed?.in) {
    case 'working_days':
      return `The rule allows ${count(allowed.days, 'working day')}.`;
    case 'days':
      return `The rule allows ${count(allowed.days, 'day')}.`;
    case 'same_day':
      return `The rule: by telephone the same day, in writing within ${allowed.written_within_hours} hours.`;
    default:
      return '';
  }
}

function attempt(number: number): string {
  return number === 1 ? 'First attempt' : `${count(number, 'attempt')} in a row`;
}

/** "40 minutes", "3 hours", "2 days". */
function lasting(minutes: number): string {
  if (minutes < 60) return count(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? count(hours, 'hour') : count(Math.floor(hours / 24), 'day');
}

/** "Since 2 November 2026, due by 9 November 2026". */
export function whenOf({ since, due }: LoopView): string {
  return `since ${day(since)} · ${due ? `due by ${day(due)}` : loops.noDay.toLowerCase()}`;
}

export function ownerOf({ owner, mine }: LoopView): string {
  return mine ? loops.you : (owner ?? loops.nobody);
}

/** "Record: what now?", "Change: referral". */
export function answerOf({ answer }: LoopView): string {
  const name = kindName(answer.kind).toLowerCase();
  return answer.entry ? `Open ${name}` : `Record ${name}`;
}

export function countCopy(loopsFound: readonly LoopView[]): string {
  const late = loopsFound.filter((loop) => loop.overdue).length;
  const all = count(loopsFound.length, 'thing');
  return late > 0 ? `${all} waiting, ${late} overdue` : `${all} waiting`;
}
