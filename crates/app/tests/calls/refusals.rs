//! Hostile and wrong input: one clear reason each, and nothing changed.

use doorstep_app::ErrorCode;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::{Desk, file, line};

/// The field and rule of each problem of the only line.
fn problems(report: &Value) -> Vec<(String, Value)> {
    let row = &report["rows"][0];
    let problems = row["problems"].as_array().unwrap();
    problems.iter().map(|problem| (problem["field"].as_str().unwrap().to_owned(), problem["rule"].clone())).collect()
}

#[test]
fn a_line_that_breaks_a_rule_is_left_out_with_its_field_and_reason() {
    let desk = Desk::new();
    let field = |rule: &str| json!({ "field": rule });
    let (long, huge) = ("x".repeat(101), "x".repeat(50_000));
    let cases: Vec<(&str, &str, Value)> = vec![
        ("nhs_number", "999 000 0019", field("nhs_number_check")),
        ("nhs_number", "999 000 001", field("nhs_number_shape")),
        ("nhs_number", "none", field("nhs_number_shape")),
        ("family_name", "", field("required")),
        ("family_name", "=cmd|'/c calc'!A1", json!("formula")),
        ("family_name", "@SUM(1+1)", json!("formula")),
        ("given_names", "-", json!("formula")),
        ("given_names", "Ada\u{7}", json!("control_character")),
        ("given_names", "Ada\nBea", json!("control_character")),
        ("given_names", &long, field("too_long")),
        ("given_names", &huge, field("too_long")),
        ("birth_date", "", field("required")),
        ("birth_date", "02/25/2026", field("not_a_date")),
        ("birth_date", "2026-11-22", field("in_the_future")),
        ("sex", "woman", field("not_a_choice")),
        ("gestation_weeks", "45", field("gestation_out_of_range")),
        ("gestation_weeks", "31+2", field("not_a_number")),
        ("birth_weight_g", "8001", field("birth_weight_out_of_range")),
        ("birth_weight_g", "3.4", field("not_a_number")),
        ("postcode", "12345", field("postcode_shape")),
        ("address", "a | b | c | d | e | f", field("too_long")),
        ("carer1_phone", "07700 900123 (mum)", field("phone_shape")),
        ("carer1_phone", "=1+1", json!("formula")),
        ("carer1_safe_to_text", "perhaps", field("not_a_choice")),
        ("carer1_relationship", "", field("required")),
        ("carer1_relationship", "owner", field("not_a_choice")),
        ("carer1_birth_date", "1994-13-28", field("not_a_date")),
        ("carer1_nhs_number", "999 000 0018", json!("duplicate_nhs_number")),
    ];
    for (column, cell, rule) in cases {
        let report = desk.check(&file(&[line(&[(column, cell)])]));
        assert_eq!(report["rejected"], 1, "{column}: {}", &cell[..cell.len().min(40)]);
        assert_eq!(problems(&report), [(column.to_owned(), rule)], "{}", &cell[..cell.len().min(40)]);
        assert!(report["rows"][0]["problems"][0]["text"].as_str().unwrap().chars().count() <= 60, "the text is cut");
    }
}

#[test]
fn problems_that_span_columns_name_the_one_to_mend() {
    let desk = Desk::new();
    type Cells<'a> = Vec<(&'a str, &'a str)>;
    let cases: [(Cells<'_>, &str, Value); 3] = [
        (vec![("birth_order", "3"), ("multiple", "2")], "birth_order", json!({ "field": "not_a_choice" })),
        (
            vec![("carer2_family_name", "Eze"), ("carer2_relationship", "father"), ("carer2_home", "second")],
            "second_postcode",
            json!({ "field": "required" }),
        ),
        (vec![("carer2_family_name", "Eze")], "carer2_relationship", json!({ "field": "required" })),
    ];
    for (cells, field, rule) in cases {
        assert_eq!(problems(&desk.check(&file(&[line(&cells)]))), [(field.to_owned(), rule)]);
    }
}

#[test]
fn a_line_of_another_width_is_left_out_and_the_rest_is_kept() {
    let desk = Desk::new();
    let report = desk.check(&file(&[format!("{},one more", line(&[])), "9990000034,Short".to_owned(), line(&[])]));
    assert_eq!((&report["rejected"], &report["new_children"]), (&json!(2), &json!(1)));
    assert_eq!(report["rows"][0]["problems"][0]["rule"], "field_count");
    assert_eq!(report["rows"][2]["line"], 4);
}

#[test]
fn one_number_for_two_children_is_refused_and_one_child_on_two_lines_is_one() {
    let desk = Desk::new();
    let report =
        desk.check(&file(&[line(&[]), line(&[("given_names", "Bea")]), line(&[("birth_date", "04/05/2026")])]));
    let outcomes: Vec<&Value> = report["rows"].as_array().unwrap().iter().map(|row| &row["outcome"]).collect();
    assert_eq!(outcomes, ["new_child", "rejected", "unchanged"]);
    assert_eq!(report["rows"][1]["problems"][0]["rule"], "duplicate_nhs_number");
}

#[test]
fn a_number_that_the_record_knows_with_another_birth_date_is_refused() {
    let desk = Desk::new();
    desk.import(&file(&[line(&[])]));
    let child = desk.check(&file(&[line(&[("birth_date", "2025-05-04")])]));
    assert_eq!(problems(&child), [("nhs_number".to_owned(), json!("nhs_number_of_another"))]);
    let mother = desk.check(&file(&[line(&[
        ("nhs_number", "9990000034"),
        ("given_names", "Bea"),
        ("carer1_birth_date", "1990-01-01"),
    ])]));
    assert_eq!(problems(&mother), [("carer1_nhs_number".to_owned(), json!("nhs_number_of_another"))]);
}

#[test]
fn a_file_that_is_no_caseload_is_refused_whole() {
    let desk = Desk::new();
    let latin: Vec<u8> = file(&[line(&[("given_names", "Si~n")])])
        .into_bytes()
        .iter()
        .map(|b| if *b == b'~' { 0xE2 } else { *b })
        .collect();
    let utf16: Vec<u8> = file(&[line(&[])]).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_nul = file(&[line(&[("given_names", "Ada\0")])]);
    let unclosed = file(&[line(&[]), "\"999".to_owned(), line(&[])]);
    let wrong = file(&[]).replace("birth_date", "dob");
    let cases: [(&[u8], ErrorCode); 8] = [
        (b"PK\x03\x04\x14\x00\x06\x00", ErrorCode::FileNotCsv),
        (b"<!DOCTYPE html><title>Sign in</title>", ErrorCode::FileNotCsv),
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3", ErrorCode::FileNotCsv),
        (with_nul.as_bytes(), ErrorCode::FileNotCsv),
        (unclosed.as_bytes(), ErrorCode::FileNotCsv),
        (&latin, ErrorCode::FileNotUtf8),
        (&utf16, ErrorCode::FileNotUtf8),
        (wrong.as_bytes(), ErrorCode::FileHeader),
    ];
    for (bytes, code) in cases {
        assert_eq!(desk.check_bytes(bytes).unwrap_err().code, code, "{:?}", &bytes[..bytes.len().min(20)]);
    }
    assert_eq!((desk.total(), desk.call("imports", json!({}))), (0, json!([])), "nothing changed");
}

#[test]
fn no_bytes_at_all_break_the_reader() {
    let desk = Desk::new();
    let good = file(&[line(&[]), line(&[("nhs_number", ""), ("given_names", "Bea, \"B\"")])]).into_bytes();
    // Every sort of damage that one byte can do, at every place of the header and the first line.
    for place in (0..good.len()).step_by(3) {
        for byte in [0, b'"', b',', b'\n', b'\r', 0x80, 0xFF, b'='] {
            let mut bytes = good.clone();
            bytes[place] = byte;
            // A report or a refusal, never a panic.
            let _ = desk.check_bytes(&bytes);
        }
    }
    assert_eq!(desk.total(), 0);
}

#[test]
fn who_may_not_register_children_may_not_import_them() {
    let desk = Desk::of(4, Role::CentreWorker);
    assert_eq!(desk.check_bytes(file(&[line(&[])]).as_bytes()).unwrap_err().code, ErrorCode::NotAllowed);
}
