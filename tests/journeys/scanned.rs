//! A letter is scanned at one desk and read at another.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doorstep_app::ErrorCode;
use serde_json::json;

use crate::team::{Team, caseload};

// Shows DOC-01.
#[test]
fn a_colleague_reads_the_very_file_that_was_attached_without_a_signal() {
    let mut team = Team::of_two();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    team.service_stops();
    let chidi = team.amina.finds("Chidi");
    let today = team.amina.now().date_naive().to_string();
    let letter = json!({
        "what": "discharge_letter", "title": "Discharge after a fall", "source": "Children's ward",
        "received_on": today, "sensitivity": "standard"
    });
    let document = team.amina.records(&chidi, "document", &letter);
    let mut content = b"\x89PNG\r\n\x1a\n".to_vec();
    content.extend((content.len()..1 << 20).map(|place| (place * 7 % 255) as u8 ^ (place >> 12) as u8));
    team.amina.call("attach_file", json!({ "document": document, "content": STANDARD.encode(&content) }));
    let file = team.amina.timeline(&chidi, "document")[0]["scans"][0]["file"].clone();
    let read = json!({ "document": document, "file": file, "purpose": "show" });
    assert_eq!(team.beth.is_refused("read_file", read.clone()).code, ErrorCode::NotFound, "Beth has nothing of it yet");
    team.service_comes_back();
    team.everybody_syncs();
    let item = team.beth.timeline(&chidi, "document")[0].clone();
    assert_eq!(item["scans"], json!([{ "file": file, "whole": true }]));
    let there = team.beth.call("read_file", read);
    assert_eq!(there["media_type"], "image/png");
    assert!(STANDARD.decode(there["base64"].as_str().unwrap()).unwrap() == content, "the same bytes");
    for laptop in [&team.amina, &team.beth] {
        laptop.has_unsent(0);
        laptop.has_decisions(0);
    }
}
