//! The kinds of entry, a line each. A new kind is a line here, its own file, and its form in the window.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::access::{Group, Recorders};
use crate::change::Malformed;
use crate::fold::MergeRule;
use crate::id::SubjectKind;
use crate::invalid::Findings;
use crate::sensitivity::Sensitivity;

pub mod accident;
pub mod accountable;
pub mod acknowledgement;
pub mod address;
pub mod advice_given;
pub mod alcohol;
pub mod alert;
pub mod alert_note;
pub mod appointment;
pub mod assessed_need;
pub mod attendance;
pub mod birth;
pub mod care_profile;
pub mod centre;
pub mod chronology_event;
pub mod communication_needs;
pub mod competency;
pub mod consent;
pub mod contact;
pub mod contact_narrative;
pub mod contact_point;
pub mod contact_time;
pub mod death;
pub mod delegated_session;
pub mod delegation;
pub mod development;
pub mod disclosure;
pub mod document;
pub mod document_part;
pub mod domestic_abuse_enquiry;
pub mod early_help;
pub mod equality;
pub mod escalation;
pub mod fasd;
pub mod feeding;
pub mod goal;
pub mod group_session;
pub mod health_concern;
pub mod identity;
pub mod immunisation_status;
pub mod information_request;
pub mod involved_service;
pub mod joint_meeting;
pub mod lead_practitioner;
pub mod level_of_need;
pub mod local_service;
pub mod look_up;
pub mod looked_after;
pub mod measurement;
pub mod meeting;
pub mod membership;
pub mod message;
pub mod midwifery_handover;
pub mod mood;
pub mod needs_assessment;
pub mod new_birth_details;
pub mod nhs_number;
pub mod no_access;
pub mod other_identifier;
pub mod past_review;
pub mod pregnancy;
pub mod programme;
pub mod referral;
pub mod registration;
pub mod relationship;
pub mod review_decision;
pub mod safeguarding_note;
pub mod safeguarding_status;
pub mod same_person;
pub mod school_handover;
pub mod screening_fact;
pub mod sealing;
pub mod send_support;
pub mod shared_outcome;
pub mod sharing_protocol;
pub mod smoking;
pub mod staff;
pub mod substance_use;
pub mod supervision;
pub mod task;
pub mod transfer;
pub mod vulnerable_group;
pub mod what_now;

pub use about::{About, Known};
pub use answer::{Answer, Asked};
pub use body::Body;
pub use states::{Said, States, Writer, legal_step};

mod about;
mod answer;
mod body;
#[cfg(test)]
mod checking;
mod read;
mod states;
#[cfg(test)]
pub(crate) mod trying;

macro_rules! entries {
    ($($(#[$doc:meta])* $variant:ident $name:literal $module:ident $sensitivity:ident $merge:ident $schema:literal
        of $about:ident by $recorders:ident in $group:ident;)*) => {
        /// The kinds of entry that this build knows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        pub enum EntryKind {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl EntryKind {
            /// Every kind, in the order of this list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name, as written in changes and tables.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The kind of this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            /// The least sensitivity that its entries have.
            #[must_use]
            pub fn sensitivity(self) -> Sensitivity {
                match self { $(Self::$variant => Sensitivity::$sensitivity,)* }
            }

            /// Whether two heads become one by themselves.
            #[must_use]
            pub fn merge_rule(self) -> MergeRule {
                match self { $(Self::$variant => MergeRule::$merge,)* }
            }

            /// The version of the body's form that this build writes.
            #[must_use]
            pub fn schema(self) -> u32 {
                match self { $(Self::$variant => $schema,)* }
            }

            /// What its entries are about.
            #[must_use]
            pub fn about(self) -> SubjectKind {
                match self { $(Self::$variant => SubjectKind::$about,)* }
            }

            /// Who may record it.
            #[must_use]
            pub fn recorders(self) -> Recorders {
                match self { $(Self::$variant => Recorders::$recorders,)* }
            }

            /// Among which records it is, for whoever reads.
            #[must_use]
            pub fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)* }
            }

            /// [`Body::SAMPLE`] of this kind.
            #[must_use]
            pub fn sample(self) -> &'static str {
                match self { $(Self::$variant => $module::$variant::SAMPLE,)* }
            }

            /// [`Body::HAS_STATES`] of this kind.
            #[must_use]
            pub fn has_states(self) -> bool {
                match self { $(Self::$variant => $module::$variant::HAS_STATES,)* }
            }

            /// [`Body::may_follow`] of this kind. What a later build wrote is not judged by this one.
            #[must_use]
            pub fn may_follow(self, before: Option<&Value>, after: &Value, by: &Writer) -> bool {
                match self {
                    $(Self::$variant => {
                        let read = |body: &Value| $module::$variant::deserialize(body).ok();
                        let (Some(after), false) = (read(after), before.is_some_and(|before| read(before).is_none()))
                            else { return true };
                        after.may_follow(before.and_then(read).as_ref(), by)
                    })*
                }
            }

            /// [`Body::may_overrule`] of this kind. What a later build wrote is not judged by this one.
            pub(crate) fn may_overrule(self, before: &Value, after: &Value, by: &Writer) -> bool {
                match self {
                    $(Self::$variant => {
                        let read = |body: &Value| $module::$variant::deserialize(body).ok();
                        read(before).zip(read(after)).is_none_or(|(before, after)| after.may_overrule(&before, by))
                    })*
                }
            }

            /// [`Body::may_withdraw`] of this kind.
            #[must_use]
            pub fn may_withdraw(self, by: &Writer) -> bool {
                match self { $(Self::$variant => $module::$variant::may_withdraw(by),)* }
            }

            /// [`Body::key`] of this kind.
            ///
            /// # Errors
            /// When the JSON is not this kind's body.
            pub fn key(self, body: &Value) -> Result<Option<String>, Malformed> {
                match self { $(Self::$variant => Ok($module::$variant::deserialize(body)?.key()),)* }
            }

            /// The sensitivity of an entry that says this: its kind's, or what [`Body::sensitivity`] says.
            ///
            /// # Errors
            /// When the JSON is not this kind's body.
            pub fn sensitivity_of(self, body: &Value) -> Result<Sensitivity, Malformed> {
                match self {
                    $(Self::$variant => Ok($module::$variant::deserialize(body)?.sensitivity().max(self.sensitivity())),)*
                }
            }

            /// Reads what was typed into a form of this kind.
            ///
            /// # Errors
            /// Every field that cannot be read, and why.
            pub fn read(self, typed: Value) -> Result<Value, Findings> {
                match self { $(Self::$variant => read::read::<$module::$variant>(typed),)* }
            }

            /// [`Body::protection`] of this kind.
            pub(crate) fn protection(self, field: &str, value: Option<&Value>) -> Option<u8> {
                match self { $(Self::$variant => $module::$variant::protection(field, value),)* }
            }

            /// [`Body::speaks_of`] of this kind.
            pub(crate) fn speaks_of(self, field: &str) -> &'static [&'static str] {
                match self { $(Self::$variant => $module::$variant::speaks_of(field),)* }
            }

            /// [`Body::TOGETHER`] of this kind.
            pub(crate) fn together(self) -> &'static [&'static str] {
                match self { $(Self::$variant => $module::$variant::TOGETHER,)* }
            }

            /// [`Body::tidied`] of this kind. Fields of a later version stay as they are.
            ///
            /// # Errors
            /// When the JSON is not this kind's body.
            pub fn tidied(self, body: Value) -> Result<Value, Malformed> {
                let tidied = match self {
                    $(Self::$variant => serde_json::to_value($module::$variant::deserialize(&body)?.tidied())?,)*
                };
                Ok(read::laid_over(body, tidied))
            }

            /// [`Body::completed`] of this kind. Fields of a later version stay as they are.
            ///
            /// # Errors
            /// When the JSON is not this kind's body.
            pub fn completed(self, body: Value, about: &About<'_>) -> Result<Value, Malformed> {
                let completed = match self {
                    $(Self::$variant => serde_json::to_value($module::$variant::deserialize(&body)?.completed(about))?,)*
                };
                Ok(read::laid_over(body, completed))
            }

            /// Reads a body of this kind and checks it for signing.
            ///
            /// # Errors
            /// When the JSON is not this kind's body.
            pub fn check(self, body: &str, about: &About<'_>) -> Result<Findings, Malformed> {
                match self {
                    $(Self::$variant => Ok(serde_json::from_str::<$module::$variant>(body)?.check(about)),)*
                }
            }
        }

        // What a body holds is a person's: logs and panics get its kind's name alone.
        $(impl std::fmt::Debug for $module::$variant {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($name)
            }
        })*

        /// The body of each kind, for the window.
        #[derive(TS)]
        #[ts(export_to = "EntryBodies.ts")]
        #[expect(dead_code, reason = "only its TypeScript form is used")]
        pub struct EntryBodies {
            $($module: $module::$variant,)*
        }
    };
}

entries! {
    /// Name and birth date.
    Identity "identity" identity Standard ByField 1 of Person by Registrars in Demographics;
    /// NHS number and how far it was traced.
    NhsNumberEntry "nhs_number" nhs_number Standard ByField 1 of Person by Registrars in Demographics;
    /// Facts of the birth that growth and age need.
    Birth "birth" birth Standard ByField 1 of Person by Registrars in Demographics;
    /// One address of a household.
    Address "address" address Standard ByField 1 of Household by Registrars in Demographics;
    /// One way of reaching a person, and how safe it is.
    ContactPoint "contact_point" contact_point Standard ByField 1 of Person by Registrars in Demographics;
    /// Who lives in a household, from when to when.
    Membership "membership" membership Standard ByField 1 of Household by Registrars in Demographics;
    /// Who an adult is to a child, with parental responsibility.
    Relationship "relationship" relationship Standard ByField 1 of Person by Registrars in Demographics;
    /// A pregnancy of a mother.
    Pregnancy "pregnancy" pregnancy Standard ByField 1 of Person by Registrars in Demographics;
    /// A member of staff, as the service registered them.
    StaffMember "staff" staff Standard ByField 1 of Staff by Service in Service;
    /// That a contact with a family happened: mode, place, who was there.
    Contact "contact" contact Standard Never 2 of Person by Clinicians in Attendance;
    /// What was seen, said and planned at a contact.
    ContactNarrative "contact_narrative" contact_narrative Standard Never 1 of Person by Clinicians in Narrative;
    /// Weight, length or height, head circumference.
    Measurement "measurement" measurement Standard Never 1 of Person by Clinicians in Growth;
    /// How a baby is fed.
    Feeding "feeding" feeding Standard Never 1 of Person by Clinicians in Growth;
    /// How much a child or a household needs of the service, as somebody judged it.
    LevelOfNeed "level_of_need" level_of_need Standard ByField 1 of PersonOrHousehold by HealthVisitors in Narrative;
    /// A neutral line that everybody must see before they knock or ring.
    Alert "alert" alert Standard ByField 1 of PersonOrHousehold by Clinicians in VisitRisk;
    /// Asking another service to help, until it is known whether that helped.
    Referral "referral" referral Standard ByField 2 of Person by Clinicians in Referrals;
    /// Where a child stands in early help, child protection and care.
    SafeguardingStatus "safeguarding_status" safeguarding_status Standard ByField 1 of Person by Clinicians in SafeguardingStatus;
    /// What is worrying about a child, what was said and what was done.
    SafeguardingNote "safeguarding_note" safeguarding_note Restricted Never 2 of Person by Clinicians in DomesticAbuse;
    /// Who leads the plan for a child, and who asked them to.
    LeadPractitioner "lead_practitioner" lead_practitioner Standard ByField 1 of Person by Clinicians in SafeguardingStatus;
    /// What an assessment was made for, whom it was learnt from, and the voice of the child.
    NeedsAssessment "needs_assessment" needs_assessment Standard Never 1 of PersonOrHousehold by Clinicians in Narrative;
    /// What an assessment found in one of its ten domains.
    AssessedNeed "assessed_need" assessed_need Standard Never 1 of PersonOrHousehold by Clinicians in Narrative;
    /// How a parent feels: Whooley, GAD, PHQ-9, EPDS.
    Mood "mood" mood Sensitive Never 1 of Person by Clinicians in MentalHealth;
    /// Whether an adult was asked about domestic abuse, and what was said.
    DomesticAbuseEnquiry "domestic_abuse_enquiry" domestic_abuse_enquiry Restricted Never 1 of Person by Clinicians in DomesticAbuse;
    /// What lies behind an alert.
    AlertNote "alert_note" alert_note Restricted Never 1 of PersonOrHousehold by Clinicians in DomesticAbuse;
    /// One event of a child’s chronology: what happened, how it is known, and what it meant for the child.
    ChronologyEvent "chronology_event" chronology_event Sensitive Never 1 of Person by Clinicians in Safeguarding;
    /// A safeguarding meeting about a child: who came, what was decided, who does what.
    Meeting "meeting" meeting Sensitive Never 1 of Person by Clinicians in Safeguarding;
    /// Safeguarding supervision about a child.
    Supervision "supervision" supervision Restricted Never 1 of Person by Clinicians in DomesticAbuse;
    /// A disagreement between professionals about a child, until it is resolved.
    Escalation "escalation" escalation Sensitive Never 1 of Person by Clinicians in Safeguarding;
    /// What a looked-after child’s health needs: who decides, who cares, and the clock of assessments.
    LookedAfter "looked_after" looked_after Standard ByField 1 of Person by Clinicians in SafeguardingStatus;
    /// Whether a family agrees that a partner is told something, for one purpose.
    Consent "consent" consent Standard ByField 1 of Person by Clinicians in Referrals;
    /// What was shared of a record, or was not, with whom and why.
    Disclosure "disclosure" disclosure Sensitive Never 1 of Person by Clinicians in Safeguarding;
    /// Scores of ASQ-3, ASQ:SE-2 and SDQ, and worries about speech.
    Development "development" development Standard Never 1 of Person by Clinicians in Growth;
    /// Grades of the Graded Care Profile 2.
    CareProfile "care_profile" care_profile Sensitive Never 1 of Person by Clinicians in Narrative;
    /// Smoking and vaping, and smoke at home.
    Smoking "smoking" smoking Standard Never 1 of Person by Clinicians in Narrative;
    /// Alcohol in a pregnancy.
    Alcohol "alcohol" alcohol Standard Never 1 of Person by Clinicians in Narrative;
    /// Use of drugs or of medicines that were not prescribed.
    SubstanceUse "substance_use" substance_use Sensitive Never 1 of Person by Clinicians in Narrative;
    /// Alcohol before birth, and how it stands with the five statements on FASD.
    Fasd "fasd" fasd Standard Never 1 of Person by Clinicians in Narrative;
    /// A package of contacts that a health visitor hands to a colleague, and stays accountable for.
    Delegation "delegation" delegation Standard ByField 1 of Person by Clinicians in Narrative;
    /// One session of a delegated package: what was done, and whether the goal comes nearer.
    DelegatedSession "delegated_session" delegated_session Standard Never 1 of Person by Clinicians in Narrative;
    /// A child who moves to or from another service, until a named health visitor has taken over.
    Transfer "transfer" transfer Standard ByField 1 of Person by Clinicians in Attendance;
    /// What midwives handed over at 10 to 14 days, and what is missing.
    MidwiferyHandover "midwifery_handover" midwifery_handover Standard ByField 1 of Person by Clinicians in Narrative;
    /// Handing a child over to school nursing at about five, with a summary.
    SchoolHandover "school_handover" school_handover Standard ByField 1 of Person by Clinicians in Narrative;
    /// Whether immunisations were given, and who says so.
    ImmunisationStatus "immunisation_status" immunisation_status Standard Never 1 of Person by Clinicians in Growth;
    /// A result of newborn screening.
    ScreeningFact "screening_fact" screening_fact Standard Never 1 of Person by Clinicians in Growth;
    /// The birth and the first days, as a new birth visit asks.
    NewBirthDetails "new_birth_details" new_birth_details Standard Never 1 of Person by Clinicians in Narrative;
    /// What was decided about a review that was not done as it should be.
    ReviewDecision "review_decision" review_decision Standard ByField 1 of Person by Registered in Attendance;
    /// That a child is in the care of this service, from when until how it ended.
    Registration "registration" registration Standard ByField 1 of Person by Clinicians in Demographics;
    /// Which health visitor is accountable for a child, and who covers for them from when to when.
    Accountable "accountable" accountable Standard ByField 1 of Person by Leaders in Demographics;
    /// That somebody has died, and who says so.
    Death "death" death Standard ByField 1 of Person by Clinicians in Demographics;
    /// Language, interpreter, hearing, sight and reading: how somebody is spoken and written to.
    CommunicationNeeds "communication_needs" communication_needs Standard ByField 1 of Person by Registrars in Demographics;
    /// Equality monitoring: each answer, or that it was declined or not asked.
    Equality "equality" equality Sensitive ByField 1 of Person by Registrars in Equality;
    /// Whether a family belongs to a group that services often miss, asked or declined.
    VulnerableGroup "vulnerable_group" vulnerable_group Sensitive ByField 1 of Person by Clinicians in Narrative;
    /// A number of somebody in another system, such as social care’s.
    OtherIdentifier "other_identifier" other_identifier Standard ByField 1 of Person by Registrars in Demographics;
    /// What was decided after a family was not in, or a child was not brought.
    NoAccess "no_access" no_access Standard Never 1 of Person by Clinicians in Attendance;
    /// An appointment: when, with whom, where, and what became of it.
    Appointment "appointment" appointment Standard ByField 1 of Person by Everybody in Correspondence;
    /// Something that somebody has to do for a family by a day.
    Task "task" task Standard ByField 1 of Person by Everybody in Correspondence;
    /// A call or a word that somebody took for a colleague, until it is acknowledged.
    Message "message" message Standard ByField 1 of Person by Everybody in Correspondence;
    /// A service that works with a family: who, what for, from when to when.
    InvolvedService "involved_service" involved_service Standard ByField 1 of PersonOrHousehold by Clinicians in Referrals;
    /// A document that came in: from whom, what it is, who read it and what they did.
    Document "document" document Standard ByField 1 of Person by Everybody in Correspondence;
    /// A part of the scanned file of a document.
    DocumentPart "document_part" document_part Standard Never 1 of Person by Everybody in Correspondence;
    /// What social care or another asked about a child, and what was answered.
    InformationRequest "information_request" information_request Sensitive Never 1 of Person by Clinicians in Safeguarding;
    /// What follows when something that helped a family has ended.
    WhatNow "what_now" what_now Standard ByField 1 of Person by Clinicians in Narrative;
    /// A worry about a child's health that somebody has to follow.
    HealthConcern "health_concern" health_concern Standard Never 1 of Person by Clinicians in Narrative;
    /// Special educational needs and disability: who was told, what helps.
    SendSupport "send_support" send_support Standard ByField 1 of Person by Clinicians in Narrative;
    /// An accident or an injury of a child.
    Accident "accident" accident Standard Never 1 of Person by Clinicians in Narrative;
    /// What was talked about and given to read.
    AdviceGiven "advice_given" advice_given Standard Never 1 of PersonOrHousehold by Clinicians in Narrative;
    /// What a family wants to reach, and whether it did.
    Goal "goal" goal Standard ByField 1 of PersonOrHousehold by Clinicians in Narrative;
    /// An early help assessment: offered, agreed to, done.
    EarlyHelp "early_help" early_help Standard ByField 1 of PersonOrHousehold by Clinicians in Narrative;
    /// A programme that somebody takes part in.
    Programme "programme" programme Standard ByField 1 of Person by Clinicians in Narrative;
    /// What a member of staff may do on their own, who assessed it, and until when.
    Competency "competency" competency Standard ByField 1 of Staff by Leaders in Competence;
    /// What may be shared with a partner, for what, on what footing and until when.
    SharingProtocol "sharing_protocol" sharing_protocol Standard ByField 1 of Centre by Leaders in Service;
    /// A session of a group or a clinic at a centre. It names nobody who came.
    GroupSession "group_session" group_session Standard ByField 1 of Centre by Everybody in Service;
    /// A review that was done before the child came to this service’s record, or elsewhere.
    PastReview "past_review" past_review Standard ByField 1 of Person by Clinicians in Attendance;
    /// Whether somebody came to a session.
    Attendance "attendance" attendance Standard ByField 1 of Person by Everybody in Attendance;
    /// A children’s centre: where it is, when it is open, which health visitor is named for it.
    Centre "centre" centre Standard ByField 1 of Centre by Everybody in Service;
    /// A meeting of health visitors and a centre: what was agreed. It names no family.
    JointMeeting "joint_meeting" joint_meeting Standard ByField 1 of Centre by Everybody in Service;
    /// An outcome that health visitors and a centre work for together, for families as a whole.
    SharedOutcome "shared_outcome" shared_outcome Standard ByField 1 of Centre by Registered in Service;
    /// A local service: what for, who may refer, how.
    LocalService "local_service" local_service Standard ByField 1 of Centre by Everybody in Service;
    /// How long a piece of work took, as whoever did it recorded it.
    ContactTime "contact_time" contact_time Standard ByField 1 of Staff by Themselves in Own;
    /// Asking for a family that is not on one’s own laptop, with the reason.
    LookUp "look_up" look_up Standard Never 1 of Staff by Themselves in Own;
    /// That whoever something is meant for has seen it.
    Acknowledgement "acknowledgement" acknowledgement Standard ByField 1 of Person by Everybody in Referrals;
    /// That two records are of one person, or are not.
    SamePerson "same_person" same_person Standard ByField 1 of Person by Registrars in Demographics;
    /// That a record is opened by the named nurse alone.
    Sealing "sealing" sealing Standard ByField 1 of Person by Leaders in Demographics;
}
