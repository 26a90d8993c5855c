//! Registering people at the desk.

use doorstep_app::ErrorCode;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{a_child, amends, in_timeline, records};

pub(crate) fn opens(desk: &Desk, joining: &str, beside: &Value, after: &Value) -> Value {
    desk.call("open_registration", json!({ "joining": joining, "beside": beside, "after": after }))
}

pub(crate) fn signs(desk: &Desk, opened: &Value, form: &Value) -> Result<Value, Value> {
    let input = json!({ "draft": opened["draft"], "form": form, "confirmed": [] });
    desk.try_call("sign_registration", input).map_err(|error| json!(error))
}

fn problems(refused: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let found = refused["problems"].as_array().unwrap();
    found.iter().map(|problem| (text(&problem["field"]), text(&problem["rule"]))).collect()
}

/// A family that moves in.
pub(crate) fn moving_in(given: &str, number: &str) -> Value {
    json!({
        "identity": { "family": "Marsh", "given": given, "birth_date": "2025-03-02" },
        "nhs_number": { "number": number, "status": "" },
        "birth": { "sex": "male", "gestation": "", "weight": "", "order": "", "multiple": "" },
        "address": { "lines": ["3 Quay Street", "Saltmere"], "postcode": "xa1 2bd", "hidden": false },
        "carer": { "family": "Marsh", "given": "Jo", "birth_date": "1996-08" },
        "carer_nhs_number": { "number": "", "status": "" },
        "relationship": { "relationship": "mother", "parental_responsibility": "yes", "contact_restriction": "" },
        "phone": { "value": "07700 900777", "safe_to_text": "yes", "safe_to_voicemail": "" },
        "moved_in_on": "2026-11-14"
    })
}

pub(crate) fn moves_in(desk: &Desk, given: &str, number: &str) -> Value {
    let opened = opens(desk, "family", &Value::Null, &Value::Null);
    signs(desk, &opened, &moving_in(given, number)).unwrap()["person"].clone()
}

fn mother_of(desk: &Desk, child: &Value) -> Value {
    desk.call("family", json!({ "person": child }))["mother"].clone()
}

pub(crate) fn a_baby(order: u8, given: &str) -> Value {
    json!({
        "identity": { "family": "Okafor", "given": given, "birth_date": "2026-11-19" },
        "nhs_number": { "number": "", "status": "trace_postponed" },
        "birth": { "sex": "female", "gestation": "36+1", "weight": 2350, "order": order, "multiple": 2 },
        "relationship": { "parental_responsibility": "yes" }
    })
}

#[test]
fn a_family_that_moves_in_is_registered_whole() {
    let desk = Desk::new();
    let child = moves_in(&desk, "Rowan", "999 000 0050");
    let family = desk.call("family", json!({ "person": child }));
    assert_eq!(family["person"]["nhs_number"], "999 000 0050");
    assert_eq!(family["people"].as_array().unwrap().len(), 2, "the child and its mother");
    let mother = &family["people"][1];
    assert_eq!(mother["relationship"]["parental_responsibility"], "yes");
    assert_eq!(mother["contact_points"][0]["value"], "07700 900777");
    assert_eq!(family["households"][0]["address"], json!(["3 Quay Street", "Saltmere", "XA1 2BD"]));
    assert_eq!(family["households"][0]["members"].as_array().unwrap().len(), 2);
    assert_eq!(in_timeline(&desk, &child, "registration")[0]["body"]["source"], "transfer_in");
    assert_eq!(desk.call("search", json!({ "text": "rowan marsh" }))["people"].as_array().unwrap().len(), 1);
    assert_eq!(desk.call("drafts", json!({})), json!([]), "what is signed is no draft any more");
}

#[test]
fn everything_that_is_wrong_is_said_at_once_and_nothing_is_written() {
    let desk = Desk::new();
    let opened = opens(&desk, "family", &Value::Null, &Value::Null);
    let mut form = moving_in("Rowan", "999 000 0051");
    form["carer"]["family"] = json!(" ");
    form["address"]["postcode"] = json!("by the sea");
    form["identity"]["birth_date"] = json!("2025-03");
    let refused = signs(&desk, &opened, &form).unwrap_err();
    let named = |field: &str, rule: &str| (field.to_owned(), rule.to_owned());
    let expected = [
        named("nhs_number.number", "nhs_number_check"),
        named("address.postcode", "postcode_shape"),
        named("carer.family", "required"),
        named("identity.birth_date", "day_needed"),
    ];
    assert_eq!(problems(&refused), expected);
    assert_eq!(desk.total(), 0, "all or none");
    desk.call("save_registration", json!({ "draft": opened["draft"], "form": form }));
    desk.unlock();
    let again = desk.call("resume_registration", json!({ "draft": opened["draft"] }));
    assert_eq!(again["form"], form, "what was typed wrong is kept");
    assert!(desk.call("drafts", json!({}))[0]["registers"].as_bool().unwrap());
}

// Shows TRF-02.
#[test]
fn twins_are_born_to_a_mother_who_is_here_and_end_her_pregnancy() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let mother = mother_of(&desk, &child);
    let pregnancy =
        json!({ "expected_on": "2026-12-16", "notified_on": "2026-05-12", "outcome": "expected", "babies": [] });
    records(&desk, &mother, "pregnancy", &pregnancy);
    let opened = opens(&desk, "baby", &mother, &Value::Null);
    assert_eq!(opened["form"]["identity"]["family"], "Baby of Ngozi Okafor", "until there is a name");
    let first = signs(&desk, &opened, &a_baby(1, "")).unwrap()["person"].clone();
    let opened = opens(&desk, "baby", &mother, &first);
    assert_eq!((&opened["form"]["birth"]["order"], &opened["form"]["birth"]["multiple"]), (&json!(2), &json!(2)));
    assert_eq!(opened["form"]["identity"]["birth_date"], "2026-11-19");
    let second = signs(&desk, &opened, &a_baby(2, "Bea")).unwrap()["person"].clone();
    let family = desk.call("family", json!({ "person": second }));
    assert_eq!(family["mother"], mother);
    assert_eq!(family["person"]["birth_order"], json!([2, 2]));
    assert_eq!(family["people"].as_array().unwrap().len(), 4, "mother, sister, twins");
    assert_eq!(family["households"][0]["members"].as_array().unwrap().len(), 4);
    let ended = &in_timeline(&desk, &mother, "pregnancy")[0]["body"];
    assert_eq!((&ended["outcome"], &ended["babies"]), (&json!("live_birth"), &json!([first, second])));
}

// Shows TRF-02.
#[test]
fn a_pregnancy_that_is_notified_has_its_antenatal_review_and_none_after_a_loss() {
    let desk = Desk::new();
    let opened = opens(&desk, "mother", &Value::Null, &Value::Null);
    let form = json!({
        "identity": { "family": "Marsh", "given": "Jo", "birth_date": "1996-08-03" },
        "nhs_number": { "number": "999 000 0050" },
        "address": { "lines": ["3 Quay Street"], "postcode": "XA1 2BD" },
        "phone": { "value": "07700 900777" },
        "pregnancy": { "expected_on": "2027-01-20", "notified_on": "2026-07-01", "gestation_at_booking": "9+3" }
    });
    let mother = signs(&desk, &opened, &form).unwrap()["person"].clone();
    let reviews = || desk.call("family", json!({ "person": mother }))["reviews"].as_array().unwrap().clone();
    let review = |state: &str| {
        let reviews = reviews();
        assert_eq!(reviews.len(), 1, "a pregnancy has the antenatal review alone");
        assert_eq!((&reviews[0]["review"], &reviews[0]["state"]), (&json!("antenatal"), &json!(state)));
    };
    review("open");
    let item = in_timeline(&desk, &mother, "pregnancy")[0].clone();
    let mut body = item["body"].clone();
    body["outcome"] = json!("loss");
    amends(&desk, &mother, "pregnancy", (&item["entry"], &body)).unwrap();
    assert_eq!(reviews(), [] as [Value; 0], "quietly: no reminder, and no word about it");
}

#[test]
fn one_baby_is_not_registered_twice() {
    let desk = Desk::new();
    let mother = mother_of(&desk, &a_child(&desk));
    let opened = opens(&desk, "baby", &mother, &Value::Null);
    signs(&desk, &opened, &a_baby(1, "Ada")).unwrap();
    let opened = opens(&desk, "baby", &mother, &Value::Null);
    let refused = signs(&desk, &opened, &a_baby(1, "Adah")).unwrap_err();
    assert_eq!(problems(&refused), [("birth.order".to_owned(), "already_registered".to_owned())]);
    moves_in(&desk, "Rowan", "999 000 0050");
    let opened = opens(&desk, "family", &Value::Null, &Value::Null);
    let refused = signs(&desk, &opened, &moving_in("Rowan", "9990000050")).unwrap_err();
    assert_eq!(problems(&refused)[0], ("nhs_number.number".to_owned(), "already_registered".to_owned()));
}

#[test]
fn two_laptops_that_register_one_child_make_one_person() {
    let (one, other) = (Desk::new(), Desk::of(2, Role::Admin));
    let baby = |desk: &Desk| {
        let mother = mother_of(desk, &a_child(desk));
        let opened = opens(desk, "baby", &mother, &Value::Null);
        signs(desk, &opened, &a_baby(1, "Ada")).unwrap()["person"].clone()
    };
    assert_eq!(baby(&one), baby(&other), "by mother, day and order");
    assert_eq!(moves_in(&one, "Rowan", "999 000 0050"), moves_in(&other, "Rowan", "9990000050"), "by NHS number");
    assert_eq!(moves_in(&one, "Robin", ""), moves_in(&other, "robin", ""), "by name, birth date and postcode");
}

// Shows SAFE-10.
#[test]
fn another_adult_joins_with_what_is_known_of_responsibility_and_restrictions() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let opened = opens(&desk, "adult", &child, &Value::Null);
    let form = json!({
        "identity": { "family": "Obi", "given": "Emeka" },
        "relationship": { "relationship": "father", "parental_responsibility": "not_known",
            "contact_restriction": "Non-molestation order of 3 May 2026: not to come to the home." },
        "phone": { "value": "" }, "lives_here": false
    });
    let signed = signs(&desk, &opened, &form).unwrap();
    assert_eq!(signed["open"], child);
    let family = desk.call("family", json!({ "person": child }));
    let people = family["people"].as_array().unwrap();
    let father = people.iter().find(|member| member["person"]["person"] == signed["person"]).unwrap();
    let relationship = &father["relationship"];
    assert_eq!(relationship["parental_responsibility"], "not_known", "stated, never inferred");
    assert!(relationship["contact_restriction"].as_str().unwrap().contains("not to come"));
    assert_eq!(family["households"][0]["members"].as_array().unwrap().len(), 2, "he does not live there");
    let draft = desk.call(
        "open_entry",
        json!({ "person": child, "kind": "relationship", "subject": null, "entry": relationship["entry"] }),
    );
    let mut body = draft["form"]["body"].clone();
    body["parental_responsibility"] = json!("yes");
    let form = json!({ "happened_on": "2026-11-21", "why": "Seen on the birth certificate.", "body": body });
    desk.call("sign_entry", json!({ "draft": draft["draft"], "form": form, "confirmed": [] }));
    let family = desk.call("family", json!({ "person": child }));
    let people = family["people"].as_array().unwrap();
    let father = people.iter().find(|member| member["person"]["person"] == signed["person"]).unwrap();
    assert_eq!(father["relationship"]["parental_responsibility"], "yes");
}

// Shows TRF-07.
#[test]
fn brothers_and_sisters_stay_linked_when_a_child_moves_to_another_home() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let mother = mother_of(&desk, &child);
    let opened = opens(&desk, "baby", &mother, &Value::Null);
    let baby = signs(&desk, &opened, &a_baby(1, "Ada")).unwrap()["person"].clone();
    let family = desk.call("family", json!({ "person": child }));
    let household = &family["households"][0];
    let members = household["members"].as_array().unwrap();
    let member = members.iter().find(|member| member["person"] == child).unwrap();
    let subject = json!(format!("household:{}", household["household"].as_str().unwrap()));
    let open = json!({ "person": child, "kind": "membership", "subject": subject, "entry": member["entry"] });
    let draft = desk.call("open_entry", open);
    let mut body = draft["form"]["body"].clone();
    body["to"] = json!("2026-11-20");
    let form = json!({ "happened_on": "2026-11-21", "why": "Now lives with grandmother.", "body": body });
    desk.call("sign_entry", json!({ "draft": draft["draft"], "form": form, "confirmed": [] }));
    let seen = |of: &Value| desk.call("family", json!({ "person": of }))["people"].to_string();
    assert!(seen(&child).contains(baby.as_str().unwrap()), "the baby is still in the older child's family");
    assert!(seen(&baby).contains(child.as_str().unwrap()), "and the other way round");
    let family = desk.call("family", json!({ "person": child }));
    let left =
        family["households"][0]["members"].as_array().unwrap().iter().find(|m| m["person"] == child).unwrap().clone();
    assert_eq!(left["to"], "2026-11-20", "the home of before is still known");
}

#[test]
fn nobody_registers_whose_role_may_not() {
    let desk = Desk::of(3, Role::CentreWorker);
    let opened = opens(&desk, "family", &Value::Null, &Value::Null);
    let refused = signs(&desk, &opened, &moving_in("Rowan", "")).unwrap_err();
    assert_eq!(problems(&refused), [("identity".to_owned(), "role_may_not".to_owned())]);
}

// Shows SAFE-11.
#[test]
fn a_kinship_carer_and_a_private_foster_carer_are_told_from_parents() {
    let desk = Desk::new();
    let child = a_child(&desk);
    for (given, kind) in [("Ruth", "kinship_carer"), ("Ivy", "private_foster_carer"), ("Joan", "guardian")] {
        let opened = opens(&desk, "adult", &child, &Value::Null);
        let form = json!({
            "identity": { "family": "Bell", "given": given },
            "relationship": { "relationship": kind, "parental_responsibility": "no" },
            "phone": { "value": "" }, "lives_here": true
        });
        let signed = signs(&desk, &opened, &form).unwrap();
        let family = desk.call("family", json!({ "person": child }));
        let people = family["people"].as_array().unwrap();
        let carer = people.iter().find(|member| member["person"]["person"] == signed["person"]).unwrap();
        assert_eq!(carer["relationship"]["relationship"], kind);
    }
}

#[test]
fn a_lone_father_is_offered_nothing_that_only_a_mother_can_have() {
    let desk = Desk::new();
    let opened = opens(&desk, "family", &Value::Null, &Value::Null);
    let mut form = moving_in("Rowan", "999 000 0050");
    form["relationship"]["relationship"] = json!("father");
    let child = signs(&desk, &opened, &form).unwrap()["person"].clone();
    let father = mother_of(&desk, &child);
    assert_eq!(desk.call("family", json!({ "person": father }))["may_be_mother"], false);
    let visit = desk.call("open_visit", json!({ "child": child, "review": null, "quick": null }));
    assert_eq!((&visit["mother"]["person"], &visit["is_mother"]), (&father, &json!(false)), "a carer's own record");
    let baby = json!({ "joining": "baby", "beside": father, "after": null });
    assert_eq!(desk.try_call("open_registration", baby).unwrap_err().code, ErrorCode::NotFound);
    let antenatal = json!({ "child": father, "review": "antenatal", "quick": null });
    assert_eq!(desk.try_call("open_visit", antenatal).unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn a_mother_is_told_from_a_carer_and_may_have_another_baby() {
    let desk = Desk::new();
    let child = moves_in(&desk, "Rowan", "999 000 0050");
    let mother = mother_of(&desk, &child);
    assert_eq!(desk.call("family", json!({ "person": mother }))["may_be_mother"], true);
    let visit = desk.call("open_visit", json!({ "child": child, "review": null, "quick": null }));
    assert_eq!(visit["is_mother"], true);
    opens(&desk, "baby", &mother, &Value::Null);
}

#[test]
fn two_families_that_were_begun_are_told_apart_by_the_name_that_was_typed() {
    let desk = Desk::new();
    let opened = opens(&desk, "family", &Value::Null, &Value::Null);
    let name = |desk: &Desk| desk.call("drafts", json!({}))[0]["typed_name"].clone();
    assert_eq!(name(&desk), Value::Null);
    desk.call("save_registration", json!({ "draft": opened["draft"], "form": moving_in("Rowan", "") }));
    assert_eq!(name(&desk), "Rowan Marsh");
}
