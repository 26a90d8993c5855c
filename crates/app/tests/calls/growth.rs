//! Centiles beside what was measured (scenario S10: a girl born at 31+2 weeks).

use serde_json::json;

use crate::desk::{Desk, file, line};

// Shows CLIN-01, HCP-09.
#[test]
fn a_child_born_early_has_two_centiles_for_one_weight() {
    let desk = Desk::new();
    let child = [
        ("family_name", "Reed"),
        ("given_names", "Mina"),
        ("birth_date", "2026-08-10"),
        ("sex", "female"),
        ("gestation_weeks", "31"),
        ("gestation_days", "2"),
    ];
    desk.import(&file(&[line(&child)]));
    let person = desk.call("caseload", json!({ "from": 0, "limit": 1 }))["children"][0]["person"]["person"].clone();
    let draft = desk.call("open_visit", json!({ "child": person, "review": null, "quick": null }))["draft"].clone();
    let mut form = desk.call("resume_visit", json!({ "draft": draft }))["form"].clone();
    for (field, value) in [
        ("start", json!("08:10")),
        ("end", json!("08:40")),
        ("mode", json!("face_to_face")),
        ("place", json!("home")),
        ("outcome", json!("took_place")),
        ("child_seen", json!("awake")),
        ("weight", json!("4.5")),
    ] {
        form[field] = value;
    }
    desk.call("sign_visit", json!({ "draft": draft, "form": form, "confirmed": [] }));
    let family = desk.call("family", json!({ "person": person }));
    let timeline = family["timeline"].as_array().unwrap();
    let weight = &timeline.iter().find(|item| item["kind"] == "measurement").unwrap()["scores"][0];
    let [chronological, corrected] = ["chronological", "corrected"].map(|age| weight[age]["sds"].as_str().unwrap());
    let [chronological, corrected]: [f64; 2] = [chronological, corrected].map(|sds| sds.parse().unwrap());
    assert!(chronological < corrected - 1.0, "{chronological} by birth, {corrected} corrected");
    assert_eq!(weight["gestation_assumed"], false);
}
