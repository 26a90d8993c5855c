//! What one laptop exports another imports as the same people.

use doorstep_domain::fixtures::caseload_csv;
use proptest::prelude::*;
use serde_json::json;

use crate::desk::{Desk, file, line};

fn exported(desk: &Desk) -> String {
    desk.call("export_caseload", json!({}))["content"].as_str().unwrap().to_owned()
}

/// Imports a file, exports the record and imports that elsewhere: both must hold the same.
fn goes_round(csv: &str) {
    let (here, there) = (Desk::new(), Desk::of(2, doorstep_domain::staff::Role::HealthVisitor));
    let (report, _) = here.import(csv);
    assert_eq!(report["rejected"], 0, "{report:#}");
    let export = exported(&here);
    let (report, _) = there.import(&export);
    assert_eq!(report["rejected"], 0, "{export}\n{report:#}");
    assert_eq!(there.facts(), here.facts(), "{export}");
    assert_eq!(exported(&there), export);
}

#[test]
fn a_generated_caseload_goes_round() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    goes_round(&caseload_csv(80, 21, today));
}

#[test]
fn nothing_that_an_export_holds_is_run_by_a_spreadsheet() {
    let desk = Desk::new();
    let cells = [
        ("family_name", "'=HYPERLINK(1)"),
        ("given_names", "'-1"),
        ("address", "'@home"),
        ("carer1_phone", "+33612345678"),
    ];
    let (report, _) = desk.import(&file(&[line(&cells)]));
    assert_eq!(report["rejected"], 0);
    let export = exported(&desk);
    assert!(export.starts_with("\u{feff}nhs_number,nhs_number_status,family_name,"));
    let mut reader = csv::Reader::from_reader(export.as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
    goes_round(&file(&[line(&cells)]));
}

#[test]
fn an_export_is_in_the_audit_chain() {
    let desk = Desk::new();
    desk.import(&file(&[line(&[])]));
    let export = desk.call("export_caseload", json!({}));
    assert_eq!(export["name"], "doorstep-caseload-2026-11-21.csv", "a name without any person's");
    assert!(desk.look(|vault| vault.verify().unwrap().is_whole()));
}

/// What people type into registers: quotes, commas, bars, apostrophes, accents, formulas behind an apostrophe.
fn any_name() -> impl Strategy<Value = String> {
    let letters = "[A-Za-zÀ-ÿŁłŚśẠạỌọ’'\"., |-]{0,12}";
    ("[A-Za-zŁÓẸ]", letters).prop_map(|(first, rest)| format!("{first}{rest}"))
}

fn any_guarded() -> impl Strategy<Value = String> {
    prop_oneof![4 => any_name(), 1 => any_name().prop_map(|name| format!("'={name}")), 1 => any_name().prop_map(|name| format!("''+{name}"))]
}

proptest! {
    // Each case makes two vaults and imports twice.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_generated_caseload_goes_round(seed in any::<u64>(), children in 1..25_u32) {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        goes_round(&caseload_csv(children, seed, today));
    }

    #[test]
    fn whatever_was_typed_goes_round(
        family in any_guarded(), given in any_guarded(), street in any_name(), town in any_name(),
        number in any::<bool>(), second in any::<bool>(), order in proptest::option::of(1..=2_u8),
    ) {
        let address = format!("{street}\n{town}");
        let order = order.map(|order| order.to_string()).unwrap_or_default();
        let cells = [
            ("nhs_number", if number { "999 000 0018" } else { "" }),
            ("family_name", &family), ("given_names", &given), ("address", &address),
            ("birth_order", &order), ("multiple", if order.is_empty() { "" } else { "2" }),
            ("second_address", if second { &street } else { "" }), ("second_postcode", if second { "XA9 9ZZ" } else { "" }),
            ("carer2_family_name", if second { &family } else { "" }), ("carer2_relationship", if second { "father" } else { "" }),
            ("carer2_home", if second { "second" } else { "" }),
        ];
        goes_round(&file(&[line(&cells)]));
    }
}
