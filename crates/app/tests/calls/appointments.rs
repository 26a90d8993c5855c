//! Appointments: what may be sent about them, and slots that two families have.

use doorstep_app::ErrorCode;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::{Desk, file, line};
use crate::recording::{amends, form, in_timeline, opens, records};

const AMINA: &str = "01010101-0101-0101-0101-010101010101";
const BETH: &str = "02020202-0202-0202-0202-020202020202";

fn two_families() -> Desk {
    let desk = Desk::new();
    desk.import(&file(&[
        line(&[("nhs_number", "999 000 0034"), ("family_name", "Ash"), ("carer1_safe_to_text", "yes")]),
        line(&[
            ("nhs_number", "999 000 0042"),
            ("family_name", "Birch"),
            ("given_names", "Ben"),
            ("address", "2 Quay Street"),
            ("postcode", "XA1 2BD"),
            ("carer1_nhs_number", ""),
            ("carer1_family_name", "Birch"),
            ("carer1_given_names", "Sian"),
            ("carer1_birth_date", "1990-01-09"),
            ("carer1_phone", "07700 900456"),
        ]),
    ]));
    desk
}

fn slot(more: Value) -> Value {
    let mut body = json!({
        "purpose": "12-month review", "on": "2026-12-03", "at": "10:00", "duration_min": 30, "with": AMINA,
        "place": "Romney centre", "room": "Room 2", "interpreter": "not_needed", "invitation": "not_yet",
        "state": "booked",
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

fn child(desk: &Desk, family: &str) -> Value {
    json!(desk.child(family))
}

fn invitation(desk: &Desk, entry: &Value) -> Value {
    desk.call("invitation", json!({ "entry": entry }))
}

/// "text 07700 900123", or "text" and the reason where it is struck out.
fn ways(view: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one = |way: &Value| match &way["struck"] {
        Value::Null => format!("{} {}", text(&way["way"]), text(&way["to"][0])),
        struck => format!("{}: {}", text(&way["way"]), text(struck)),
    };
    view["ways"].as_array().unwrap().iter().map(one).collect()
}

fn mother(desk: &Desk, child: &Value) -> Value {
    let family = desk.call("family", json!({ "person": child }));
    let people = family["people"].as_array().unwrap();
    people.iter().find(|member| member["contact_points"][0].is_object()).unwrap().clone()
}

// Shows APP-01, CON-12.
#[test]
fn a_family_is_invited_in_neutral_words_by_a_way_that_somebody_said_is_safe() {
    let desk = two_families();
    let ada = child(&desk, "Ash");
    let entry = records(&desk, &ada, "appointment", &slot(json!({})));
    let view = invitation(&desk, &entry);
    assert_eq!(view["refused"], Value::Null);
    let words = "You have an appointment on Thursday 3 December at 10:00am at Romney centre.";
    assert_eq!(view["words"], json!([{ "occasion": "invitation", "text": words }]));
    assert_eq!(ways(&view), ["text 07700 900123", "letter 14 Mill Lane", "voicemail: not_asked"]);
    assert_eq!(view["ways"][0]["whose"]["given"], "Ngozi", "a child's carers are told");

    let told = json!({ "entry": entry, "heads": view["heads"], "how": "by_text" });
    desk.call("record_invited", told.clone());
    let again = desk.try_call("record_invited", told).unwrap_err();
    assert_eq!(again.code, ErrorCode::ChangedMeanwhile, "what was shown is no longer what stands");
    let item = &in_timeline(&desk, &ada, "appointment")[0];
    assert_eq!((&item["body"]["invitation"], &item["amended"]), (&json!("by_text"), &json!(true)));
    let view = invitation(&desk, &entry);
    assert_eq!(view["words"][0]["occasion"], "reminder");
    amends(
        &desk,
        &ada,
        "appointment",
        (&entry, &slot(json!({ "state": "moved", "at": "14:30", "invitation": "by_text" }))),
    )
    .unwrap();
    let view = invitation(&desk, &entry);
    let moved = "Your appointment is now on Thursday 3 December at 2:30pm at Romney centre.";
    assert_eq!(view["words"][0], json!({ "occasion": "moved", "text": moved }));
}

// Shows APP-01, CON-12.
#[test]
fn what_nobody_asked_is_not_safe_and_a_warning_stops_letters() {
    let desk = two_families();
    let ben = child(&desk, "Birch");
    let entry = records(&desk, &ben, "appointment", &slot(json!({ "place": "2 Quay Street" })));
    let view = invitation(&desk, &entry);
    assert_eq!(ways(&view), ["letter 2 Quay Street", "text: not_asked", "voicemail: not_asked"]);
    let words = view["words"][0]["text"].as_str().unwrap();
    assert_eq!(
        words, "You have an appointment on Thursday 3 December at 10:00am.",
        "their address is not a place to say"
    );

    let warning = json!({
        "kind": "safe_contact", "text": "Ring before 10 only.", "from": "2026-11-21", "review_by": "2027-05-21",
    });
    records(&desk, &ben, "alert", &warning);
    let view = invitation(&desk, &entry);
    assert_eq!(view["refused"], "nothing_known_safe");
    assert_eq!(view["words"], json!([]), "there is nothing to copy");
    assert_eq!(ways(&view), ["text: not_asked", "voicemail: not_asked", "letter: safe_contact_warning"]);

    let mother = mother(&desk, &ben);
    let asked = json!({
        "means": "phone", "value": "07700 900456", "safe_to_voicemail": "no", "safe_to_text": "yes",
        "safe_hours": "9 to 12 only",
    });
    let entry_of_phone = &mother["contact_points"][0]["entry"];
    amends(&desk, &mother["person"]["person"], "contact_point", (entry_of_phone, &asked)).unwrap();
    let view = invitation(&desk, &entry);
    assert_eq!(ways(&view), ["text 07700 900456", "voicemail: said_no", "letter: safe_contact_warning"]);
    assert_eq!(view["ways"][0]["safe_hours"], "9 to 12 only");
}

// Shows APP-01, CON-12.
#[test]
fn a_home_that_is_kept_off_letters_is_named_nowhere_and_reaches_nobody_who_lives_elsewhere() {
    let desk = two_families();
    let ada = child(&desk, "Ash");
    let entry = records(&desk, &ada, "appointment", &slot(json!({})));
    let family = desk.call("family", json!({ "person": ada }));
    let home = family["households"][0].clone();
    let subject = format!("household:{}", home["household"].as_str().unwrap());
    let open = json!({ "person": ada, "kind": "address", "subject": subject, "entry": home["address_entry"] });
    let draft = desk.call("open_entry", open);
    let hidden = json!({ "lines": ["14 Mill Lane"], "postcode": "XA1 2BC", "hidden": true });
    let sign = json!({ "draft": draft["draft"], "form": form(&hidden, "She asked for it."), "confirmed": [] });
    desk.call("sign_entry", sign);
    let view = invitation(&desk, &entry);
    assert_eq!(ways(&view), ["text 07700 900123", "voicemail: not_asked", "letter: home_is_hidden"]);
    assert!(!view["words"].to_string().contains("Romney"), "a place says where they are near");
    assert!(!view["ways"].to_string().contains("Mill Lane"), "the address is not shown to be copied");

    // She leaves: the child stays in the home, and her number is one of somebody who is not to find it.
    let member = home["members"].as_array().unwrap().iter().find(|member| member["person"] != ada).unwrap().clone();
    let open = json!({ "person": ada, "kind": "membership", "subject": subject, "entry": member["entry"] });
    let draft = desk.call("open_entry", open);
    let mut moved_out = draft["form"]["body"].clone();
    moved_out["to"] = json!("2026-11-20");
    let sign = json!({ "draft": draft["draft"], "form": form(&moved_out, "Told by the police."), "confirmed": [] });
    desk.call("sign_entry", sign);
    let view = invitation(&desk, &entry);
    assert_eq!(view["refused"], "nothing_known_safe");
    assert_eq!(ways(&view), ["text: home_is_hidden", "voicemail: home_is_hidden", "letter: home_is_hidden"]);
}

// Shows APP-01, CLIN-18.
#[test]
fn a_death_stops_every_invitation_of_the_family_also_one_of_a_brother_or_sister() {
    let desk = Desk::new();
    let twin = |number: &'static str, given: &'static str, order: &'static str| {
        let cells = [("nhs_number", number), ("given_names", given), ("birth_order", order), ("multiple", "2")];
        line(&[cells.as_slice(), &[("carer1_safe_to_text", "yes")]].concat())
    };
    desk.import(&file(&[twin("999 000 0034", "Ada", "1"), twin("999 000 0042", "Obi", "2")]));
    let found = desk.call("caseload", json!({ "from": 0, "limit": 2 }))["children"].clone();
    let (ada, obi) = (&found[0]["person"]["person"], &found[1]["person"]["person"]);
    let of_ada = records(&desk, ada, "appointment", &slot(json!({ "invitation": "by_text" })));
    let of_obi = records(&desk, obi, "appointment", &slot(json!({})));
    assert_eq!(invitation(&desk, &of_obi)["refused"], Value::Null);
    let death = json!({ "on": "2026-11-20", "source": "informal", "told_by": "A&E", "circumstances": "unexpected" });
    records(&desk, ada, "death", &death);
    for entry in [&of_ada, &of_obi] {
        let view = invitation(&desk, entry);
        assert_eq!(view["refused"], "death_in_the_family");
        assert_eq!((&view["words"], &view["ways"]), (&json!([]), &json!([])), "no words, and no number");
    }
}

#[test]
fn that_nothing_may_be_sent_is_not_taken_back_in_passing() {
    let desk = two_families();
    let entry = records(&desk, &child(&desk, "Ash"), "appointment", &slot(json!({ "invitation": "not_safe" })));
    let view = invitation(&desk, &entry);
    assert_eq!(view["refused"], "said_not_safe");
    let told = json!({ "entry": entry, "heads": view["heads"], "how": "in_person" });
    let refused = json!(desk.try_call("record_invited", told).unwrap_err());
    assert_eq!(refused["problems"], json!([{ "field": "invitation", "rule": "illegal_step" }]));
}

#[test]
fn only_an_appointment_in_force_has_an_invitation() {
    let desk = two_families();
    let ada = child(&desk, "Ash");
    let level = json!({ "level": "universal", "reasons": "Seen.", "from": "2026-11-21", "review_by": "2027-02-21" });
    let other = records(&desk, &ada, "level_of_need", &level);
    let refused = desk.try_call("invitation", json!({ "entry": other })).unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let entry = records(&desk, &ada, "appointment", &slot(json!({})));
    let change = in_timeline(&desk, &ada, "appointment")[0]["change"].clone();
    desk.call("mark_in_error", json!({ "entry": entry, "change": change, "reason": "Another child." }));
    assert_eq!(desk.try_call("invitation", json!({ "entry": entry })).unwrap_err().code, ErrorCode::NotFound);
}

/// Books, and answers every question with yes. Gives the questions.
fn books(desk: &Desk, person: &Value, body: &Value) -> Vec<Value> {
    let draft = opens(desk, person, "appointment", &Value::Null)["draft"].clone();
    let sign = |confirmed: &Value| json!({ "draft": draft, "form": form(body, ""), "confirmed": confirmed });
    let Err(refused) = desk.try_call("sign_entry", sign(&json!([]))) else { return Vec::new() };
    let questions = json!(refused)["questions"].clone();
    desk.call("sign_entry", sign(&questions));
    questions.as_array().unwrap().clone()
}

// Shows APP-01.
#[test]
fn a_slot_that_is_taken_is_asked_about_and_a_double_booking_waits_until_one_is_moved() {
    let desk = two_families();
    desk.knows_colleague(2, Role::HealthVisitor);
    let (ada, ben) = (child(&desk, "Ash"), child(&desk, "Birch"));
    let decisions = || desk.call("status", json!({}))["decisions"].clone();
    assert_eq!(books(&desk, &ada, &slot(json!({}))), Vec::<Value>::new());
    assert_eq!(books(&desk, &ada, &slot(json!({ "with": BETH }))), Vec::<Value>::new(), "one family, seen by two");
    assert_eq!(decisions(), 0);
    let taken = [json!({ "field": "at", "ask": "slot_taken" })];
    assert_eq!(books(&desk, &ben, &slot(json!({ "at": "10:15" }))), taken);
    let found = desk.call("double_bookings", json!({}));
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["taken"], json!(["room", "practitioner"]));
    let of: Vec<&Value> = found[0]["bookings"].as_array().unwrap().iter().map(|one| &one["person"]["family"]).collect();
    assert_eq!(of, ["Ash", "Ash", "Birch"]);
    assert_eq!(found[0]["bookings"][2]["with"], "Amina Yusuf");
    assert_eq!(decisions(), 1, "it is counted on every screen");

    let entry = found[0]["bookings"][2]["entry"].clone();
    let goes = |more: Value| amends(&desk, &ben, "appointment", (&entry, &slot(more)));
    let still = goes(json!({ "at": "10:20", "state": "moved" })).unwrap_err();
    assert_eq!(still["questions"], json!(taken), "it is asked when it is moved too");
    goes(json!({ "at": "10:30", "state": "moved" })).unwrap();
    assert_eq!(desk.call("double_bookings", json!({})), json!([]));
    assert_eq!(decisions(), 0);
    goes(json!({ "state": "cancelled", "cancelled_by": "family" })).unwrap();
    assert_eq!(desk.call("double_bookings", json!({})), json!([]), "whose time is free again");
}

#[test]
fn who_may_not_change_an_appointment_is_asked_nothing_about_one() {
    let desk = two_families();
    let (ada, ben) = (child(&desk, "Ash"), child(&desk, "Birch"));
    books(&desk, &ada, &slot(json!({})));
    books(&desk, &ben, &slot(json!({})));
    desk.becomes(Role::Admin);
    assert_eq!(desk.call("double_bookings", json!({})).as_array().unwrap().len(), 1, "the office books");
    for role in [Role::PrivacyOfficer, Role::CentreWorker] {
        desk.becomes(role);
        assert_eq!(desk.call("double_bookings", json!({})), json!([]), "{role:?}");
        assert_eq!(desk.call("status", json!({}))["decisions"], 0, "{role:?}");
    }
}
