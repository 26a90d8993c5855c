//! Scanned files of documents: kept whole, shown to whoever may read the document, and to nobody else.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doorstep_app::ErrorCode;
use doorstep_domain::change::{Change, Header};
use doorstep_domain::id::EntryId;
use doorstep_domain::scan::{LONGEST_FILE, LONGEST_PART};
use doorstep_domain::staff::Role;
use doorstep_store::audit::Act;
use doorstep_store::sign::ToSign;
use doorstep_sync::wire::{LONGEST_CHANGE, MOST_BYTES_A_PUSH};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{a_child, in_timeline, records};

fn letter(desk: &Desk, child: &Value, sensitivity: &str) -> Value {
    let body = json!({
        "what": "clinic_letter", "title": "Hip scan: normal", "source": "Children's outpatients",
        "received_on": "2026-11-20", "sensitivity": sensitivity
    });
    records(desk, child, "document", &body)
}

/// A file of this sort and length whose parts all differ.
fn file(beginning: &[u8], length: usize) -> Vec<u8> {
    let mut content = beginning.to_vec();
    content.extend((content.len()..length).map(|place| (place * 31 % 253) as u8 ^ (place >> 16) as u8));
    content
}

fn attaches(desk: &Desk, document: &Value, content: &[u8]) -> Result<Value, ErrorCode> {
    let input = json!({ "document": document, "content": STANDARD.encode(content) });
    desk.try_call("attach_file", input).map_err(|error| error.code)
}

fn reads(desk: &Desk, document: &Value, file: &Value, purpose: &str) -> Result<Value, ErrorCode> {
    let input = json!({ "document": document, "file": file, "purpose": purpose });
    desk.try_call("read_file", input).map_err(|error| error.code)
}

fn scans(desk: &Desk, child: &Value) -> Vec<Value> {
    in_timeline(desk, child, "document")[0]["scans"].as_array().unwrap().clone()
}

// Shows DOC-01.
#[test]
fn a_scan_of_three_megabytes_is_read_back_byte_for_byte() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let document = letter(&desk, &child, "standard");
    let content = file(b"%PDF-1.7\n", 3 << 20);
    let signed = attaches(&desk, &document, &content).unwrap();
    assert_eq!(signed["entries"].as_array().unwrap().len(), content.len().div_ceil(LONGEST_PART));
    let scan = scans(&desk, &child)[0].clone();
    assert_eq!(scan["whole"], true);
    let read = reads(&desk, &document, &scan["file"], "show").unwrap();
    assert_eq!(
        (&read["media_type"], &read["name"]),
        (&json!("application/pdf"), &json!("doorstep-document-2026-11-20.pdf"))
    );
    assert!(STANDARD.decode(read["base64"].as_str().unwrap()).unwrap() == content, "the same bytes");
    assert_eq!(attaches(&desk, &document, &content), Err(ErrorCode::AlreadyRecorded), "once is enough");
    attaches(&desk, &document, &file(b"\xff\xd8\xff", 500)).unwrap();
    assert_eq!(scans(&desk, &child).len(), 2, "its second page, as a photograph");
}

// Shows DOC-01.
#[test]
fn a_file_that_is_no_scan_or_too_long_is_refused_whatever_it_is_called() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let document = letter(&desk, &child, "standard");
    let before = desk.call("status", json!({}))["unsent"].clone();
    for content in [&b"<svg onload='x'>"[..], b"PK\x03\x04", b""] {
        assert_eq!(attaches(&desk, &document, content), Err(ErrorCode::NotAScan));
    }
    for longer in [1, 4] {
        let long = file(b"%PDF-1.7\n", LONGEST_FILE + longer);
        assert_eq!(attaches(&desk, &document, &long), Err(ErrorCode::ScanTooBig));
    }
    assert_eq!(attaches(&desk, &child, b"%PDF-1.7\n"), Err(ErrorCode::NotFound), "a child is no document");
    assert_eq!(desk.call("status", json!({}))["unsent"], before, "nothing was signed");
    attaches(&desk, &document, &file(b"%PDF-1.7\n", LONGEST_FILE)).unwrap();
    let kinds = desk.call("sync_centre", json!({}))["unsent"].clone();
    let parts =
        |item: &Value| item["kinds"].as_array().unwrap().iter().filter(|kind| **kind == "document_part").count();
    let most = kinds.as_array().unwrap().iter().map(parts).max().unwrap();
    assert!(most * LONGEST_CHANGE <= MOST_BYTES_A_PUSH, "a batch fits into one push");
    let longest = desk.look(|vault| {
        let file = vault.scans_of(document.as_str().unwrap().parse().unwrap()).unwrap().remove(0).file;
        let parts = vault.scan_parts(document.as_str().unwrap().parse().unwrap(), &file).unwrap();
        parts.iter().map(|part| part.change.bytes().len()).max().unwrap()
    });
    assert!(longest <= LONGEST_CHANGE, "{longest}");
}

#[test]
fn a_file_is_nowhere_but_with_its_document() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let document = letter(&desk, &child, "standard");
    let content = b"%PDF-1.7 thequickbrownfoxjumpsoverthelazydog";
    attaches(&desk, &document, content).unwrap();
    let encoded = STANDARD.encode(content);
    for typed in [&encoded[..], &encoded[..12], "thequickbrown", "document_part"] {
        assert_eq!(desk.call("search", json!({ "text": typed }))["records"], json!([]), "{typed}");
    }
    assert_eq!(in_timeline(&desk, &child, "document_part"), [] as [Value; 0]);
    assert_eq!(desk.call("decisions", json!({})), json!([]));
    let changed = desk.call("changed_since", json!({ "person": child, "days": 7 })).to_string();
    assert!(!changed.contains(&encoded) && !changed.contains("document_part"), "{changed}");
    let family = desk.call("family", json!({ "person": child })).to_string();
    assert!(!family.contains(&encoded), "a family is shown without reading its files");
}

// Shows DOC-01.
#[test]
fn a_file_that_is_not_whole_or_was_damaged_is_never_shown_as_if_it_were() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let document = letter(&desk, &child, "standard");
    let content = file(b"%PDF-1.7\n", 2 * LONGEST_PART);
    let parts = attaches(&desk, &document, &content).unwrap()["entries"].clone();
    let scan = scans(&desk, &child)[0].clone();
    let second: EntryId = parts[1].as_str().unwrap().parse().unwrap();
    let change = desk.look(|vault| {
        let stored = vault.entry(second).unwrap().unwrap();
        let mut body: Value = serde_json::from_str(stored.body()).unwrap();
        body["bytes"] = json!(STANDARD.encode("something else"));
        let header = stored.change.header.clone();
        let (parents, at) = (vec![stored.change.id()], header.recorded_at);
        let changed = Change::write(Header { parents, reason: Some("x".into()), ..header }, &body).unwrap();
        let id = changed.id();
        vault.sign(&[ToSign { changes: vec![changed], act: None, draft: None, at }]).unwrap();
        id
    });
    assert_eq!(reads(&desk, &document, &scan["file"], "show"), Err(ErrorCode::FileDamaged));
    desk.call("mark_in_error", json!({ "entry": second, "change": change, "reason": "Damaged." }));
    assert_eq!(reads(&desk, &document, &scan["file"], "show"), Err(ErrorCode::FileNotWhole));
    assert_eq!(scans(&desk, &child)[0]["whole"], false);
    assert_eq!(reads(&desk, &document, &json!("0".repeat(64)), "show"), Err(ErrorCode::NotFound));
}

// Shows DOC-01.
#[test]
fn who_may_not_read_a_document_gets_none_of_its_file_and_each_look_is_noted() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let document = letter(&desk, &child, "restricted");
    attaches(&desk, &document, b"%PDF-1.7\n").unwrap();
    let file = scans(&desk, &child)[0]["file"].clone();
    let noted = |act| desk.look(|vault| vault.count_noted(act).unwrap());
    let (viewed, exported) = (noted(Act::Viewed), noted(Act::Exported));
    for role in [Role::StaffNurse, Role::NurseryNurse, Role::Admin, Role::TeamLeader] {
        desk.becomes(role);
        assert_eq!(reads(&desk, &document, &file, "show"), Err(ErrorCode::NotFound), "{role:?}");
        assert_eq!(attaches(&desk, &document, b"%PDF-1.8\n"), Err(ErrorCode::NotFound), "{role:?}");
    }
    assert_eq!((noted(Act::Viewed), noted(Act::Exported)), (viewed, exported));
    desk.becomes(Role::SafeguardingNurse);
    reads(&desk, &document, &file, "show").unwrap();
    reads(&desk, &document, &file, "save_copy").unwrap();
    assert_eq!((noted(Act::Viewed), noted(Act::Exported)), (viewed + 1, exported + 1));
}
