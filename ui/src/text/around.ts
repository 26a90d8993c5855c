// What stands around a family: alerts, services, a brief for a meeting, what changed.

import type {
  BriefContact,
  ChildSeen,
  ContactOutcome,
  Fact,
  FactView,
  NotKnown,
  ServicePrompt,
  ServiceView,
} from '../api/types';
import { modes, outcomes } from './choices';
import { involvedServiceKind } from './kind/involved_service';
import { levels } from './kind/level_of_need';
import { registrationState } from './kind/registration';
import { safeguardingState } from './kind/safeguarding_status';
import { count, day, moment } from './when';

export const alerts = {
  title: 'Read before you knock or ring',
  overdue: 'Review overdue',
  readFirst: 'Read first',
} as const;

export function alertsCopy(number: number): string {
  return `${alerts.title}: ${count(number, 'alert')}`;
}

export function reviewCopy(reviewBy: string): string {
  return `look at it again by ${day(reviewBy)}`;
}

export const services = {
  title: 'Who else works with the family',
  none: 'No other service is recorded',
  before: 'Worked with the family before',
  noKeyWorker: 'No key worker is named',
} as const;

export function serviceTitle({ service }: ServiceView): string {
  return `${involvedServiceKind[service.service]}: ${service.service_name}`;
}

export function serviceFacts({ service }: ServiceView): string {
  const heard = service.heard_on ? `last heard ${day(service.heard_on)}` : 'never recorded as heard of';
  return [service.key_worker || services.noKeyWorker, service.reached_at, service.purpose, heard]
    .filter(Boolean)
    .join(' · ');
}

/** A question, not a fault: there may be a good reason. */
export function promptCopy(prompt: ServicePrompt, of: readonly ServiceView[]): string {
  switch (prompt.ask) {
    case 'no_gp':
      return 'No GP is recorded. Is the family registered with one?';
    case 'more_than_one':
      return `${prompt.count} are current: ${involvedServiceKind[prompt.service].toLowerCase()}. Has one of them ended?`;
    case 'no_key_worker':
      return 'Several services, and nobody is named. Who is the key worker?';
    case 'not_heard': {
      const one = of[prompt.place];
      const who = one ? one.service.service_name : services.title;
      return prompt.days === null
        ? `Nothing was ever heard from ${who}. Are they still involved?`
        : `${who} was last heard of ${count(prompt.days, 'day')} ago. Are they still involved?`;
    }
  }
}

export const brief = {
  title: 'Brief for a strategy meeting',
  open: 'Brief for a strategy meeting',
  print: 'Print',
  save: 'Save as a file',
  leaves: 'Paper and files are outside of Doorstep’s protection. That it was printed or saved is noted.',
  withRestricted: 'Also show what is restricted: third parties, domestic abuse, safeguarding notes',
  withoutRestricted: 'Leave out what is restricted',
  restricted: 'Restricted: only for those who need it at this meeting',
  lastSeen: 'Child last seen',
  neverSeen: 'Nobody recorded having seen the child',
  noAccess: 'No access and not brought, last twelve months',
  noneFailed: 'None recorded on this laptop',
  household: 'Household and family',
  keptOff: 'Address kept off letters: ask whoever made this brief',
  growth: 'Growth',
  noGrowth: 'No measurement recorded',
  standing: 'Status and needs',
  noStanding: 'Nothing recorded',
  notKnown: 'What is not known',
  allKnown: 'Nothing of what a brief asks is missing',
  request: 'Log a request for information',
  back: 'Back to the family',
  file: 'brief.txt',
} as const;

export function madeCopy(by: string, at: string): string {
  return `Made by ${by}, ${moment(at)}`;
}

export function leftOutCopy(number: number): string {
  return `${count(number, 'restricted record')} of this family ${number === 1 ? 'is' : 'are'} left out`;
}

const seen: Partial<Record<ChildSeen, string>> = { awake: 'awake', asleep: 'asleep' };

export function contactCopy(contact: BriefContact): string {
  const how = [outcomes[contact.outcome], modes[contact.mode].toLowerCase(), seen[contact.child_seen]];
  return `${moment(contact.at)}: ${how.filter(Boolean).join(', ')}. ${contact.author.name ?? 'A colleague'}`;
}

export const notKnown = {
  copy_is_old: 'Whether a colleague recorded more: this laptop has not synced today',
  never_seen: 'When the child was last seen',
  address: 'Where the child lives',
  household: 'Who else lives with the child',
  nhs_number: 'The NHS number, traced',
  gp: 'The GP',
  parental_responsibility: 'Who has parental responsibility, for everybody named',
  other_parent: 'The other parent',
  growth: 'Growth: no measurement is here',
  level_of_need: 'The level of need',
  safeguarding_status: 'The safeguarding status. Nothing recorded is not the same as none',
  lead_practitioner: 'Who leads the plan that is in force',
  needs_assessment: 'Needs: no assessment is here',
  immunisations: 'Immunisations',
} satisfies Record<NotKnown, string>;

export const changed = {
  title: 'What changed',
  open: 'What changed',
  across: 'What changed across the caseload',
  since: 'Since',
  lastLook: 'I last looked',
  none: 'Nothing changed in that time, as far as this laptop knows',
  more: 'There is more than is shown. Ask for fewer days.',
  you: 'you',
} as const;

export const spans = { '7': '7 days', '28': '28 days', '91': '3 months' } as const;

export function sinceCopy(lookedAt: string | null, since: string): string {
  return lookedAt
    ? `What arrived since you looked on ${moment(lookedAt)}`
    : `What was written since ${day(since)}`;
}

const facts = {
  new_risk: 'New risk',
  lost_protection: 'No longer named as protective',
  moved: 'An address was recorded',
  came_to_live: 'Somebody came to live in the household',
  moved_out: 'Somebody left the household',
  relationship: 'An adult’s relationship to the child was recorded or changed',
  emergency: 'A&E',
  injury: 'Accident or injury',
  status: 'Safeguarding status',
  level: 'Level of need',
  alert: 'New alert',
  alert_ended: 'Alert ended',
  no_access: 'Contact did not take place',
  contact: 'Contact',
  care: 'Care by a council',
  died: 'A death was recorded',
  registration: 'Registration',
  referred: 'Referred',
  referral_declined: 'Referral declined',
  chronology: 'Added to the chronology',
  document: 'Document came in',
} satisfies Record<Fact, string>;

const codes: Record<string, string> = { ...levels, ...safeguardingState, ...registrationState };

export function factCopy({ fact, told }: FactView): string {
  const words = outcomes[told as ContactOutcome] ?? codes[told] ?? told;
  return words ? `${facts[fact]}: ${words}` : facts[fact];
}
