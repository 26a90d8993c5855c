//! A visit's form: laid out for the visit, for mother, child and brothers and sisters, under one signature.

use serde_json::{Value, json};

use crate::desk::{Desk, file, line};
use crate::recording::records;

const ADA: [(&str, &str); 8] = [
    ("nhs_number", "999 000 0034"),
    ("family_name", "Bell"),
    ("given_names", "Ada"),
    ("birth_date", "2026-11-04"),
    ("birth_order", "1"),
    ("multiple", "2"),
    ("birth_weight_g", "2500"),
    ("gestation_weeks", "36"),
];
const BEA: [(&str, &str); 8] = [
    ("nhs_number", "999 000 0042"),
    ("family_name", "Bell"),
    ("given_names", "Bea"),
    ("birth_date", "2026-11-04"),
    ("birth_order", "2"),
    ("multiple", "2"),
    ("birth_weight_g", "1950"),
    ("gestation_weeks", "36"),
];

struct Family {
    desk: Desk,
    ada: Value,
    bea: Value,
}

fn twins() -> Family {
    let desk = Desk::new();
    desk.import(&file(&[line(&ADA), line(&BEA)]));
    let children = desk.call("caseload", json!({ "from": 0, "limit": 9 }))["children"].clone();
    let named = |given: &str| {
        let child = children.as_array().unwrap().iter().find(|child| child["person"]["given"] == given).unwrap();
        child["person"]["person"].clone()
    };
    Family { ada: named("Ada"), bea: named("Bea"), desk }
}

impl Family {
    fn opens(&self, review: &str) -> Value {
        self.desk.call("open_visit", json!({ "child": self.ada, "review": review, "quick": null }))
    }

    /// The form of a visit at home this morning, with what `change` types.
    fn form(&self, draft: &Value, change: impl FnOnce(&mut Value)) -> Value {
        let mut form = draft["form"].clone();
        for (field, value) in [
            ("start", json!("08:10")),
            ("end", json!("08:40")),
            ("mode", json!("face_to_face")),
            ("place", json!("home")),
            ("outcome", json!("took_place")),
            ("child_seen", json!("awake")),
        ] {
            form[field] = value;
        }
        form["parts"] = draft["parts"].as_array().unwrap().iter().map(|part| part["typed"].clone()).collect();
        change(&mut form);
        form
    }

    fn signs(&self, draft: &Value, form: &Value) -> Result<Value, Value> {
        let input = json!({ "draft": draft["draft"], "form": form, "confirmed": [] });
        self.desk.try_call("sign_visit", input).map_err(|error| json!(error))
    }

    fn timeline(&self) -> Vec<Value> {
        self.desk.call("family", json!({ "person": self.ada }))["timeline"].as_array().unwrap().clone()
    }
}

fn part<'f>(form: &'f mut Value, kind: &str, of: &Value) -> &'f mut Value {
    let subject = format!("person:{}", of.as_str().unwrap());
    let parts = form["parts"].as_array_mut().unwrap();
    let found = parts.iter_mut().find(|part| part["kind"] == kind && part["subject"] == subject.as_str());
    &mut found.unwrap_or_else(|| panic!("the form has no {kind}"))["body"]
}

fn details() -> Value {
    json!({
        "mode": "spontaneous", "place": "hospital", "vitamin_k": "injected", "jaundice": "none",
        "safe_sleep": "seen_safe", "allergies": "None known",
    })
}

fn problems(refused: &Value) -> Vec<(&str, &str)> {
    let list = refused["problems"].as_array().unwrap().iter();
    list.map(|one| (one["field"].as_str().unwrap(), one["rule"].as_str().unwrap())).collect()
}

// Shows IDN-03, CLIN-01.
#[test]
fn twins_are_two_contacts_of_one_visit_and_whose_numbers_they_are_is_said_again() {
    let family = twins();
    let draft = family.opens("new_birth");
    assert_eq!((&draft["could_add"][0]["given"], &draft["ask_name"]), (&json!("Bea"), &json!(true)));
    let with_bea = family.form(&draft, |form| {
        let mut bea = json!({ "person": family.bea });
        for (field, value) in [("child_seen", "asleep"), ("weight", "1.90"), ("clothing", "naked")] {
            bea[field] = json!(value);
        }
        form["siblings"] = json!([bea]);
        form["weight"] = json!("2.45");
    });
    family.desk.call("save_visit", json!({ "draft": draft["draft"], "form": with_bea }));
    let again = family.desk.call("resume_visit", json!({ "draft": draft["draft"] }));
    assert_eq!((&again["siblings"][0]["person"]["given"], &again["could_add"]), (&json!("Bea"), &json!([])));
    assert_eq!(again["siblings"][0]["previous"]["birth_weight"], "1.950 kg", "hers, not her sister's");
    let refused = family.signs(&draft, &with_bea).unwrap_err();
    let expected = [("name_confirmed", "name_not_confirmed"), ("s1.name_confirmed", "name_not_confirmed")];
    assert_eq!(problems(&refused), expected);
    let mut right = with_bea;
    right["name_confirmed"] = json!(true);
    right["siblings"][0]["name_confirmed"] = json!(true);
    family.signs(&draft, &right).unwrap();
    let timeline = family.timeline();
    let of =
        |kind: &str, who: &Value| timeline.iter().filter(|item| item["kind"] == kind && item["person"] == *who).count();
    assert_eq!((of("contact", &family.ada), of("contact", &family.bea)), (1, 1));
    assert_eq!((of("measurement", &family.ada), of("measurement", &family.bea)), (1, 1));
    let batches: Vec<&Value> = timeline.iter().map(|item| &item["batch"]).filter(|batch| !batch.is_null()).collect();
    assert!(batches.windows(2).any(|two| two[0] == two[1]), "under one signature");
}

// Shows HCP-04, CLIN-05, NEED-03, NEED-04, NEED-05.
#[test]
fn mother_and_child_several_records_and_an_assessment_are_signed_at_once() {
    let family = twins();
    let draft = family.opens("new_birth");
    let mother = draft["mother"]["person"].clone();
    let form = family.form(&draft, |form| {
        *part(form, "mood", &mother) =
            json!({ "asked": "asked", "whooley": { "down": "no", "little_interest": "no" } });
        *part(form, "new_birth_details", &family.ada) = details();
        *part(form, "needs_assessment", &family.ada) =
            json!({ "informants": ["mother"], "voice_of_child": "Turns to her mother's voice." });
    });
    let refused = family.signs(&draft, &form).unwrap_err();
    let fields: Vec<&str> = problems(&refused).iter().map(|(field, _)| field.rsplit('.').next().unwrap()).collect();
    assert!(fields.contains(&"level") && fields.contains(&"reasons"), "an assessment ends in a level: {fields:?}");
    let form = {
        let mut form = form;
        *part(&mut form, "level_of_need", &family.ada) =
            json!({ "level": "targeted", "reasons": "Two small babies.", "review_by": "2027-02-21" });
        let home = form["parts"].as_array_mut().unwrap().iter_mut();
        let mut domains = home.filter(|part| part["kind"] == "assessed_need");
        let safety = domains.find(|part| part["domain"] == "home_and_safety").unwrap();
        safety["body"] = json!({
            "concern": "some",
            "risk_factors": [{ "term": "No smoke alarm", "certainty": "observed" }],
            "protective_factors": [{ "term": "Two cots, both clear", "certainty": "observed" }],
        });
        form
    };
    family.signs(&draft, &form).unwrap();
    let timeline = family.timeline();
    let one = |kind: &str| timeline.iter().find(|item| item["kind"] == kind).unwrap_or_else(|| panic!("no {kind}"));
    let hers = timeline.iter().find(|item| item["kind"] == "contact" && item["person"] == mother).unwrap();
    assert_eq!(one("mood")["body"]["contact"], hers["entry"], "hers is linked to her own contact");
    assert_eq!(one("assessed_need")["body"]["assessment"], one("needs_assessment")["entry"]);
    assert_eq!(one("assessed_need")["household"], true, "the home is the family's");
    assert_eq!(one("level_of_need")["body"]["from"], "2026-11-21", "the day of the visit");
    let next = family.opens("six_to_eight_week");
    let parts = next["parts"].as_array().unwrap();
    let safety = parts.iter().find(|part| part["domain"] == "home_and_safety").unwrap();
    assert_eq!(safety["previous"]["body"]["risk_factors"][0]["term"], "No smoke alarm", "to say what has changed");
    assert!(safety["prompts"]["protective"].as_array().unwrap().len() >= 5);
}

// Shows CLIN-05.
#[test]
fn a_thought_of_self_harm_is_not_signed_without_a_decision_about_safety() {
    let family = twins();
    let draft = family.opens("six_to_eight_week");
    let mother = draft["mother"]["person"].clone();
    let epds = |decision: &str| {
        family.form(&draft, |form| {
            *part(form, "mood", &mother) = json!({
                "asked": "asked", "epds": { "total": 14, "item_10": 1 }, "safety_decision": decision, "next": "GP today",
            });
        })
    };
    let refused = family.signs(&draft, &epds("")).unwrap_err();
    let (field, rule) = problems(&refused)[0];
    assert!(field.ends_with(".safety_decision") && rule == "safety_decision", "{refused}");
    family.signs(&draft, &epds("Stayed until her sister came; crisis line given.")).unwrap();
}

// Shows CON-03, HCP-10.
#[test]
fn a_review_by_telephone_needs_a_reason_and_a_decision_about_meeting() {
    let family = twins();
    let draft = family.opens("new_birth");
    let form = family.form(&draft, |form| {
        form["mode"] = json!("telephone");
        form["child_seen"] = json!("not_seen");
    });
    let refused = family.signs(&draft, &form).unwrap_err();
    let fields: Vec<&str> = problems(&refused).iter().map(|(field, _)| field.rsplit('.').next().unwrap()).collect();
    assert_eq!(fields, ["reason"]);
    let mut form = form;
    *part(&mut form, "review_decision", &family.ada) = json!({ "reason": "Chickenpox at home.", "why_remote": "infection", "face_to_face": "by_a_day", "meet_by": "2026-11-30" });
    family.signs(&draft, &form).unwrap();
    let decision = family.timeline().into_iter().find(|item| item["kind"] == "review_decision").unwrap();
    assert_eq!(
        (&decision["body"]["state"], &decision["body"]["review"]),
        (&json!("delivered_remotely"), &json!("new_birth"))
    );
}

// Shows CON-06, CLIN-06.
#[test]
fn what_is_asked_alone_through_a_relative_is_asked_about() {
    let family = twins();
    let draft = family.opens("new_birth");
    let mother = draft["mother"]["person"].clone();
    let form = family.form(&draft, |form| {
        form["interpreted_by"] = json!("relative_or_friend");
        *part(form, "domestic_abuse_enquiry", &mother) = json!({ "asked": "asked", "disclosed": "not_disclosed" });
    });
    let refused = family.signs(&draft, &form).unwrap_err();
    assert_eq!(refused["questions"][0]["ask"], "relative_interpreted");
    let form = family.form(&draft, |form| {
        form["interpreted_by"] = json!("relative_or_friend");
        *part(form, "domestic_abuse_enquiry", &mother) =
            json!({ "asked": "not_asked", "not_asked_because": "interpreter_is_relative" });
    });
    family.signs(&draft, &form).unwrap();
}

// Shows CON-08.
#[test]
fn a_contact_in_passing_is_opened_answered_and_signed_in_three_presses() {
    let family = twins();
    let open = json!({ "child": family.bea, "review": null, "quick": "in_clinic" });
    let draft = family.desk.call("open_visit", open);
    let mut form = draft["form"].clone();
    form["child_seen"] = json!("awake");
    family.signs(&draft, &form).unwrap();
    let timeline = family.timeline();
    let contact = timeline.iter().find(|item| item["kind"] == "contact" && item["person"] == family.bea).unwrap();
    assert_eq!((&contact["body"]["place"], &contact["body"]["mode"]), (&json!("clinic"), &json!("face_to_face")));
}

#[test]
fn what_was_typed_into_a_part_outlives_a_change_of_the_review() {
    let family = twins();
    let draft = family.opens("new_birth");
    let form = family.form(&draft, |form| {
        *part(form, "new_birth_details", &family.ada) = json!({ "allergies": "None known" });
        form["review"] = json!("six_to_eight_week");
    });
    family.desk.call("save_visit", json!({ "draft": draft["draft"], "form": form }));
    let again = family.desk.call("resume_visit", json!({ "draft": draft["draft"] }));
    let parts = again["parts"].as_array().unwrap();
    let kept = parts.iter().find(|part| part["kind"] == "new_birth_details").unwrap();
    assert_eq!(kept["typed"]["body"]["allergies"], "None known");
    assert!(parts.iter().any(|part| part["kind"] == "immunisation_status"), "and the other form is there");
}

#[test]
fn nothing_about_somebody_outside_the_visit_can_be_signed_with_it() {
    let family = twins();
    let draft = family.opens("new_birth");
    let form = family.form(&draft, |form| {
        let concern = json!({ "topic": "hearing", "concern": "Startles." });
        form["parts"] = json!([{
            "kind": "health_concern", "subject": format!("person:{}", family.bea.as_str().unwrap()), "domain": null,
            "added": true, "entry": null, "heads": [], "body": concern,
        }]);
    });
    assert_eq!(family.signs(&draft, &form).unwrap_err()["code"], "not_found");
}

// Shows CLIN-04.
#[test]
fn when_breast_milk_stopped_and_solids_began_is_asked_and_nothing_typed_is_dropped() {
    let family = twins();
    let draft = family.opens("six_to_eight_week");
    let typed = |feeding: Value| {
        family.form(&draft, |form| {
            form["stopped_on"] = json!("2026-11-12");
            form["feeding"] = feeding;
        })
    };
    let refused = family.signs(&draft, &typed(Value::Null)).unwrap_err();
    assert_eq!(problems(&refused), [("feeding", "required")], "a day without a status is not left out in silence");
    family.signs(&draft, &typed(json!("no_breast_milk"))).unwrap();
    let fed = family.timeline().into_iter().find(|item| item["kind"] == "feeding").unwrap();
    assert_eq!(fed["body"]["stopped_on"], "2026-11-12");
}

// Shows CON-11.
#[test]
fn what_happened_says_how_old_the_child_was_then_by_both_ages() {
    let family = twins();
    let draft = family.opens("new_birth");
    let form = family.form(&draft, |_| {});
    family.signs(&draft, &form).unwrap();
    let contact = family.timeline().into_iter().find(|item| item["person"] == family.ada).unwrap();
    assert_eq!(contact["age"], "2 weeks 3 days");
    assert!(contact["corrected_age"].as_str().unwrap().contains("before the expected date"), "{contact}");
}

// Shows HCP-04, HCP-06, HCP-12, HCP-13, CLIN-13.
#[test]
fn the_form_of_each_review_has_room_for_what_the_review_is_for() {
    let family = twins();
    let mut expected = vec![
        ("new_birth", "new_birth_details"),
        ("new_birth", "screening_fact"),
        ("six_to_eight_week", "mood"),
        ("twelve_month", "development"),
        ("two_to_two_and_a_half_year", "development"),
        ("two_to_two_and_a_half_year", "level_of_need"),
    ];
    let reviews = ["new_birth", "six_to_eight_week", "twelve_month", "two_to_two_and_a_half_year"];
    expected.extend(reviews.map(|review| (review, "immunisation_status")));
    for (review, kind) in expected {
        let draft = family.opens(review);
        let parts = draft["parts"].as_array().unwrap();
        assert!(parts.iter().any(|part| part["kind"] == kind), "{review} asks for {kind}");
    }
    // Nothing is due at 17 days; at a year there is.
    let draft = family.opens("new_birth");
    let of = |draft: &Value, kind: &str| {
        draft["parts"].as_array().unwrap().iter().find(|part| part["kind"] == kind).unwrap()["for_age"].clone()
    };
    assert_eq!(of(&draft, "immunisation_status")["doses"], json!([]));
    let old = family.desk.call(
        "open_entry",
        json!({
            "person": a_year_old(&family.desk), "kind": "immunisation_status", "subject": null, "entry": null,
        }),
    );
    let doses = old["for_age"]["doses"].as_array().unwrap();
    assert!(doses.iter().any(|dose| dose["vaccines"].to_string().contains("6-in-1")), "{doses:?}");
}

fn a_year_old(desk: &Desk) -> Value {
    let cells = [("nhs_number", "999 000 0050"), ("given_names", "Ali"), ("birth_date", "2025-10-01")];
    desk.import(&file(&[line(&cells)]));
    json!(desk.child("Okafor"))
}

// Shows CLIN-07.
#[test]
fn alcohol_in_the_pregnancy_is_said_where_the_child_is_looked_after() {
    let family = twins();
    let said =
        |family: &Family| family.desk.call("family", json!({ "person": family.ada }))["alcohol_before_birth"].clone();
    assert_eq!(said(&family), Value::Null);
    let draft = family.opens("new_birth");
    let mother = draft["mother"]["person"].clone();
    let form = family.form(&draft, |form| {
        *part(form, "alcohol", &mother) = json!({ "asked": "asked", "units_per_week": 4, "advice_given": true });
    });
    family.signs(&draft, &form).unwrap();
    assert_eq!(said(&family), "2026-11-21");
}

// Shows CLIN-11, CLIN-12, CLIN-15, CLIN-16, NEED-06.
#[test]
fn attachment_safety_parents_health_and_money_have_their_place_and_their_prompts() {
    let family = twins();
    let draft = family.opens("new_birth");
    let parts = draft["parts"].as_array().unwrap();
    for (domain, word) in [
        ("mental_health_and_relationships", "close to the baby"),
        ("home_and_safety", "sleep"),
        ("parents_health", "disab"),
        ("practical_social", "debt"),
    ] {
        let prompts = parts.iter().find(|part| part["domain"] == domain).unwrap()["prompts"].to_string().to_lowercase();
        assert!(prompts.contains(word), "{domain}: {prompts}");
    }
    let form = family.form(&draft, |form| {
        form["parents_words"] = json!("We want her to sleep in her own basket.");
        form["plan"] = json!("Basket by the bed from tonight; Amina rings on Monday.");
    });
    family.signs(&draft, &form).unwrap();
    let told = family.timeline().into_iter().find(|item| item["kind"] == "contact_narrative").unwrap();
    assert_eq!(told["body"]["parents_words"], "We want her to sleep in her own basket.");
}

// Shows CON-04.
#[test]
fn nobody_in_and_not_brought_are_told_apart_and_need_no_end() {
    for outcome in ["no_access", "was_not_brought", "did_not_attend", "cancelled_by_family", "cancelled_by_service"] {
        let family = twins();
        let draft = family.opens("new_birth");
        let form = family.form(&draft, |form| {
            form["outcome"] = json!(outcome);
            form["end"] = json!("");
            form["child_seen"] = Value::Null;
        });
        family.signs(&draft, &form).unwrap();
        let contact = family.timeline().into_iter().find(|item| item["kind"] == "contact").unwrap();
        assert_eq!(
            (&contact["body"]["outcome"], &contact["body"]["child_seen"]),
            (&json!(outcome), &json!("not_seen"))
        );
        let reviews = family.desk.call("family", json!({ "person": family.ada }))["reviews"].clone();
        let new_birth = reviews.as_array().unwrap().iter().find(|one| one["review"] == "new_birth").unwrap();
        assert_eq!(new_birth["state"], "overdue", "a door that stays closed is no review");
    }
}

// Shows SAFE-06.
#[test]
fn preventive_reviews_go_on_beside_a_child_protection_plan() {
    let family = twins();
    let status = json!({
        "state": "child_protection_plan", "category": ["neglect"], "from": "2026-11-20", "review_on": "2027-02-20",
        "authority": "County Council", "source": "minutes", "decided_by": "Conference of 20 November", "confirmed_by": "Tom Price, social worker",
    });
    crate::recording::records(&family.desk, &family.ada, "safeguarding_status", &status);
    let reviews = family.desk.call("family", json!({ "person": family.ada }))["reviews"].clone();
    let live =
        |review: &Value| ["not_yet_open", "open", "due_soon", "overdue"].contains(&review["state"].as_str().unwrap());
    assert!(reviews.as_array().unwrap().iter().filter(|review| live(review)).count() >= 5, "{reviews}");
}

#[test]
fn what_is_restricted_stays_closed_when_a_visit_is_taken_up_again() {
    let family = twins();
    let draft = family.opens("new_birth");
    let mother = draft["mother"]["person"].clone();
    let form = family.form(&draft, |form| {
        *part(form, "domestic_abuse_enquiry", &mother) = json!({ "asked": "asked" });
        *part(form, "mood", &mother) = json!({ "asked": "asked" });
    });
    family.desk.call("save_visit", json!({ "draft": draft["draft"], "form": form }));
    let again = family.desk.call("resume_visit", json!({ "draft": draft["draft"] }));
    let shown = |kind: &str| {
        let part = again["parts"].as_array().unwrap().iter().find(|part| part["kind"] == kind).unwrap();
        (part["open"].as_bool().unwrap(), part["sensitivity"].clone())
    };
    assert_eq!(shown("mood"), (true, json!("sensitive")), "what was begun is gone on with");
    assert_eq!(shown("domestic_abuse_enquiry"), (false, json!("restricted")), "somebody else may be reading along");
}

#[test]
fn a_visit_and_a_record_that_are_begun_say_how_sensitive_they_are() {
    let family = twins();
    family.opens("new_birth");
    let input = json!({ "person": family.ada, "kind": "safeguarding_note", "subject": null, "entry": null });
    assert_eq!(family.desk.call("open_entry", input)["sensitivity"], "restricted");
    let drafts = family.desk.call("drafts", json!({}));
    let mut said: Vec<_> = drafts.as_array().unwrap().iter().map(|one| (&one["kind"], &one["sensitivity"])).collect();
    said.sort_by_key(|(kind, _)| kind.to_string());
    let (note, visit) = (json!("safeguarding_note"), Value::Null);
    assert_eq!(said, [(&note, &json!("restricted")), (&visit, &json!("standard"))]);
}

/// A review by telephone, with what `change` types.
fn by_telephone(family: &Family, draft: &Value, change: impl FnOnce(&mut Value)) -> Value {
    family.form(draft, |form| {
        for (field, value) in [("mode", "telephone"), ("child_seen", "not_seen")] {
            form[field] = json!(value);
        }
        change(form);
    })
}

fn decision() -> Value {
    json!({ "reason": "Everybody has a cold.", "why_remote": "infection", "face_to_face": "not_needed" })
}

#[test]
fn a_review_is_done_by_telephone_a_second_time() {
    let family = twins();
    let first = family.opens("new_birth");
    let form = by_telephone(&family, &first, |form| *part(form, "review_decision", &family.ada) = decision());
    family.signs(&first, &form).unwrap();

    let left_blank = family.opens("new_birth");
    let form = by_telephone(&family, &left_blank, |form| {
        form["start"] = json!("08:41");
        form["end"] = json!("08:45");
    });
    family.signs(&left_blank, &form).unwrap();
    let decisions = || family.timeline().into_iter().filter(|item| item["kind"] == "review_decision");
    assert!(!decisions().next().unwrap()["amended"].as_bool().unwrap(), "what was decided stays as it is");

    let more = family.opens("new_birth");
    let form = by_telephone(&family, &more, |form| {
        form["start"] = json!("08:46");
        form["end"] = json!("08:50");
        let meet = json!({ "reason": "Still ill.", "face_to_face": "by_a_day", "meet_by": "2026-12-01" });
        let decision = part(form, "review_decision", &family.ada);
        *decision = json!({ "why_remote": "infection" });
        decision.as_object_mut().unwrap().extend(meet.as_object().unwrap().clone());
    });
    family.signs(&more, &form).unwrap();
    let decided: Vec<Value> = decisions().collect();
    assert_eq!((decided.len(), &decided[0]["body"]["meet_by"]), (1, &json!("2026-12-01")));
}

#[test]
fn what_a_colleague_recorded_meanwhile_stops_its_own_part_alone_and_is_opened_again() {
    let family = twins();
    let draft = family.opens("new_birth");
    let level = json!({ "level": "targeted", "reasons": "Alone with twins.", "review_by": "2027-02-21" });
    let form = family.form(&draft, |form| *part(form, "level_of_need", &family.ada) = level.clone());
    let hers = json!({ "level": "specialist", "reasons": "Plan.", "from": "2026-11-20", "review_by": "2027-01-21" });
    records(&family.desk, &family.ada, "level_of_need", &hers);
    let refused = family.signs(&draft, &form).unwrap_err();
    let found = problems(&refused);
    assert!(found.len() == 1 && found[0].0.starts_with("level_of_need-") && found[0].1 == "recorded_meanwhile");

    family.desk.call("save_visit", json!({ "draft": draft["draft"], "form": form }));
    let again = family.desk.call("resume_visit", json!({ "draft": draft["draft"] }));
    let parts = again["parts"].as_array().unwrap().iter();
    let mine = parts.clone().find(|part| part["recorded_meanwhile"] == true).unwrap();
    assert_eq!(mine["previous"]["body"]["level"], "specialist", "what is there is shown");
    assert_eq!(mine["typed"]["body"]["level"], "targeted", "and what was typed is kept");
    let form = family.form(&again, |_| {});
    family.signs(&again, &form).unwrap();
    let mut levels = family.timeline().into_iter().filter(|item| item["kind"] == "level_of_need");
    let level = levels.next().unwrap();
    assert_eq!((&level["body"]["level"], &level["amended"], levels.next()), (&json!("targeted"), &json!(true), None));
}

// Shows IDN-03.
#[test]
fn a_visit_under_the_wrong_twin_is_moved_whole() {
    let family = twins();
    let draft = family.opens("new_birth");
    let form = family.form(&draft, |form| {
        form["weight"] = json!("2.45");
        form["name_confirmed"] = json!(true);
        form["parents_words"] = json!("She feeds every two hours.");
    });
    family.signs(&draft, &form).unwrap();
    let weight = json!({ "measured_on": "2026-11-20", "weight": 2400, "clothing": "naked" });
    crate::recording::records(&family.desk, &family.ada, "measurement", &weight);
    let narrative = family.timeline().into_iter().find(|item| item["kind"] == "contact_narrative").unwrap();
    let moves = |items: &[Value]| {
        let entries: Vec<Value> =
            items.iter().map(|item| json!({ "entry": item["entry"], "change": item["change"] })).collect();
        let input = json!({ "entries": entries, "to": family.bea, "reason": "The twins were taken for each other.", "confirmed": [] });
        family.desk.try_call("move_entries", input).map_err(|error| json!(error))
    };
    let together = family.desk.call("moves_with", json!({ "entry": narrative["entry"] }));
    let goes = together["goes"].as_array().unwrap();
    let kinds: Vec<&str> = goes.iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert!(["contact", "contact_narrative", "measurement"].iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == "measurement").count(), 1, "the one of another day stays");
    let contact = goes.iter().find(|item| item["kind"] == "contact").unwrap().clone();
    for alone in [narrative, contact] {
        let refused = moves(&[alone]).unwrap_err();
        assert_eq!(problems(&refused), [("why", "part_of_another")], "neither goes without the other");
    }
    moves(goes).unwrap();
    let bea = family.desk.call("family", json!({ "person": family.bea }))["timeline"].clone();
    let of = |kind: &str| {
        let bea = bea.as_array().unwrap().iter();
        bea.filter(|item| item["kind"] == kind && item["person"] == family.bea).cloned().collect::<Vec<_>>()
    };
    assert_eq!(of("contact_narrative")[0]["body"]["contact"], of("contact")[0]["entry"], "linked to the copy");
    assert_eq!(of("measurement")[0]["body"]["contact"], of("contact")[0]["entry"]);
    let left = family.timeline().into_iter().filter(|item| item["person"] == family.ada && item["in_error"] == false);
    assert_eq!(left.filter(|item| item["kind"] == "measurement").count(), 1);
}

/// Two brothers of one mother, the older three years old.
fn brothers() -> Family {
    let desk = Desk::new();
    let noah = [
        ("family_name", "Bell"),
        ("given_names", "Noah"),
        ("birth_date", "2025-12-01"),
        ("nhs_number", "999 000 0034"),
    ];
    let older =
        [("family_name", "Bell"), ("given_names", "Ben"), ("birth_date", "2023-11-01"), ("nhs_number", "999 000 0042")];
    desk.import(&file(&[line(&noah), line(&older)]));
    let children = desk.call("caseload", json!({ "from": 0, "limit": 9 }))["children"].clone();
    let named = |given: &str| {
        let child = children.as_array().unwrap().iter().find(|child| child["person"]["given"] == given).unwrap();
        child["person"]["person"].clone()
    };
    Family { ada: named("Noah"), bea: named("Ben"), desk }
}

fn review_of(family: &Family, person: &Value) -> Value {
    let shown = family.desk.call("family", json!({ "person": person }))["timeline"].clone();
    let of = |item: &&Value| item["kind"] == "contact" && item["person"] == *person;
    shown.as_array().unwrap().iter().find(of).unwrap()["body"]["review"].clone()
}

// Shows HCP-03.
#[test]
fn a_brother_who_was_seen_too_has_the_review_only_where_his_own_is_open() {
    for (family, review, expected) in
        [(brothers(), "twelve_month", Value::Null), (twins(), "new_birth", json!("new_birth"))]
    {
        let draft = family.opens(review);
        let typed = family.form(&draft, |form| {
            form["siblings"] = json!([{ "person": family.bea, "child_seen": "awake" }]);
        });
        family.signs(&draft, &typed).unwrap();
        assert_eq!(review_of(&family, &family.ada), review, "whose visit it was");
        assert_eq!(review_of(&family, &family.bea), expected, "seen, and no more than that");
    }
}

// Shows HCP-03.
#[test]
fn by_telephone_nobody_decides_about_a_brothers_review_that_is_not_open() {
    let family = brothers();
    let draft = family.opens("twelve_month");
    let with_ben = family.form(&draft, |form| {
        form["siblings"] = json!([{ "person": family.bea, "child_seen": "not_seen" }]);
    });
    family.desk.call("save_visit", json!({ "draft": draft["draft"], "form": with_ben }));
    let again = family.desk.call("resume_visit", json!({ "draft": draft["draft"] }));
    let decided: Vec<&Value> = again["parts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|part| part["kind"] == "review_decision")
        .map(|part| &part["person"]["given"])
        .collect();
    assert_eq!(decided, ["Noah"]);
}

// Shows CON-05.
#[test]
fn behind_a_closed_door_nobody_was_seen_whatever_was_ticked_before() {
    let family = twins();
    let draft = family.opens("new_birth");
    let typed = family.form(&draft, |form| form["outcome"] = json!("no_access"));
    assert_eq!(typed["child_seen"], "awake", "chosen first");
    family.signs(&draft, &typed).unwrap();
    let of = |item: &&Value| item["kind"] == "contact" && item["person"] == family.ada;
    assert_eq!(family.timeline().iter().find(of).unwrap()["body"]["child_seen"], "not_seen");
    let children = family.desk.call("caseload", json!({ "from": 0, "limit": 9 }))["children"].clone();
    assert!(children.as_array().unwrap().iter().all(|child| child["last_seen_on"] == Value::Null), "{children}");
    assert!(children[0].get("last_seen_on").is_some());
}
