//! What each role sees of the same vault, and what is nowhere in what it is told (DOMAIN 1.1 and 3.12).

use chrono::DateTime;
use doorstep_domain::audience::slice_of;
use doorstep_domain::change::{Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{EntryId, PersonId, StaffId, Subject, SubjectKind};
use doorstep_domain::staff::Role;
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use doorstep_store::sign::ToSign;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{a_child, form, opens, records};

/// The kinds about a person whose words a role must not be told. Written from the matrix, not from the code.
fn hidden_from(role: Role) -> Vec<EntryKind> {
    use EntryKind as Kind;
    use doorstep_domain::change::Kind::Known;
    let restricted = [
        Kind::DomesticAbuseEnquiry,
        Kind::AlertNote,
        Kind::SafeguardingNote,
        Kind::Supervision,
        // The samples of these: a court order, and a factor told by a third party.
        Kind::Document,
        Kind::AssessedNeed,
    ];
    let safeguarding =
        [Kind::ChronologyEvent, Kind::Meeting, Kind::Escalation, Kind::Disclosure, Kind::InformationRequest];
    let sensitive =
        [Kind::Smoking, Kind::Alcohol, Kind::SubstanceUse, Kind::Fasd, Kind::CareProfile, Kind::VulnerableGroup];
    let seen_by_admin = [
        Kind::Birth,
        Kind::SamePerson,
        Kind::Sealing,
        Kind::Pregnancy,
        Kind::Registration,
        Kind::Accountable,
        Kind::Death,
        Kind::CommunicationNeeds,
        Kind::OtherIdentifier,
        Kind::Contact,
        Kind::PastReview,
        Kind::ReviewDecision,
        Kind::NoAccess,
        Kind::Attendance,
        Kind::Transfer,
        Kind::Appointment,
        Kind::Task,
        Kind::Message,
        Kind::Alert,
        Kind::Equality,
    ];
    let clinical = [Kind::ContactNarrative, Kind::NeedsAssessment, Kind::Referral, Kind::Goal, Kind::Accident];
    match role {
        Role::HealthVisitor | Role::StudentHealthVisitor => Vec::new(),
        Role::SafeguardingNurse => vec![Kind::Equality],
        Role::TeamLeader | Role::StaffNurse => [&restricted[..], &[Kind::Equality]].concat(),
        Role::NurseryNurse => [&restricted[..], &safeguarding, &sensitive, &[Kind::Mood, Kind::Equality]].concat(),
        Role::InfantFeedingSpecialist => {
            [&restricted[..], &safeguarding, &sensitive, &clinical, &[Kind::Mood, Kind::Equality]].concat()
        }
        Role::Admin => EntryKind::ALL.iter().copied().filter(|kind| !seen_by_admin.contains(kind)).collect(),
        // Which of what may be shared is, the service decides by the family's consent: nothing else comes to a centre.
        Role::CentreWorker => {
            let may_be_shared = |kind: EntryKind| kind == Kind::Consent || slice_of(&Known(kind)).is_some();
            EntryKind::ALL.iter().copied().filter(|kind| !may_be_shared(*kind)).collect()
        }
        Role::PrivacyOfficer | Role::Service | Role::Other => EntryKind::ALL.to_vec(),
    }
}

const ROLES: [Role; 9] = [
    Role::HealthVisitor,
    Role::SafeguardingNurse,
    Role::TeamLeader,
    Role::StaffNurse,
    Role::NurseryNurse,
    Role::InfantFeedingSpecialist,
    Role::Admin,
    Role::CentreWorker,
    Role::PrivacyOfficer,
];

/// A word that is in the entry of this kind and in nothing else.
fn planted(kind: EntryKind) -> String {
    format!("zq{}", kind.name().replace('_', ""))
}

/// Kinds that the family's timeline shows with all their words.
fn in_timeline(kind: EntryKind) -> bool {
    let about_a_person = matches!(kind.about(), SubjectKind::Person | SubjectKind::PersonOrHousehold);
    let elsewhere = [EntryKind::Identity, EntryKind::NhsNumberEntry, EntryKind::ContactPoint, EntryKind::Relationship];
    about_a_person
        && !matches!(kind, EntryKind::Birth | EntryKind::DocumentPart | EntryKind::Acknowledgement)
        && !elsewhere.contains(&kind)
}

/// An entry of every kind about the child, each with its word: in its texts, and in a field of its own.
fn plant(vault: &Vault, child: PersonId) {
    let kinds = EntryKind::ALL.iter().filter(|kind| in_timeline(**kind));
    let changes = kinds.enumerate().map(|(place, kind)| planted_change(vault, *kind, child, place)).collect();
    let at = DateTime::parse_from_rfc3339("2026-11-21T08:00:00+00:00").unwrap();
    vault.sign(&[ToSign { changes, act: None, draft: None, at }]).unwrap();
}

fn planted_change(vault: &Vault, kind: EntryKind, child: PersonId, place: usize) -> Change {
    let enrolment = vault.enrolment().unwrap();
    let at = DateTime::parse_from_rfc3339("2026-11-21T08:00:00+00:00").unwrap();
    let mut body: Value = serde_json::from_str(kind.sample()).unwrap();
    if kind == EntryKind::AssessedNeed {
        body["risk_factors"][0]["certainty"] = json!("third_party");
    }
    mark(&mut body, &planted(kind));
    let subject = Subject::Person(child);
    let own = EntryId::from_bytes([200, u8::try_from(place).unwrap(), 3, 4, 5, 6, 7, 8, 9, 1, 1, 1, 1, 1, 1, 1]);
    let entry = match kind.key(&body).unwrap() {
        Some(key) => EntryId::derived(enrolment.organisation, subject, kind, &key),
        None => own,
    };
    let header = Header {
        entry,
        kind: Kind::Known(kind),
        schema: kind.schema(),
        organisation: enrolment.organisation,
        subject,
        parents: Vec::new(),
        author: StaffId::from_bytes([1; 16]),
        role: Role::HealthVisitor,
        occurred: Occurred::Instant(at),
        recorded_at: at,
        reason: None,
        sensitivity: kind.sensitivity_of(&body).unwrap(),
        replaces: Vec::new(),
        in_error: false,
        confirmed: Vec::new(),
        unverified: false,
    };
    Change::write(header, &body).unwrap()
}

/// Adds the word to every text of several words, and a field that no form knows.
fn mark(body: &mut Value, word: &str) {
    fn texts(value: &mut Value, word: &str) {
        match value {
            Value::String(text) if text.contains(' ') && !text.starts_with("about ") => {
                *text = format!("{text} {word}");
            }
            Value::Array(items) => items.iter_mut().for_each(|item| texts(item, word)),
            Value::Object(fields) => fields.values_mut().for_each(|value| texts(value, word)),
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    texts(body, word);
    body["kept_for_later"] = json!(format!("{word} {word}"));
}

/// Everything that the calls say about this child.
fn told(desk: &Desk, child: &Value) -> String {
    let mut said = Vec::new();
    let mut ask = |name: &str, input: Value| {
        said.push(match desk.try_call(name, input) {
            Ok(answer) => answer.to_string(),
            Err(error) => json!(error).to_string(),
        });
    };
    for name in ["session", "status", "colleagues", "decisions", "sync_centre", "imports", "export_caseload"] {
        ask(name, json!({}));
    }
    ask("caseload", json!({ "from": 0, "limit": 200 }));
    ask("family", json!({ "person": child }));
    ask("open_visit", json!({ "child": child, "review": null }));
    for kind in EntryKind::ALL {
        ask("open_entry", json!({ "person": child, "kind": kind, "subject": null, "entry": null }));
    }
    ask("drafts", json!({}));
    for text in ["okafor", "9990000018", "0018", "mill lane", "XA1 2BC", "07700900123", "ada"] {
        ask("search", json!({ "text": text }));
    }
    said.join("\n").to_lowercase()
}

fn finds(desk: &Desk, word: &str) -> usize {
    desk.call("search", json!({ "text": word }))["records"].as_array().unwrap().len()
}

fn discards_drafts(desk: &Desk) {
    for draft in desk.call("drafts", json!({})).as_array().unwrap() {
        desk.call("discard_draft", json!({ "draft": draft["draft"] }));
    }
}

// Shows SHR-04.
#[test]
fn what_a_role_must_not_see_is_in_nothing_that_it_is_told() {
    let desk = Desk::new();
    let child = a_child(&desk);
    desk.look(|vault| plant(vault, child.as_str().unwrap().parse().unwrap()));
    for role in ROLES {
        desk.becomes(role);
        let (told, hidden) = (told(&desk, &child), hidden_from(role));
        for kind in EntryKind::ALL.iter().filter(|kind| in_timeline(**kind)) {
            let (word, hides) = (planted(*kind), hidden.contains(kind));
            let is_searched = desk.call("search", json!({ "text": word }))["records"].to_string();
            assert!(!hides || !told.contains(&word), "{role:?} is told of {kind:?}");
            assert!(!hides || is_searched == "[]", "{role:?} finds {kind:?}: {is_searched}");
            assert!(hides || role == Role::InfantFeedingSpecialist || told.contains(&word), "{role:?} misses {kind:?}");
        }
        let knows_people = role != Role::PrivacyOfficer;
        assert_eq!(told.contains("okafor"), knows_people, "{role:?}: {told}");
        discards_drafts(&desk);
    }
}

// Shows SHR-04.
#[test]
fn restricted_text_is_found_only_by_who_may_read_it() {
    let desk = Desk::new();
    let child = a_child(&desk);
    desk.look(|vault| plant(vault, child.as_str().unwrap().parse().unwrap()));
    let restricted = [EntryKind::SafeguardingNote, EntryKind::AlertNote, EntryKind::Supervision];
    for role in ROLES {
        desk.becomes(role);
        let may = matches!(role, Role::HealthVisitor | Role::SafeguardingNurse);
        for kind in restricted {
            assert_eq!(finds(&desk, &planted(kind)), usize::from(may), "{role:?} {kind:?}");
        }
    }
}

// Shows CLIN-06.
#[test]
fn what_was_said_about_domestic_abuse_is_for_health_visitors_and_the_named_nurse() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let body: Value = serde_json::from_str(EntryKind::DomesticAbuseEnquiry.sample()).unwrap();
    let entry = records(&desk, &child, "domestic_abuse_enquiry", &body);
    for (role, may) in [(Role::SafeguardingNurse, true), (Role::StaffNurse, false), (Role::TeamLeader, false)] {
        desk.becomes(role);
        let opened = desk.try_call(
            "open_entry",
            json!({ "person": child, "kind": "domestic_abuse_enquiry", "subject": null, "entry": entry }),
        );
        assert_eq!(opened.is_ok(), may, "{role:?}");
    }
}

#[test]
fn nobody_changes_a_fact_that_they_may_not_read() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let body: Value = serde_json::from_str(EntryKind::Equality.sample()).unwrap();
    let draft = opens(&desk, &child, "equality", &Value::Null)["draft"].clone();
    desk.becomes(Role::StaffNurse);
    let family = desk.call("family", json!({ "person": child }));
    assert!(!family["may_record"].as_array().unwrap().contains(&json!("equality")), "it is not offered");
    desk.becomes(Role::HealthVisitor);
    records(&desk, &child, "equality", &body);
    desk.becomes(Role::StaffNurse);
    let other = json!({ "draft": draft, "form": form(&body, ""), "confirmed": [] });
    assert!(desk.try_call("sign_entry", other).is_err());
    let opened =
        desk.try_call("open_entry", json!({ "person": child, "kind": "equality", "subject": null, "entry": null }));
    assert!(opened.is_err());
}

#[test]
fn admin_does_not_undo_an_import_under_a_record_that_they_cannot_see() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let body: Value = serde_json::from_str(EntryKind::Goal.sample()).unwrap();
    records(&desk, &child, "goal", &body);
    desk.becomes(Role::Admin);
    let act = desk.call("imports", json!({}))[0]["act"].clone();
    desk.call("import_undo", json!({ "act": act }));
    assert_eq!(desk.total(), 1, "the child stays, for what is kept of her");
}
