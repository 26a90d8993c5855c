import type { ComponentType } from 'react';
import type { BodyKind } from '../api/types';
import { kindNamed } from '../text/kinds';
import * as accident from './Accident';
import * as accountable from './Accountable';
import * as acknowledgement from './Acknowledgement';
import * as address from './Address';
import * as advice_given from './AdviceGiven';
import * as alcohol from './Alcohol';
import * as alert from './Alert';
import * as alert_note from './AlertNote';
import * as appointment from './Appointment';
import * as assessed_need from './AssessedNeed';
import * as attendance from './Attendance';
import * as birth from './Birth';
import * as care_profile from './CareProfile';
import * as centre from './Centre';
import * as chronology_event from './ChronologyEvent';
import * as communication_needs from './CommunicationNeeds';
import * as competency from './Competency';
import * as consent from './Consent';
import * as contact from './Contact';
import * as contact_narrative from './ContactNarrative';
import * as contact_point from './ContactPoint';
import * as contact_time from './ContactTime';
import * as death from './Death';
import * as delegated_session from './DelegatedSession';
import * as delegation from './Delegation';
import * as development from './Development';
import * as disclosure from './Disclosure';
import * as document from './Document';
import * as document_part from './DocumentPart';
import * as domestic_abuse_enquiry from './DomesticAbuseEnquiry';
import * as early_help from './EarlyHelp';
import * as equality from './Equality';
import * as escalation from './Escalation';
import * as fasd from './Fasd';
import * as feeding from './Feeding';
import type { Body, Field } from './field';
import * as goal from './Goal';
import * as group_session from './GroupSession';
import * as health_concern from './HealthConcern';
import * as identity from './Identity';
import * as immunisation_status from './ImmunisationStatus';
import * as information_request from './InformationRequest';
import * as involved_service from './InvolvedService';
import * as joint_meeting from './JointMeeting';
import * as lead_practitioner from './LeadPractitioner';
import * as level_of_need from './LevelOfNeed';
import * as local_service from './LocalService';
import * as looked_after from './LookedAfter';
import * as look_up from './LookUp';
import * as measurement from './Measurement';
import * as meeting from './Meeting';
import * as membership from './Membership';
import * as message from './Message';
import * as midwifery_handover from './MidwiferyHandover';
import * as mood from './Mood';
import * as needs_assessment from './NeedsAssessment';
import * as new_birth_details from './NewBirthDetails';
import * as nhs_number from './NhsNumber';
import * as no_access from './NoAccess';
import * as other_identifier from './OtherIdentifier';
import * as past_review from './PastReview';
import * as pregnancy from './Pregnancy';
import * as programme from './Programme';
import * as referral from './Referral';
import * as registration from './Registration';
import * as relationship from './Relationship';
import * as review_decision from './ReviewDecision';
import * as safeguarding_note from './SafeguardingNote';
import * as safeguarding_status from './SafeguardingStatus';
import * as same_person from './SamePerson';
import * as school_handover from './SchoolHandover';
import * as screening_fact from './ScreeningFact';
import * as sealing from './Sealing';
import * as send_support from './SendSupport';
import * as shared_outcome from './SharedOutcome';
import * as sharing_protocol from './SharingProtocol';
import * as smoking from './Smoking';
import * as staff from './Staff';
import * as substance_use from './SubstanceUse';
import * as supervision from './Supervision';
import type { Box, Shape } from './shape';
import * as task from './Task';
import * as transfer from './Transfer';
import * as vulnerable_group from './VulnerableGroup';
import * as what_now from './WhatNow';

/** A kind is said by the shape of its form, or by a summary of its own. */
type EntryParts<K extends BodyKind> =
  | { shape: Shape<K> }
  | {
      Summary: ComponentType<{ body: Body<K> }>;
      /** Of kinds that merge by field. */
      fields?: Record<string, Field>;
    };

/** One file per kind. A kind without one does not compile. */
export const entries = {
  identity,
  nhs_number,
  birth,
  address,
  contact_point,
  membership,
  relationship,
  past_review,
  pregnancy,
  staff,
  contact,
  contact_narrative,
  measurement,
  feeding,
  level_of_need,
  alert,
  referral,
  safeguarding_status,
  safeguarding_note,
  lead_practitioner,
  needs_assessment,
  assessed_need,
  mood,
  domestic_abuse_enquiry,
  alert_note,
  chronology_event,
  meeting,
  supervision,
  escalation,
  looked_after,
  consent,
  disclosure,
  development,
  care_profile,
  smoking,
  alcohol,
  substance_use,
  fasd,
  delegation,
  delegated_session,
  transfer,
  midwifery_handover,
  school_handover,
  immunisation_status,
  screening_fact,
  new_birth_details,
  review_decision,
  registration,
  accountable,
  death,
  communication_needs,
  equality,
  vulnerable_group,
  other_identifier,
  no_access,
  appointment,
  task,
  message,
  involved_service,
  document,
  document_part,
  acknowledgement,
  information_request,
  what_now,
  health_concern,
  send_support,
  accident,
  advice_given,
  goal,
  early_help,
  programme,
  competency,
  sharing_protocol,
  group_session,
  attendance,
  centre,
  joint_meeting,
  shared_outcome,
  local_service,
  contact_time,
  look_up,
  same_person,
  sealing,
} satisfies { [K in BodyKind]: EntryParts<K> };

/** The parts of a kind, whichever it is. */
interface AnyParts {
  shape?: Record<string, Box>;
  Summary?: ComponentType<{ body: unknown }>;
  fields?: Record<string, Field>;
}

export function partsOf(name: string | null): AnyParts | null {
  const kind = kindNamed(name);
  return kind && (entries[kind] as AnyParts);
}

/** The field of a kind; one of a later version is shown by its own name. */
export function fieldOf(kindsName: string | null, name: string): Field {
  const parts = partsOf(kindsName);
  const known = parts?.shape?.[name] ?? parts?.fields?.[name];
  return known ?? { label: name.replaceAll('_', ' '), show: String, another: null };
}

/** What a visit's own form asks: changed by itself when it was signed, and never begun by itself. */
const OF_A_VISIT: ReadonlySet<string> = new Set(['contact', 'contact_narrative', 'measurement', 'feeding']);

/** Whether a kind can be recorded by itself. */
export function isRecordedAlone(name: string): boolean {
  return hasShape(name) && !OF_A_VISIT.has(name);
}

/** Whether a kind has a form of its own, in which it can be changed. */
export function hasShape(name: string | null): boolean {
  return partsOf(name)?.shape !== undefined;
}

export function shapeOf(name: string): Record<string, Box> {
  return partsOf(name)?.shape ?? {};
}

/** A shape but for the fields that something else fills. */
export function without(shape: Record<string, Box>, filled: readonly string[]): Record<string, Box> {
  return Object.fromEntries(Object.entries(shape).filter(([field]) => !filled.includes(field)));
}
