//! The time before Doorstep, taken over from the caseload file (IMP-01): marked, never doubled, never replacing anything.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::{Desk, HEADER, line, one};
use crate::recording::{amends, in_timeline, records};

/// A file of one child, Ada Okafor, born on 4 May 2026, with these columns beside the usual ones.
fn with(cells: &[(&str, &str)]) -> String {
    let columns: Vec<&str> = cells.iter().map(|(column, _)| *column).collect();
    let quoted: Vec<String> = cells.iter().map(|(_, cell)| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    format!("{HEADER},{}\n{},{}\n", columns.join(","), line(&[]), quoted.join(","))
}

const ALL: [(&str, &str); 18] = [
    ("new_birth_review_on", "2026-05-15"),
    ("new_birth_review_mode", "face to face"),
    ("level_of_need", "Universal Plus"),
    ("level_of_need_from", "2026-06-01"),
    ("safeguarding_status", "child protection plan"),
    ("safeguarding_from", "12/06/2026"),
    ("safeguarding_category", "neglect | emotional"),
    ("safeguarding_authority", "Lindshire County Council"),
    ("lead_practitioner", "Tom Price"),
    ("lead_practitioner_role", "social worker"),
    ("lead_practitioner_agency", "Lindshire County Council"),
    ("lead_practitioner_from", "2026-06-12"),
    ("alerts", "2026-05-10 visit risk: Large dog. Ring first. | 2026-06-02 allergy: Latex"),
    ("weights", "2026-05-15 3.420 kg | 01/06/2026 4,0 kg"),
    ("accountable_health_visitor", "Somebody Else"),
    ("accountable_from", "2026-05-04"),
    ("gp_practice", "Harbour Surgery"),
    ("gp_code", "z99901"),
];

/// [`ALL`], with the weight that is written as no weight put right.
fn history() -> String {
    let mut cells = ALL;
    cells[13].1 = "2026-05-15 3.420 kg | 01/06/2026 4010 g";
    with(&cells)
}

fn row(report: &Value) -> &Value {
    &report["rows"][0]
}

fn brought(report: &Value) -> Value {
    let all = row(report)["history"].as_array().unwrap();
    all.iter().map(|one| (one["kind"].as_str().unwrap().to_owned(), one["count"].clone())).collect()
}

fn left_out(report: &Value) -> Vec<(&str, &str, &str)> {
    let all = row(report)["left_out"].as_array().unwrap();
    all.iter().map(|one| ["kind", "why", "text"].map(|field| one[field].as_str().unwrap()).into()).collect()
}

fn child(desk: &Desk) -> Value {
    json!(desk.child("Okafor"))
}

// Shows IMP-01.
#[test]
fn a_line_brings_the_time_before_and_everything_of_it_is_marked_as_not_verified() {
    let desk = Desk::new();
    let (report, _) = desk.import(&history());
    assert_eq!(
        brought(&report),
        json!({
            "past_review": 1, "level_of_need": 1, "safeguarding_status": 1, "lead_practitioner": 1, "alert": 2,
            "measurement": 2, "involved_service": 1,
        })
    );
    let leader = ("accountable", "role_may_not", "Somebody Else");
    assert_eq!(left_out(&report), [leader], "a health visitor allocates nobody; all else of the line is there");
    let facts = desk.facts_of_child("Okafor");
    let level = one(&facts, EntryKind::LevelOfNeed);
    assert_eq!((&level["level"], &level["review_by"]), (&json!("targeted"), &json!("2027-06-01")));
    let status = one(&facts, EntryKind::SafeguardingStatus);
    assert_eq!((&status["state"], &status["source"]), (&json!("child_protection_plan"), &json!("unconfirmed")));
    assert_eq!(one(&facts, EntryKind::LeadPractitioner)["basis"], "section_47", "as the status says");
    assert_eq!(one(&facts, EntryKind::InvolvedService)["service_name"], "Harbour Surgery (Z99901)");

    let family = desk.family("Okafor");
    let timeline = family["timeline"].as_array().unwrap();
    let marked: Vec<&Value> = timeline.iter().filter(|item| item["unverified"] == json!(true)).collect();
    assert_eq!(marked.len(), 9, "all that was taken over, and nothing else");
    assert!(marked.iter().all(|item| item["late"] == json!(false)));
    assert_eq!(timeline.len(), 9);
    assert!(family["alerts"].as_array().unwrap().iter().all(|alert| alert["unverified"] == json!(true)));
    assert_eq!(family["services"]["services"][0]["unverified"], json!(true));
    let brief = desk.call("brief", json!({ "person": child(&desk), "scope": "without_restricted" }));
    for part in ["standing", "growth"] {
        assert!(brief[part].as_array().unwrap().iter().all(|item| item["unverified"] == json!(true)), "{part}");
    }
    assert!(brief["last_seen"].is_null(), "a file does not say that the child was seen");
}

// Shows IMP-01.
#[test]
fn a_review_of_the_file_is_done_and_the_others_of_before_are_not_known() {
    let desk = Desk::new();
    let cells = [("six_to_eight_week_review_on", "2026-06-20"), ("six_to_eight_week_review_mode", "f2f")];
    desk.import(&with(&cells));
    let family = desk.family("Okafor");
    let stands = |review: &str| {
        let reviews = family["reviews"].as_array().unwrap();
        reviews.iter().find(|one| one["review"] == review).unwrap().clone()
    };
    let done = stands("six_to_eight_week");
    assert_eq!((&done["state"], &done["because"]["witness"]), (&json!("done_in_window"), &json!("previous_system")));
    assert_eq!(stands("new_birth")["state"], "not_known", "never overdue, and not done either");
    let next = &desk.call("caseload", json!({ "from": 0, "limit": 1 }))["children"][0]["next_review"];
    assert_eq!(next["review"], "extra_6_months", "what was done is not asked again");
}

// Shows IMP-01.
#[test]
fn who_amends_what_was_taken_over_vouches_for_it() {
    let desk = Desk::new();
    let (report, _) = desk.import(&history());
    let child = child(&desk);
    let item = in_timeline(&desk, &child, "past_review")[0].clone();
    assert_eq!(item["unverified"], json!(true));
    let seen = json!({ "review": "new_birth", "done_on": "2026-05-16", "mode": "face_to_face", "source": "red_book" });
    amends(&desk, &child, "past_review", (&item["entry"], &seen)).unwrap();
    assert_eq!(in_timeline(&desk, &child, "past_review")[0]["unverified"], json!(false));
    let because = &desk.family("Okafor")["reviews"][0]["because"];
    assert_eq!((&because["on"], &because["witness"]), (&json!("2026-05-16"), &json!("told")));

    let again = desk.check(&history());
    assert_eq!((&again["unchanged"], brought(&again)), (&json!(1), json!({})), "the record stays");
    assert_eq!(left_out(&again)[0], ("past_review", "record_differs", "2026-05-15"), "and the line says so");
    let undone = desk.call("import_undo", json!({ "act": report["act"] }));
    let left: Vec<&Value> = undone["left"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert!(left.contains(&&json!("past_review")), "{left:?}");
    assert_eq!(desk.total(), 1, "a child of whom somebody has verified something stays");
}

// Shows IMP-01.
#[test]
fn the_same_file_again_adds_nothing_and_an_undo_takes_all_of_it_back() {
    let desk = Desk::new();
    let (report, _) = desk.import(&history());
    let facts = desk.facts();
    let again = desk.check(&history());
    assert_eq!((&again["unchanged"], brought(&again)), (&json!(1), json!({})));
    let undone = desk.call("import_undo", json!({ "act": report["act"] }));
    assert_eq!((undone["undone"].as_u64().unwrap() as usize, &undone["left"]), (facts.len(), &json!([])));
    assert_eq!(desk.total(), 0);
    let (again, _) = desk.import(&history());
    assert_eq!((brought(&again)["measurement"].clone(), desk.facts()), (json!(2), facts), "on the same entries");
    let family = desk.family("Okafor");
    assert!(family["timeline"].as_array().unwrap().iter().all(|item| item["unverified"] == json!(true)));
}

#[test]
fn what_the_record_says_stays_and_each_difference_is_named() {
    let desk = Desk::new();
    desk.import(&with(&[]).replace(",\n", "\n"));
    let child = child(&desk);
    let own =
        json!({ "level": "universal", "reasons": "Seen today.", "from": "2026-11-21", "review_by": "2027-02-21" });
    records(&desk, &child, "level_of_need", &own);
    records(&desk, &child, "measurement", &json!({ "measured_on": "2026-05-15", "weight": 3600 }));
    let service = json!({ "service": "gp_practice", "service_name": "Town Surgery", "purpose": "GP" });
    records(&desk, &child, "involved_service", &service);
    let (report, _) = desk.import(&history());
    assert_eq!(report["added_to"], 1);
    let differing = [
        ("level_of_need", "record_differs", "2026-06-01"),
        ("measurement", "record_differs", "2026-05-15"),
        ("accountable", "role_may_not", "Somebody Else"),
        ("involved_service", "record_differs", "Harbour Surgery (Z99901)"),
    ];
    assert_eq!(left_out(&report), differing);
    assert_eq!(one(&desk.facts_of_child("Okafor"), EntryKind::LevelOfNeed)["level"], "universal");
    let levels = in_timeline(&desk, &child, "level_of_need");
    assert_eq!((levels.len(), &levels[0]["unverified"]), (1, &json!(false)));
}

#[test]
fn who_may_not_record_something_leaves_it_to_a_colleague_who_may() {
    let desk = Desk::of(1, Role::Admin);
    let (report, _) = desk.import(&history());
    assert_eq!((&report["new_children"], brought(&report)), (&json!(1), json!({})));
    assert!(left_out(&report).iter().all(|(_, why, _)| *why == "role_may_not"));
    assert_eq!(left_out(&report).len(), 10, "each thing is named, and nothing is lost in silence");
}

#[test]
fn the_accountable_health_visitor_is_a_colleague_by_name_or_is_named_in_the_report() {
    let desk = Desk::of(1, Role::TeamLeader);
    let named = |name: &str| with(&[("accountable_health_visitor", name), ("accountable_from", "2026-05-04")]);
    let report = desk.check(&named("Nobody Here"));
    assert_eq!(left_out(&report), [("accountable", "no_such_colleague", "Nobody Here")]);
    let own = desk.call("colleagues", json!({}))[0]["name"].as_str().unwrap().to_uppercase();
    let (report, _) = desk.import(&named(&own));
    assert_eq!(brought(&report), json!({ "accountable": 1 }));
    let known = one(&desk.facts_of_child("Okafor"), EntryKind::Accountable);
    assert_eq!((&known["post"], &known["from"]), (&json!("filled"), &json!("2026-05-04")));
}

// Shows IMP-01.
#[test]
fn a_cell_of_the_time_before_that_breaks_a_rule_names_its_column_and_text() {
    let desk = Desk::new();
    let field = |rule: &str| json!({ "field": rule });
    type Cells<'a> = Vec<(&'a str, &'a str)>;
    let dated = |weight: &str| format!("2026-05-15 {weight}");
    let (pounds, grams_as_kg, bare) = (dated("7.5 lb"), dated("3420 kg"), dated("3.4"));
    let status = |state: &'static str| vec![("safeguarding_status", state), ("safeguarding_from", "2026-06-12")];
    let lead = |role: &'static str, leads: &'static str| {
        vec![
            ("lead_practitioner", "Tom Price"),
            ("lead_practitioner_from", "2026-06-12"),
            ("lead_practitioner_agency", "Lindshire"),
            ("lead_practitioner_role", role),
            ("lead_practitioner_for", leads),
        ]
    };
    let cases: Vec<(Cells<'_>, &str, Value)> = vec![
        (vec![("new_birth_review_on", "2026-05-15")], "new_birth_review_mode", field("required")),
        (vec![("new_birth_review_mode", "video")], "new_birth_review_on", field("required")),
        (
            vec![("new_birth_review_on", "2026-05-03"), ("new_birth_review_mode", "01")],
            "new_birth_review_on",
            field("before_birth"),
        ),
        (
            vec![("new_birth_review_on", "2026-11-22"), ("new_birth_review_mode", "01")],
            "new_birth_review_on",
            field("in_the_future"),
        ),
        (
            vec![("new_birth_review_on", "2026-05-15"), ("new_birth_review_mode", "letter")],
            "new_birth_review_mode",
            field("not_a_choice"),
        ),
        (
            vec![("level_of_need", "community"), ("level_of_need_from", "2026-06-01")],
            "level_of_need",
            field("not_a_choice"),
        ),
        (vec![("level_of_need", "targeted")], "level_of_need_from", field("required")),
        (vec![("level_of_need_from", "2026-06-01")], "level_of_need", field("required")),
        (status("child in need"), "safeguarding_authority", field("required")),
        (status("CPP"), "safeguarding_authority", field("required")),
        (lead("midwife", "section 47"), "lead_practitioner_role", field("social_worker_leads")),
        (lead("teacher", "section 17"), "lead_practitioner_agreed", field("allocated_and_agreed")),
        (lead("health visitor", "early help"), "lead_practitioner_capacity", field("required")),
        (lead("social worker", ""), "lead_practitioner_for", field("required")),
        (vec![("alerts", "2026-05-10 Large dog")], "alerts", field("not_a_choice")),
        (vec![("alerts", "visit risk: Large dog")], "alerts", field("not_a_date")),
        (vec![("alerts", "2026-05-10 visit risk:")], "alerts", field("required")),
        (vec![("weights", "3.42 kg")], "weights", field("not_a_date")),
        (vec![("weights", &bare)], "weights", field("unit_needed")),
        (vec![("weights", &pounds)], "weights", field("not_a_number")),
        (vec![("weights", &grams_as_kg)], "weights", field("weight_out_of_range")),
        (vec![("weights", "2026-05-15 3.4 kg | 15/05/2026 3.5 kg")], "weights", field("contradiction")),
        (vec![("weights", "2026-05-01 3.4 kg")], "weights", field("before_birth")),
        (vec![("accountable_health_visitor", "Ann Other")], "accountable_from", field("required")),
        (vec![("gp_code", "Harbour")], "gp_code", field("practice_code_shape")),
        (vec![("gp_practice", "=1+1")], "gp_practice", json!("formula")),
    ];
    for (cells, column, rule) in cases {
        let report = desk.check(&with(&cells));
        let problems = row(&report)["problems"].as_array().unwrap();
        let first = problems.first().map(|problem| (problem["field"].as_str().unwrap(), &problem["rule"]));
        assert_eq!(first, Some((column, &rule)), "{cells:?}");
    }
    let wrong = desk.check(&with(&ALL));
    assert_eq!(row(&wrong)["problems"][0]["text"], "01/06/2026 4,0 kg", "the item, and not the whole cell");
}

#[test]
fn a_weight_that_is_unusual_is_noted_and_nothing_in_force_is_no_status() {
    let desk = Desk::new();
    let cells = [("weights", "2026-06-01 3.4 kg | 2026-06-29 7.4 kg"), ("safeguarding_status", "none")];
    let report = desk.check(&with(&cells));
    assert!(row(&report)["notes"].as_array().unwrap().contains(&json!("unusual_weight")), "{report:#}");
    assert_eq!(brought(&report), json!({ "measurement": 2 }));
}

// Shows IMP-01.
#[test]
fn what_was_taken_over_goes_round_through_an_export() {
    let here = Desk::new();
    here.import(&history());
    let there = Desk::of(2, Role::HealthVisitor);
    let export = here.call("export_caseload", json!({}))["content"].as_str().unwrap().to_owned();
    let (report, _) = there.import(&export);
    assert_eq!((&report["rejected"], there.facts() == here.facts()), (&json!(0), true), "{report:#}");
    assert_eq!(there.call("export_caseload", json!({}))["content"], export);
}
