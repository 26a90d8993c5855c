//! What holds for every kind.

use doorstep_app::ErrorCode;
use doorstep_domain::entries::{EntryKind, Writer};
use doorstep_domain::id::StaffId;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::decisions::{damp, of_home};
use crate::desk::{Desk, file, line};

pub(crate) fn a_child(desk: &Desk) -> Value {
    let child = [("family_name", "Okafor"), ("given_names", "Ada"), ("birth_date", "2026-10-20"), ("sex", "female")];
    desk.import(&file(&[line(&child)]));
    desk.call("caseload", json!({ "from": 0, "limit": 1 }))["children"][0]["person"]["person"].clone()
}

pub(crate) fn opens(desk: &Desk, person: &Value, kind: &str, entry: &Value) -> Value {
    desk.call("open_entry", json!({ "person": person, "kind": kind, "subject": null, "entry": entry }))
}

pub(crate) fn form(body: &Value, why: &str) -> Value {
    json!({ "happened_on": "2026-11-21", "why": why, "body": body })
}

/// Opens, signs, and gives the entry.
pub(crate) fn records(desk: &Desk, person: &Value, kind: &str, body: &Value) -> Value {
    let draft = opens(desk, person, kind, &Value::Null)["draft"].clone();
    let input = json!({ "draft": draft, "form": form(body, ""), "confirmed": [] });
    desk.call("sign_entry", input)["entries"][0].clone()
}

pub(crate) fn amends(desk: &Desk, person: &Value, kind: &str, (entry, body): (&Value, &Value)) -> Result<Value, Value> {
    let draft = opens(desk, person, kind, entry)["draft"].clone();
    let input = json!({ "draft": draft, "form": form(body, "Told by telephone."), "confirmed": [] });
    let signed = desk.try_call("sign_entry", input).map_err(|error| json!(error));
    if signed.is_err() {
        desk.call("discard_draft", json!({ "draft": draft }));
    }
    signed
}

pub(crate) fn in_timeline(desk: &Desk, person: &Value, kind: &str) -> Vec<Value> {
    let family = desk.call("family", json!({ "person": person }));
    family["timeline"].as_array().unwrap().iter().filter(|item| item["kind"] == kind).cloned().collect()
}

fn level(level: &str) -> Value {
    json!({ "level": level, "reasons": "Alone with twins.", "from": "2026-11-21", "review_by": "2027-02-21" })
}

#[test]
fn what_is_typed_wrong_is_kept_and_everything_wrong_is_said_at_once() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let draft = opens(&desk, &child, "level_of_need", &Value::Null)["draft"].clone();
    let wrong = json!({ "level": "very", "reasons": "", "from": "yesterday", "review_by": "" });
    let saved = json!({ "draft": draft, "form": form(&wrong, "") });
    desk.call("save_entry", saved);
    let error = desk.try_call("sign_entry", json!({ "draft": draft, "form": form(&wrong, ""), "confirmed": [] }));
    let problems = json!(error.unwrap_err())["problems"].clone();
    let fields: Vec<&str> = problems.as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["from", "level", "reasons", "review_by"]);
    let again = desk.call("resume_entry", json!({ "draft": draft }));
    assert_eq!(again["form"]["body"], wrong, "nothing is lost for being wrong");
}

// Shows NEED-01, NEED-02.
#[test]
fn a_fact_of_which_there_is_one_is_amended_when_it_is_recorded_again() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let first = records(&desk, &child, "level_of_need", &level("universal"));
    let opened = opens(&desk, &child, "level_of_need", &Value::Null);
    assert_eq!((&opened["amends"], &opened["form"]["body"]["level"]), (&json!(true), &json!("universal")));
    let input = json!({ "draft": opened["draft"], "form": form(&level("targeted"), ""), "confirmed": [] });
    let refused = json!(desk.try_call("sign_entry", input).unwrap_err());
    assert_eq!(refused["problems"], json!([{ "field": "why", "rule": "required" }]), "a change says why");
    let input = json!({ "draft": opened["draft"], "form": form(&level("targeted"), "Seen today."), "confirmed": [] });
    assert_eq!(desk.call("sign_entry", input)["entries"][0], first, "the same entry");
    let items = in_timeline(&desk, &child, "level_of_need");
    assert_eq!(items.len(), 1);
    assert_eq!((&items[0]["body"]["level"], &items[0]["amended"]), (&json!("targeted"), &json!(true)));
}

#[test]
fn what_is_recorded_already_is_changed_with_what_was_typed() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let number =
        |value: &str| json!({ "scheme": "hospital", "value": value, "source": "Letter", "seen_on": "2026-11-20" });
    let first = records(&desk, &child, "other_identifier", &number("A-100"));
    let draft = opens(&desk, &child, "other_identifier", &Value::Null)["draft"].clone();
    let typed = form(&number("A-200"), "");
    let error = desk.try_call("sign_entry", json!({ "draft": draft, "form": typed, "confirmed": [] })).unwrap_err();
    assert_eq!((error.code, error.detail.as_deref()), (ErrorCode::AlreadyRecorded, Some("2026-11-21")));
    let amending = desk.call("amend_instead", json!({ "draft": draft, "form": typed }));
    assert_eq!((&amending["amends"], &amending["form"]["body"]["value"]), (&json!(true), &json!("A-200")));
    assert_eq!(amending["previous"]["body"]["value"], "A-100", "what is there is beside what was typed");
    let signed = json!({ "draft": draft, "form": form(&number("A-200"), "Read from the letter."), "confirmed": [] });
    assert_eq!(desk.call("sign_entry", signed)["entries"][0], first, "the same entry");
}

#[test]
fn an_entry_made_in_error_is_hidden_kept_and_says_why() {
    let desk = Desk::new();
    let child = a_child(&desk);
    records(&desk, &child, "level_of_need", &level("specialist"));
    let item = in_timeline(&desk, &child, "level_of_need")[0].clone();
    let mark = |reason: &str| json!({ "entry": item["entry"], "change": item["change"], "reason": reason });
    let refused = json!(desk.try_call("mark_in_error", mark(" ")).unwrap_err());
    assert_eq!(refused["problems"][0]["field"], "why");
    desk.call("mark_in_error", mark("Written under the wrong twin."));
    let marked = &in_timeline(&desk, &child, "level_of_need")[0];
    assert_eq!((&marked["in_error"], &marked["body"]["level"]), (&json!(true), &json!("specialist")));
}

#[test]
fn what_happened_days_ago_needs_a_reason_and_what_has_not_happened_cannot_be_signed() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let signs = |happened_on: &str, why: &str| {
        let draft = opens(&desk, &child, "level_of_need", &Value::Null)["draft"].clone();
        let form = json!({ "happened_on": happened_on, "why": why, "body": level("universal") });
        let signed = desk.try_call("sign_entry", json!({ "draft": draft, "form": form, "confirmed": [] }));
        signed.map_err(|error| json!(error)["problems"].clone())
    };
    assert_eq!(signs("2026-11-30", "").unwrap_err(), json!([{ "field": "happened_on", "rule": "in_the_future" }]));
    assert_eq!(signs("2026-11-12", "").unwrap_err(), json!([{ "field": "why", "rule": "required" }]));
    signs("2026-11-12", "The laptop was away for repair.").unwrap();
    assert_eq!(in_timeline(&desk, &child, "level_of_need")[0]["occurred"], "2026-11-12");
}

#[test]
fn nobody_signs_what_their_role_may_not() {
    let desk = Desk::of(2, Role::NurseryNurse);
    let child = a_child(&desk);
    let may = desk.call("family", json!({ "person": child }))["may_record"].clone();
    assert!(!may.as_array().unwrap().contains(&json!("level_of_need")), "it is not offered");
    let draft = opens(&desk, &child, "level_of_need", &Value::Null)["draft"].clone();
    let input = json!({ "draft": draft, "form": form(&level("universal"), ""), "confirmed": [] });
    let error = desk.try_call("sign_entry", input).unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    assert_eq!(json!(error)["problems"][0]["rule"], "role_may_not");
}

#[test]
fn what_is_restricted_is_found_without_its_words() {
    let desk = Desk::new();
    let child = a_child(&desk);
    records(
        &desk,
        &child,
        "safeguarding_note",
        &serde_json::from_str(doorstep_domain::entries::EntryKind::SafeguardingNote.sample()).unwrap(),
    );
    assert_eq!(in_timeline(&desk, &child, "safeguarding_note")[0]["sensitivity"], "restricted");
    let words = desk.call("search", json!({ "text": "sister" }));
    assert!(words["records"].as_array().unwrap().iter().all(|record| record["excerpt"] == ""), "{words}");
}

#[test]
fn a_new_record_begins_today_and_in_the_one_state_that_it_can_begin_in() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let begun = |kind: &str| opens(&desk, &child, kind, &Value::Null)["form"]["body"].clone();
    assert_eq!(begun("referral"), json!({ "made_on": "2026-11-21", "state": "signed" }));
    assert_eq!(begun("alert"), json!({ "from": "2026-11-21" }));
    for kind in [EntryKind::Referral, EntryKind::Delegation, EntryKind::Appointment, EntryKind::Task] {
        let mut sample: Value = serde_json::from_str(kind.sample()).unwrap();
        sample["state"] = begun(kind.name())["state"].clone();
        let anybody = Writer { staff: StaffId::from_bytes([1; 16]), role: Role::HealthVisitor, began: true };
        assert!(kind.may_follow(None, &sample, &anybody), "{} may begin so", kind.name());
    }
    assert_eq!(begun("consent"), json!({}), "there are several states in which it may begin");
}

#[test]
fn a_record_of_the_home_is_changed_from_the_timeline() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let need = of_home(&desk, &child, "assessed_need", &damp());
    let dry = json!({ "domain": "home_and_safety", "concern": "none", "narrative": "Dry now." });
    amends(&desk, &child, "assessed_need", (&need, &dry)).unwrap();
    let shown = in_timeline(&desk, &child, "assessed_need");
    assert_eq!((&shown[0]["body"]["narrative"], &shown[0]["amended"]), (&json!("Dry now."), &json!(true)));
    let bell = [("nhs_number", "999 000 0034"), ("family_name", "Bell"), ("carer1_nhs_number", "999 000 0042")];
    desk.import(&file(&[line(&bell)]));
    let bell = desk.child("Bell");
    let level = records(&desk, &child, "level_of_need", &level("targeted"));
    let refused = desk.try_call("open_entry", json!({ "person": bell, "kind": "level_of_need", "entry": level }));
    assert!(refused.is_err(), "somebody else's is not opened on this screen");
}

#[test]
fn a_signed_weight_is_changed_with_a_reason_and_the_first_one_is_kept() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let body = |grams: u32| json!({ "measured_on": "2026-11-20", "weight": grams, "clothing": "naked" });
    let weight = records(&desk, &child, "measurement", &body(3260));
    let draft = opens(&desk, &child, "measurement", &weight)["draft"].clone();
    let input = json!({ "draft": draft, "form": form(&body(3620), ""), "confirmed": [] });
    let refused = json!(desk.try_call("sign_entry", input).unwrap_err());
    assert_eq!(refused["problems"][0]["field"], "why");
    let huge = json!({ "draft": draft, "form": form(&body(36_200), "Misread."), "confirmed": [] });
    assert!(desk.try_call("sign_entry", huge).is_err(), "the same checks as in the visit");
    amends(&desk, &child, "measurement", (&weight, &body(3620))).unwrap();
    let shown = in_timeline(&desk, &child, "measurement");
    assert_eq!((&shown[0]["body"]["weight"], &shown[0]["amended"]), (&json!(3620), &json!(true)));
    let entry = weight.as_str().unwrap().parse().unwrap();
    assert_eq!(desk.look(|vault| vault.versions(entry).unwrap().len()), 2);
}

#[test]
fn what_a_later_version_wrote_hides_nobody_elses() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let phone = json!({ "means": "phone", "value": "07700 900321", "safe_to_voicemail": "no", "safe_to_text": "no" });
    let phone = records(&desk, &child, "contact_point", &phone);
    desk.colleague_writes(&phone, |body| {
        body["means"] = json!("beacon");
        body["value"] = json!("Ada 14");
    });
    let family = desk.call("family", json!({ "person": child }));
    let point = &family["people"][0]["contact_points"][0];
    assert_eq!((&point["value"], &point["means"]), (&json!("Ada 14"), &Value::Null));
    desk.knows_colleague_as(7, &json!("parish_nurse"));
    let told = desk.call("colleagues", json!({}));
    let colleague = told.as_array().unwrap().iter().find(|one| one["name"] == "Colleague 7").unwrap();
    assert_eq!(colleague["role"], "other");
}
