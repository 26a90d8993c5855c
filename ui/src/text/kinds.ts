import type { BodyKind, Sensitivity } from '../api/types';
import { accident } from './kind/accident';
import { accountable } from './kind/accountable';
import { acknowledgement } from './kind/acknowledgement';
import { adviceGiven } from './kind/advice_given';
import { alcohol } from './kind/alcohol';
import { alert } from './kind/alert';
import { alertNote } from './kind/alert_note';
import { appointment } from './kind/appointment';
import { assessedNeed } from './kind/assessed_need';
import { attendance } from './kind/attendance';
import { careProfile } from './kind/care_profile';
import { centre } from './kind/centre';
import { chronologyEvent } from './kind/chronology_event';
import { communicationNeeds } from './kind/communication_needs';
import { competency } from './kind/competency';
import { consent } from './kind/consent';
import { contactTime } from './kind/contact_time';
import { death } from './kind/death';
import { delegatedSession } from './kind/delegated_session';
import { delegation } from './kind/delegation';
import { development } from './kind/development';
import { disclosure } from './kind/disclosure';
import { document } from './kind/document';
import { domesticAbuseEnquiry } from './kind/domestic_abuse_enquiry';
import { earlyHelp } from './kind/early_help';
import { equality } from './kind/equality';
import { escalation } from './kind/escalation';
import { fasd } from './kind/fasd';
import { goal } from './kind/goal';
import { groupSession } from './kind/group_session';
import { healthConcern } from './kind/health_concern';
import { immunisationStatus } from './kind/immunisation_status';
import { informationRequest } from './kind/information_request';
import { involvedService } from './kind/involved_service';
import { jointMeeting } from './kind/joint_meeting';
import { leadPractitioner } from './kind/lead_practitioner';
import { levelOfNeed } from './kind/level_of_need';
import { localService } from './kind/local_service';
import { lookUp } from './kind/look_up';
import { lookedAfter } from './kind/looked_after';
import { meeting } from './kind/meeting';
import { message } from './kind/message';
import { midwiferyHandover } from './kind/midwifery_handover';
import { mood } from './kind/mood';
import { needsAssessment } from './kind/needs_assessment';
import { newBirthDetails } from './kind/new_birth_details';
import { noAccess } from './kind/no_access';
import { otherIdentifier } from './kind/other_identifier';
import { pastReview } from './kind/past_review';
import { programme } from './kind/programme';
import { referral } from './kind/referral';
import { registration } from './kind/registration';
import { reviewDecision } from './kind/review_decision';
import { safeguardingNote } from './kind/safeguarding_note';
import { safeguardingStatus } from './kind/safeguarding_status';
import { samePerson } from './kind/same_person';
import { schoolHandover } from './kind/school_handover';
import { screeningFact } from './kind/screening_fact';
import { sealing } from './kind/sealing';
import { sendSupport } from './kind/send_support';
import { sharedOutcome } from './kind/shared_outcome';
import { sharingProtocol } from './kind/sharing_protocol';
import { smoking } from './kind/smoking';
import { substanceUse } from './kind/substance_use';
import { supervision } from './kind/supervision';
import { task } from './kind/task';
import { transfer } from './kind/transfer';
import { vulnerableGroup } from './kind/vulnerable_group';
import { whatNow } from './kind/what_now';

export const kinds = {
  identity: 'Name and birth date',
  nhs_number: 'NHS number',
  birth: 'Facts of the birth',
  address: 'Address',
  contact_point: 'Telephone or email',
  membership: 'Who lives where',
  relationship: 'Relationship to the child',
  pregnancy: 'Pregnancy',
  staff: 'Member of staff',
  contact: 'Contact',
  contact_narrative: 'What was seen, said and agreed',
  measurement: 'Measurements',
  feeding: 'Feeding',
  level_of_need: levelOfNeed.name,
  alert: alert.name,
  referral: referral.name,
  safeguarding_status: safeguardingStatus.name,
  safeguarding_note: safeguardingNote.name,
  lead_practitioner: leadPractitioner.name,
  needs_assessment: needsAssessment.name,
  assessed_need: assessedNeed.name,
  mood: mood.name,
  domestic_abuse_enquiry: domesticAbuseEnquiry.name,
  alert_note: alertNote.name,
  chronology_event: chronologyEvent.name,
  meeting: meeting.name,
  supervision: supervision.name,
  escalation: escalation.name,
  looked_after: lookedAfter.name,
  consent: consent.name,
  disclosure: disclosure.name,
  development: development.name,
  care_profile: careProfile.name,
  smoking: smoking.name,
  alcohol: alcohol.name,
  substance_use: substanceUse.name,
  fasd: fasd.name,
  delegation: delegation.name,
  delegated_session: delegatedSession.name,
  transfer: transfer.name,
  midwifery_handover: midwiferyHandover.name,
  school_handover: schoolHandover.name,
  immunisation_status: immunisationStatus.name,
  screening_fact: screeningFact.name,
  new_birth_details: newBirthDetails.name,
  review_decision: reviewDecision.name,
  registration: registration.name,
  accountable: accountable.name,
  death: death.name,
  communication_needs: communicationNeeds.name,
  equality: equality.name,
  vulnerable_group: vulnerableGroup.name,
  other_identifier: otherIdentifier.name,
  no_access: noAccess.name,
  appointment: appointment.name,
  task: task.name,
  message: message.name,
  involved_service: involvedService.name,
  document: document.name,
  document_part: document.partName,
  acknowledgement: acknowledgement.name,
  information_request: informationRequest.name,
  what_now: whatNow.name,
  health_concern: healthConcern.name,
  send_support: sendSupport.name,
  accident: accident.name,
  advice_given: adviceGiven.name,
  goal: goal.name,
  early_help: earlyHelp.name,
  past_review: pastReview.name,
  programme: programme.name,
  competency: competency.name,
  sharing_protocol: sharingProtocol.name,
  group_session: groupSession.name,
  attendance: attendance.name,
  centre: centre.name,
  joint_meeting: jointMeeting.name,
  shared_outcome: sharedOutcome.name,
  local_service: localService.name,
  contact_time: contactTime.name,
  look_up: lookUp.name,
  same_person: samePerson.name,
  sealing: sealing.name,
} satisfies Record<BodyKind, string>;

export const aRecord = 'A record';

const LATER = 'A kind of record from a later version of Doorstep';

/** The kind of this name, where this version knows it. */
export function kindNamed(name: string | null): BodyKind | null {
  if (name === null) return null;
  return Object.hasOwn(kinds, name) ? (name as BodyKind) : null;
}

/** What is restricted is not named where somebody else may be reading along. */
export function neutralName(name: string | null, sensitivity: Sensitivity): string {
  return sensitivity === 'restricted' ? aRecord : kindName(name);
}

/** The kinds of an item, each once. */
export function namesOf(items: { kind: string; sensitivity: Sensitivity }[]): string {
  return [...new Set(items.map(({ kind, sensitivity }) => neutralName(kind, sensitivity)))].join(', ');
}

/** A kind's name in words, also of one that this version does not know. */
export function kindName(name: string | null): string {
  const kind = kindNamed(name);
  return kind === null ? LATER : kinds[kind];
}
