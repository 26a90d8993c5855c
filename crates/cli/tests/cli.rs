//! The built program, as a script or a support nurse uses it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod laptop;

use std::path::Path;

use laptop::{Laptop, output, program};

const HEADER: &str = "nhs_number,family_name,given_names,birth_date,postcode\n";

#[test]
fn help_says_where_the_passphrase_goes_and_what_the_exit_codes_mean() {
    let (code, said, _) = output(program().arg("--help"), "");
    assert_eq!(code, 0);
    for word in ["standard input", "--passphrase-file", "Exit codes", "demo-data", "verify", "import"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert_eq!(said.contains("bridge"), cfg!(feature = "bridge"), "a build for people has no bridge");
}

#[test]
fn demo_data_is_the_same_for_the_same_seed_and_other_families_for_another_number() {
    let demo = |arguments: &[&str]| output(program().arg("demo-data").args(arguments), "").1;
    let file = demo(&["40", "--on", "2026-11-21"]);
    assert_eq!(file.lines().count(), 41);
    assert_eq!(demo(&["40", "--on", "2026-11-21"]), file);
    assert_eq!(demo(&["40", "--on", "2026-11-21", "--seed", "40"]), file);
    let numbers = |file: &str| file.lines().skip(1).map(|line| line[..12].to_owned()).collect::<Vec<_>>();
    let more = demo(&["12", "--on", "2026-11-21"]);
    assert!(numbers(&more).iter().all(|number| !number.starts_with("999") || !numbers(&file).contains(number)));
    let (code, _, why) = output(program().args(["demo-data", "9999999"]), "");
    assert_eq!(code, 2, "{why}");
}

#[test]
fn a_laptop_without_a_vault_says_how_to_get_one() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, why) = output(program().arg("--data-dir").arg(folder.path()).arg("verify"), "any\n");
    assert_eq!(code, 2);
    assert!(why.contains("There is no vault here") && why.contains("enrol"), "{why}");
}

#[test]
fn a_caseload_goes_in_through_a_dry_run_and_out_again() {
    let laptop = Laptop::enrolled();
    let file = laptop.file("caseload.csv", &output(program().args(["demo-data", "30", "--on", "2026-11-21"]), "").1);
    let (code, said, _) = laptop.run(&["import", &file]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("30 lines; 30 new children") && said.contains("Nothing was written"), "{said}");
    assert_eq!(said.lines().filter(|line| line.contains("new child ")).count(), 30, "every line of the file has one");
    assert!(laptop.run(&["call", "caseload", r#"{"from":0,"limit":1}"#]).1.contains("\"total\": 0"));

    let (code, said, why) = laptop.run(&["import", &file, "--confirm"]);
    assert_eq!(code, 0, "{said}{why}");
    assert!(said.contains("Lines written: 30."), "{said}");
    assert!(laptop.run(&["call", "caseload", r#"{"from":0,"limit":1}"#]).1.contains("\"total\": 30"));

    let (code, said, _) = laptop.run(&["verify"]);
    assert_eq!(code, 0);
    assert!(said.contains("The vault is whole.") && said.contains("30 item(s) not yet at the service"), "{said}");

    let exported = laptop.path("out.csv");
    let (code, said, _) = laptop.run(&["export", &exported]);
    assert_eq!((code, said.contains("not encrypted")), (0, true), "{said}");
    let (code, said, _) = laptop.run(&["import", &exported]);
    assert_eq!((code, said.contains("30 unchanged")), (0, true), "{said}");
    let before = std::fs::read(&exported).unwrap();
    assert_eq!(laptop.run(&["export", &exported]).0, 1, "a file that is there already stays as it is");
    assert_eq!(std::fs::read(&exported).unwrap(), before);
}

#[test]
fn every_rejected_line_is_listed_with_its_field_and_reason() {
    let laptop = Laptop::enrolled();
    let lines = "9990000019,Okafor,Ada,2026-05-04,XA1 2BC\n,=Evil,Bea,soon,XA1 2BC\n,Nowak,Zofia,2025-01-02,XA1 2BC\n";
    let file = laptop.file("caseload.csv", &format!("{HEADER}{lines}"));
    let (code, said, _) = laptop.run(&["import", &file, "--confirm"]);
    assert_eq!(code, 3, "done, and something needs a person");
    for expected in [
        "line 2",
        "nhs_number: nhs number check (\"9990000019\")",
        "family_name: formula",
        "birth_date: not a date (\"soon\")",
        "Lines written: 1.",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn wrong_input_ends_with_one_clear_message_and_nothing_changed() {
    let laptop = Laptop::enrolled();
    let huge = laptop.path("huge.csv");
    // Ten gigabytes that take no room: they must not be read.
    std::fs::File::create(&huge).unwrap().set_len(10 << 30).unwrap();
    let cases = [
        (huge, "10240 MB"),
        (laptop.path("not-there.csv"), "could not be read"),
        (laptop.file("book.xlsx", "PK\u{3}\u{4}"), "an Excel workbook"),
        (laptop.file("page.csv", "<html>"), "a web page"),
        (
            laptop.file("header.csv", "nhs_number,family_name,given_names,dob,postcode\n"),
            "unknown: dob; missing: birth_date",
        ),
        (laptop.folder.path().to_str().unwrap().to_owned(), "is not a file"),
    ];
    for (file, expected) in cases {
        let (code, said, why) = laptop.run(&["import", &file, "--confirm"]);
        assert!([1, 2].contains(&code) && said.is_empty() && why.contains(expected), "{file}: {code} {said} {why}");
    }
    assert!(laptop.run(&["call", "imports"]).1.contains("[]"), "nothing changed");
}

#[test]
fn a_passphrase_comes_from_standard_input_or_a_file_and_never_from_a_call() {
    let laptop = Laptop::enrolled();
    let (code, said, why) = output(laptop.command().args(["call", "session"]), "");
    assert_eq!(code, 0, "what is known while locked needs no passphrase: {why}");
    assert!(said.contains("\"open\": null"));
    assert_eq!(output(laptop.command().arg("verify"), "not the passphrase at all\n").0, 1);
    let (code, said, why) = output(
        laptop.command().args(["call", "caseload", "-"]),
        &format!("{}\n{{\"from\":0,\"limit\":5}}", laptop::PASSPHRASE),
    );
    assert_eq!(code, 0, "{why}");
    assert!(said.contains("\"total\": 0"));
    let (code, _, why) = laptop.run(&["call", "unlock", r#"{"vault":"x","passphrase":"y"}"#]);
    assert_eq!((code, why.contains("never goes through a call")), (2, true), "{why}");
    let (code, _, why) = laptop.run(&["call", "no_such_call"]);
    assert_eq!((code, why.contains("bad_call")), (1, true), "errors of a call are JSON: {why}");
}

#[test]
fn a_vault_can_be_named_by_its_own_folder_and_a_damaged_one_is_told() {
    let laptop = Laptop::enrolled();
    let vault = laptop.vault();
    let by_folder = |folder: &Path| {
        output(program().arg("--vault").arg(folder).arg("verify"), &format!("{}\n", laptop::PASSPHRASE))
    };
    assert_eq!(by_folder(&vault).0, 0);
    assert_eq!(by_folder(laptop.folder.path()).0, 2, "a folder that is no vault");
    let (code, _, why) = laptop.run(&["sync"]);
    assert_eq!((code, why.contains("safe on this laptop")), (1, true), "the service is gone: {why}");
    std::fs::write(vault.join("vault.json"), "{}").unwrap();
    std::fs::write(vault.join("vault.json.bak"), "{}").unwrap();
    let (code, _, why) = by_folder(&vault);
    assert_eq!((code, why.contains("vault.json")), (1, true), "{why}");
}

#[test]
fn the_schedule_of_rows_is_written_without_a_vault_and_bad_rows_are_told() {
    let rows = "birth_date,gestation_weeks,gestation_days,as_of\n2026-11-02,31,2,2026-11-16\nsoon,40,0,2026-11-16\n";
    let (code, said, why) = output(program().arg("schedule"), rows);
    assert_eq!((code, why.trim()), (3, "line 3: birth_date: not a date like 2026-11-02 or 02/11/2026"));
    let due = "2026-11-02,31,2,2026-11-16,new_birth,2026-11-03,2026-11-12,2026-11-16,2026-11-16,2026-12-02,due_soon,";
    assert!(said.lines().any(|line| line.starts_with(due)), "by chronological age: {said}");
    assert_eq!(output(program().arg("schedule"), "").0, 2);
}

const PACK: &str = "indicator,sex,age_days,L,M,S\nweight_kg,female,0,1,4.0,0.1\nweight_kg,female,14,1,4.0,0.1\n";

#[test]
fn a_newborn_has_a_centile_with_a_uk90_pack_and_a_broken_pack_is_told_by_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack.csv");
    std::fs::write(&pack, PACK).unwrap();
    let rows = "sex,birth_date,gestation_weeks,gestation_days,measured_on,kind,value\n\
        female,2026-03-02,40,0,2026-03-05,weight,3.6\n";
    let (code, said, _) = output(program().args(["growth", "--uk90"]).arg(&pack), rows);
    assert!(code == 0 && said.contains(",-1.0000,15.87,"), "{said}");
    assert!(output(program().arg("growth"), rows).1.contains("no reference before two weeks of age"));
    std::fs::write(&pack, PACK.replace("14,1", "90,1")).unwrap();
    assert_eq!(output(program().args(["growth", "--uk90"]).arg(&pack), rows).0, 0, "rows in between are not read");
    std::fs::write(&pack, PACK.replace("14,1,4.0", "14,1,0")).unwrap();
    let (code, _, why) = output(program().args(["growth", "--uk90"]).arg(&pack), rows);
    assert!(code == 1 && why.contains("pack.csv, line 3: not a usable number"), "{why}");
}

#[test]
fn nothing_starts_with_a_policy_file_that_cannot_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("policy/growth");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("uk90-lms.csv"), PACK).unwrap();
    let start = || output(program().arg("--data-dir").arg(folder.path()).arg("verify"), "any\n");
    assert!(start().2.contains("There is no vault here"), "a good pack stops nothing");
    std::fs::write(own.join("uk90-lms.csv"), PACK.replace("female,14", "girl,14")).unwrap();
    let (code, _, why) = start();
    let told = "growth/uk90-lms.csv, line 3: sex is neither female nor male";
    assert!(code == 1 && why.contains("does not start") && why.contains(told), "{why}");
    let named = output(program().arg("schedule").env("DOORSTEP_POLICY_DIR", folder.path().join("policy")), "");
    assert!(named.0 == 1 && named.2.contains(told), "{}", named.2);
}
