//! The further records of a visit: which ones its form has room for, and what becomes of them at signing.

use doorstep_domain::access::may_record;
use doorstep_domain::change::Kind;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact::{InterpretedBy, ReviewKind};
use doorstep_domain::entries::review_decision::{ReviewDecision, ReviewDecisionState};
use doorstep_domain::id::{EntryId, Subject};
use doorstep_domain::invalid::{Ask, Findings, Rule};
use doorstep_domain::policy::{VisitPart, Whose};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_store::Vault;
use serde::Deserialize as _;
use serde_json::value::to_raw_value;
use serde_json::{Map, Value, json};

use super::entries::{Prepared, Visit};
use super::form::ReadForm;
use super::people::People;
use super::{PartView, Prompts, TypedPart, VisitForm};
use crate::entry::{Version, existing, previous};
use crate::error::{ApiError, ErrorCode};
use crate::family::is_in_force;
use crate::person::person_view;
use crate::policy::policy;
use crate::scales::for_age;

/// Nothing was typed, chosen or ticked in it.
pub(super) fn is_blank(part: &TypedPart) -> bool {
    part.body.values().all(says_nothing)
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) | Value::Number(_) => false,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(says_nothing),
        Value::Object(fields) => fields.values().all(says_nothing),
    }
}

/// The fields of a kind that the visit itself fills: they are not asked.
fn filled(kind: EntryKind) -> &'static [&'static str] {
    match kind {
        EntryKind::AssessedNeed => &["assessment", "domain"],
        EntryKind::NeedsAssessment => &["contact", "occasion", "assessed_on"],
        EntryKind::LevelOfNeed => &["from"],
        EntryKind::ReviewDecision => &["contact", "review", "pregnancy", "state", "decided_on"],
        EntryKind::ImmunisationStatus => &["contact", "as_of"],
        EntryKind::CareProfile => &["contact", "graded_on"],
        EntryKind::VulnerableGroup => &["asked_on"],
        EntryKind::Goal => &["agreed_on"],
        EntryKind::Alcohol => &["contact", "pregnancy"],
        EntryKind::Mood
        | EntryKind::DomesticAbuseEnquiry
        | EntryKind::Development
        | EntryKind::Smoking
        | EntryKind::SubstanceUse
        | EntryKind::NewBirthDetails
        | EntryKind::HealthConcern
        | EntryKind::Accident
        | EntryKind::AdviceGiven => &["contact"],
        _ => &[],
    }
}

/// The parts of the form, with what has been typed into them. What was typed is shown also where the form has no room
/// for it any more.
pub(super) fn views(vault: &Vault, people: &People, form: &VisitForm) -> Result<Vec<PartView>, ApiError> {
    let may_record = crate::family::may_record(people.role);
    let mut views: Vec<PartView> = Vec::new();
    let remote = VisitPart { kind: EntryKind::ReviewDecision, whose: Whose::Child, domain: None, open: true };
    let asked = if form.quick { &[] } else { policy()?.visits.parts(form.review) };
    let asked = form.review.map(|_| &remote).into_iter().chain(asked);
    for part in asked.filter(|part| may_record.contains(&part.kind)) {
        let asked = |subject: &Subject| {
            let reviewed = subject.person().is_some_and(|whose| people.is_reviewed(whose));
            part.kind != EntryKind::ReviewDecision || reviewed
        };
        for subject in people.subjects(part.whose).into_iter().filter(asked) {
            views.push(view(vault, people, form, (*part, subject))?);
        }
    }
    for typed in form.parts.iter().filter(|part| part.added || !is_blank(part)) {
        if !views.iter().any(|view| view.name == name_of(typed)) {
            let part = VisitPart { kind: typed.kind, whose: Whose::Child, domain: typed.domain, open: typed.added };
            views.push(view(vault, people, form, (part, typed.subject))?);
        }
    }
    Ok(views)
}

fn view(
    vault: &Vault,
    people: &People,
    form: &VisitForm,
    (part, subject): (VisitPart, Subject),
) -> Result<PartView, ApiError> {
    let same = |typed: &&TypedPart| (typed.kind, typed.subject, typed.domain) == (part.kind, subject, part.domain);
    let before = form.parts.iter().find(same);
    let typed = before.filter(|typed| !is_blank(typed)).cloned();
    let typed = typed.unwrap_or_else(|| blank(part, subject));
    let there = recorded(vault, people, form, &typed)?;
    let recorded_meanwhile = !is_blank(&typed) && typed.entry.is_none() && there.is_some();
    let typed = on_what_is_there(vault, typed, there)?;
    let domains = &policy()?.domains;
    let prompts = part.domain.and_then(|domain| domains.iter().find(|one| one.domain == domain));
    Ok(PartView {
        kind: part.kind,
        sensitivity: part.kind.sensitivity(),
        domain: part.domain,
        person: match subject {
            Subject::Person(person) => Some(person_view(vault, person, people.today)?),
            Subject::Household(_) | Subject::Staff(_) | Subject::Centre(_) => None,
        },
        open: (part.open || !is_blank(&typed)) && part.kind.sensitivity() != Sensitivity::Restricted,
        recorded_meanwhile,
        filled: filled(part.kind).iter().map(|field| (*field).to_owned()).collect(),
        prompts: prompts.map(|one| Prompts { risk: one.risk.clone(), protective: one.protective.clone() }),
        for_age: for_age(vault, part.kind, subject, people.today)?,
        previous: previous(vault, part.kind, subject, part.domain)?,
        name: name_of(&typed),
        typed: TypedPart { added: before.is_some_and(|typed| typed.added), ..typed },
    })
}

fn blank(part: VisitPart, subject: Subject) -> TypedPart {
    let (entry, heads, body) = (None, Vec::new(), Map::new());
    TypedPart { kind: part.kind, subject, domain: part.domain, added: false, entry, heads, body }
}

/// The entry of which a part is a further version: of a fact of which there is only one, of the decision about this
/// review, or of what was typed.
fn recorded(vault: &Vault, people: &People, form: &VisitForm, part: &TypedPart) -> Result<Option<EntryId>, ApiError> {
    let key = if part.kind == EntryKind::ReviewDecision {
        let pregnancy = people.pregnancy_at(form.review, part.subject);
        form.review.map(|review| ReviewDecision::key_of(review, pregnancy))
    } else if let Some(entry) = existing(vault, part.kind, part.subject)? {
        return Ok(Some(entry));
    } else {
        let mut body = part.body.clone();
        let days = filled(part.kind).iter().filter(|field| !matches!(**field, "contact" | "assessment" | "domain"));
        body.extend(days.map(|field| ((*field).to_owned(), json!(people.today))));
        part.kind.read(Value::Object(body)).ok().and_then(|body| part.kind.key(&body).ok().flatten())
    };
    let Some(key) = key else { return Ok(None) };
    let entry = EntryId::derived(vault.enrolment()?.organisation, part.subject, part.kind, &key);
    Ok(vault.entry(entry)?.map(|stored| stored.entry))
}

/// On the heads of what is there, which is shown beside it. What is on them already stays: what came in meanwhile was not
/// seen.
fn on_what_is_there(vault: &Vault, typed: TypedPart, there: Option<EntryId>) -> Result<TypedPart, ApiError> {
    // The decision about one review is never a version of that about another.
    let of_another = typed.kind == EntryKind::ReviewDecision && typed.entry != there;
    if typed.entry.is_some() && !of_another {
        return Ok(typed);
    }
    let heads = there.map(|entry| vault.folded(entry)).transpose()?.map(|folded| folded.heads).unwrap_or_default();
    Ok(TypedPart { entry: there, heads, ..typed })
}

/// Whether it was decided already how this review stands: a further call leaves that as it is, unless more is said.
fn is_decided(vault: &Vault, part: &TypedPart) -> Result<bool, ApiError> {
    let Some(stored) = part.entry.map(|entry| vault.entry(entry)).transpose()?.flatten() else { return Ok(false) };
    let decision = ReviewDecision::deserialize(&serde_json::from_str::<Value>(stored.body())?);
    Ok(is_in_force(&stored) && decision.is_ok_and(|decision| decision.state != ReviewDecisionState::Reopened))
}

/// What is before the names of its fields in the form.
fn name_of(part: &TypedPart) -> String {
    let domain = part.domain.map(|domain| format!("{domain:?}-")).unwrap_or_default();
    format!("{}-{domain}{}", part.kind.name(), EntryId::from_bytes(*part.subject.bytes()))
}

impl Visit<'_> {
    /// The further records, read and checked, each field under its part's name. Blank ones are left out.
    pub(super) fn add_parts(&mut self, vault: &Vault, people: &People, read: &ReadForm<'_>) -> Result<(), ApiError> {
        let form = read.form;
        let assessed = |part: &&TypedPart| part.kind == EntryKind::NeedsAssessment && !is_blank(part);
        let assessed: Vec<Subject> = form.parts.iter().filter(assessed).map(|part| part.subject).collect();
        let mut assessment = None;
        for part in &form.parts {
            let by_telephone =
                read.is_remote_review() && part.subject.person().is_some_and(|whose| people.is_reviewed(whose));
            // An assessment ends in a level of need, and a review by telephone in a decision about meeting.
            let needed = match part.kind {
                EntryKind::LevelOfNeed => assessed.contains(&part.subject),
                EntryKind::ReviewDecision => by_telephone && !is_decided(vault, part)?,
                _ => false,
            };
            let dropped = part.kind == EntryKind::ReviewDecision && !by_telephone;
            if dropped || (is_blank(part) && !needed) {
                continue;
            }
            if !people.include(part.subject) || !part.kind.about().allows(part.subject) {
                return Err(ApiError::not_found());
            }
            let entry = self.add_part(vault, people, read, (part, assessment))?;
            if part.kind == EntryKind::NeedsAssessment && people.is_the_child(part.subject) {
                assessment = entry;
            }
        }
        Ok(())
    }

    fn add_part(
        &mut self,
        vault: &Vault,
        people: &People,
        read: &ReadForm<'_>,
        (part, assessment): (&TypedPart, Option<EntryId>),
    ) -> Result<Option<EntryId>, ApiError> {
        let mut found = Findings::default();
        let body = self.filled_in(people, read, (part, assessment));
        let version = Version { kind: part.kind, subject: part.subject, entry: part.entry, heads: &part.heads };
        let read_body = version.read_body(vault, body, people.now, &mut found)?;
        ask_about_interpreter(read, part, &mut found);
        if !may_record(people.role, &Kind::Known(part.kind)) {
            found.reject("", Rule::RoleMayNot);
        }
        let body = read_body.filter(|_| found.problems.is_empty());
        let identify = |body| Ok::<_, ApiError>((version.identify(vault, self.mint, &body)?, body));
        let identified = body.map(identify).transpose();
        let identified = match identified {
            // One part never stops the others: it is opened again on what is there.
            Err(error) if error.code == ErrorCode::AlreadyRecorded => {
                found.reject("", Rule::RecordedMeanwhile);
                None
            }
            identified => identified?,
        };
        self.found.include(&name_of(part), found);
        let Some(((entry, sensitivity), body)) = identified else { return Ok(None) };
        self.entries.push(Prepared {
            kind: part.kind,
            entry,
            subject: part.subject,
            parents: part.heads.clone(),
            sensitivity,
            body: to_raw_value(&body)?,
        });
        Ok(Some(entry))
    }

    /// With the fields that the visit itself fills.
    fn filled_in(
        &self,
        people: &People,
        read: &ReadForm<'_>,
        (part, assessment): (&TypedPart, Option<EntryId>),
    ) -> Map<String, Value> {
        let mut body = part.body.clone();
        let whose = part.subject.person().unwrap_or(people.child);
        let contact = self.contacts.iter().find(|(person, _)| *person == whose).map(|(_, contact)| *contact);
        for field in filled(part.kind) {
            let value = match *field {
                "contact" => json!(contact),
                "assessment" => json!(assessment),
                "domain" => json!(part.domain),
                "occasion" => json!(read.form.review.map_or("targeted", occasion)),
                "review" => json!(read.form.review),
                "state" => json!(ReviewDecisionState::DeliveredRemotely),
                "pregnancy" => json!(people.pregnancy_at(read.form.review, part.subject)),
                _ => json!(read.day()),
            };
            body.insert((*field).to_owned(), value);
        }
        body
    }
}

/// What an assessment at this review is made for; the suggested contacts have no name of their own there.
fn occasion(review: ReviewKind) -> &'static str {
    match review {
        ReviewKind::Antenatal
        | ReviewKind::NewBirth
        | ReviewKind::SixToEightWeek
        | ReviewKind::TwelveMonth
        | ReviewKind::TwoToTwoAndAHalfYear => review.name(),
        ReviewKind::ExtraThreeToFourMonths | ReviewKind::ExtraSixMonths => "targeted",
    }
}

/// CON-06: what is asked alone is not asked through a relative.
fn ask_about_interpreter(read: &ReadForm<'_>, part: &TypedPart, found: &mut Findings) {
    let alone = matches!(part.kind, EntryKind::DomesticAbuseEnquiry | EntryKind::Mood);
    let was_asked = part.body.get("asked").and_then(Value::as_str) == Some("asked");
    if alone && was_asked && read.form.interpreted_by == Some(InterpretedBy::RelativeOrFriend) {
        found.ask("asked", Ask::RelativeInterpreted);
    }
}
