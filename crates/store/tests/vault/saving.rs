//! Saved means saved, drafts come back, and what is missing or damaged is said.

use std::fs;

use doorstep_domain::id::{DraftId, Subject};
use doorstep_store::Vault;
use doorstep_store::audit::{Act, Noted};
use doorstep_store::draft::Draft;
use doorstep_store::mark::Standing;
use doorstep_store::sign::ToSign;

use crate::desk::{AMINA, BABY, Desk, at, first, identity, narrative, passphrase};

fn draft(typed: &str) -> Draft {
    Draft {
        id: DraftId::from_bytes([7; 16]),
        subject: Subject::Person(BABY),
        form: "visit".into(),
        schema: 1,
        typed: typed.into(),
        opened_at: at("09:30"),
        saved_at: at("09:31"),
    }
}

#[test]
fn what_was_signed_is_there_after_a_kill() {
    let desk = Desk::new();
    let change = identity(BABY, "Okafor", "Chidi");
    let signed = desk.signs(vec![change.clone()]);
    assert_eq!(signed.number, 1);
    let desk = desk.killed_and_reopened();
    assert_eq!(desk.vault.standing(), Standing::Ok);
    let stored = desk.vault.entry(change.header.entry).unwrap().unwrap();
    assert_eq!(stored.change.bytes(), change.bytes(), "byte for byte");
    assert_eq!(desk.vault.waiting().unwrap().unsent, 1);
    assert!(desk.vault.verify().unwrap().is_whole());
}

#[test]
fn a_draft_survives_a_kill_and_goes_when_it_is_signed() {
    let desk = Desk::new();
    desk.vault.save_draft(&draft(r#"{"weight":"3.6"}"#)).unwrap();
    desk.vault.save_draft(&draft(r#"{"weight":"3.62"}"#)).unwrap();
    let desk = desk.killed_and_reopened();
    assert_eq!(desk.vault.draft(DraftId::from_bytes([7; 16])).unwrap().typed, r#"{"weight":"3.62"}"#);
    let changes = vec![narrative(1, "Settles well.", first(AMINA))];
    desk.vault
        .sign(&[ToSign { changes, act: None, draft: Some(DraftId::from_bytes([7; 16])), at: at("10:00") }])
        .unwrap();
    assert!(desk.vault.drafts().unwrap().is_empty());
}

#[test]
fn signing_a_draft_that_is_gone_signs_nothing() {
    let desk = Desk::new();
    let changes = vec![narrative(1, "Twice.", first(AMINA))];
    let act = ToSign { changes, act: None, draft: Some(DraftId::from_bytes([7; 16])), at: at("10:00") };
    assert!(desk.vault.sign(&[act]).is_err(), "the second click of a double click");
    assert_eq!(desk.vault.waiting().unwrap().unsent, 0, "all or none");
}

#[test]
fn saves_lost_with_the_write_ahead_log_are_counted_at_the_next_unlock() {
    let desk = Desk::new();
    desk.signs(vec![identity(BABY, "Okafor", "Chidi")]);
    let Desk { folder, vault } = desk;
    let store = folder.path().join("records.db");
    let copy = fs::read(&store).unwrap();
    let log = fs::read(folder.path().join("records.db-wal")).unwrap();
    for entry in 1..=3 {
        vault
            .sign(&[ToSign {
                changes: vec![narrative(entry, "Seen.", first(AMINA))],
                act: None,
                draft: None,
                at: at("10:00"),
            }])
            .unwrap();
    }
    drop(vault);
    // The disk gives back what it held before the last three saves.
    fs::write(&store, copy).unwrap();
    fs::write(folder.path().join("records.db-wal"), log).unwrap();
    fs::remove_file(folder.path().join("records.db-shm")).ok();
    let vault = Vault::unlock(folder.path(), &passphrase(), at("11:00")).unwrap();
    assert_eq!(vault.standing(), Standing::Behind { by: 3 });
    let again = vault.sign(&[ToSign {
        changes: vec![narrative(9, "Again.", first(AMINA))],
        act: None,
        draft: None,
        at: at("11:05"),
    }]);
    assert_eq!(again.unwrap()[0].number, 1, "a new life of the vault counts anew, so that no number is used twice");
    assert!(vault.verify().unwrap().broken_batches.is_empty(), "and its chain goes on from what is left");
}

#[test]
fn the_audit_chain_holds_and_every_look_is_in_it() {
    let desk = Desk::new();
    desk.signs(vec![identity(BABY, "Okafor", "Chidi")]);
    desk.vault.note(&Noted { subject: Some(*BABY.bytes()), ..Noted::new(at("10:05"), Act::Viewed) }).unwrap();
    let desk = desk.killed_and_reopened();
    assert_eq!(desk.vault.verify().unwrap().audit_broken_at, None);
}

#[test]
fn no_word_of_a_record_is_on_the_disk_in_clear() {
    let desk = Desk::new();
    let secret = "Basket-in-the-parents-room";
    desk.signs(vec![identity(BABY, "Quetzalcoatl", "Chidi"), narrative(1, &format!("{secret} seen"), first(AMINA))]);
    desk.vault.save_draft(&draft(&format!(r#"{{"seen":"{secret}"}}"#))).unwrap();
    assert_eq!(desk.vault.entries_of(Subject::Person(BABY)).unwrap().len(), 2);
    for file in fs::read_dir(desk.folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for word in [secret, "Quetzalcoatl", "quetzalcoatl"] {
            let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for spelling in [word.as_bytes(), &utf16] {
                assert!(!bytes.windows(spelling.len()).any(|window| window == spelling), "{word} is on the disk");
            }
        }
    }
}
