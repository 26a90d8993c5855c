//! Importing a caseload file: the report first, and what it says only with --confirm.

use std::io::{IsTerminal, stderr};
use std::process::ExitCode;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::arguments::Import;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::{files, output};

/// How often to look how far the import is.
const LOOK: Duration = Duration::from_millis(100);

pub(crate) fn import(desk: &Desk, import: &Import) -> Result<ExitCode, Failure> {
    let bytes = files::read(&import.file)?;
    let name = import.file.file_name().unwrap_or_default().to_string_lossy();
    let report = desk.call("import_check", json!({ "name": name, "content": STANDARD.encode(bytes) }))?;
    let rows: Vec<&Value> = report["rows"].as_array().into_iter().flatten().collect();
    let shown = rows.iter().filter(|row| !import.confirm || row["outcome"] == "rejected");
    let mut said: String = shown.map(|row| row_in_words(row)).collect();
    said.push_str(&summary(&report));
    if !import.confirm {
        said.push_str("Nothing was written. To import, add --confirm.\n");
        output::print(&said)?;
        return Ok(needs_a_person(&report));
    }
    output::print(&said)?;
    let act = &report["act"];
    desk.call("import_start", json!({ "act": act }))?;
    let end = wait(desk, act)?;
    let written = number(&end, "done");
    if end["state"] != "finished" {
        let why = format!(
            "The import stopped after {written} of {} lines. They are saved; the same file goes on from there.",
            number(&end, "total")
        );
        return Err(Failure::Around(why));
    }
    println!("Lines written: {written}. They are saved on this laptop; `doorstep-cli sync` sends them.");
    println!("To undo: doorstep-cli call import_undo '{}'", json!({ "act": act }));
    Ok(needs_a_person(&report))
}

fn wait(desk: &Desk, act: &Value) -> Result<Value, Failure> {
    let watched = stderr().is_terminal();
    loop {
        let progress = desk.call("import_progress", json!({ "act": act }))?;
        if watched {
            eprint!("\r{} of {} lines", number(&progress, "done"), number(&progress, "total"));
        }
        if progress["state"] != "running" {
            if watched {
                eprintln!();
            }
            return Ok(progress);
        }
        std::thread::sleep(LOOK);
    }
}

/// A line of the report: what will happen, to whom, and why not.
fn row_in_words(row: &Value) -> String {
    let notes: Vec<String> = row["notes"].as_array().into_iter().flatten().map(words).collect();
    let notes = if notes.is_empty() { String::new() } else { format!("  [{}]", notes.join(", ")) };
    let mut said = format!("line {:<6} {:<10} {}{notes}\n", row["line"], words(&row["outcome"]), text(&row["child"]));
    let history: Vec<String> = row["history"].as_array().into_iter().flatten().map(brought).collect();
    if !history.is_empty() {
        said.push_str(&format!("            brings, not verified: {}\n", history.join(", ")));
    }
    for left in row["left_out"].as_array().into_iter().flatten() {
        let (kind, why) = (words(&left["kind"]), words(&left["why"]));
        said.push_str(&format!("            not taken over: {kind} ({:?}): {why}\n", text(&left["text"])));
    }
    for problem in row["problems"].as_array().into_iter().flatten() {
        let field = text(&problem["field"]);
        let field = if field.is_empty() { "the line" } else { field };
        said.push_str(&format!("            {field}: {} ({:?})\n", rule(&problem["rule"]), text(&problem["text"])));
    }
    said
}

/// "measurement (2)".
fn brought(history: &Value) -> String {
    match number(history, "count") {
        0 | 1 => words(&history["kind"]),
        count => format!("{} ({count})", words(&history["kind"])),
    }
}

fn summary(report: &Value) -> String {
    format!(
        "{}: {} lines; {} new children, {} added to, {} unchanged, {} rejected; {} new adults, {} new households.\n",
        text(&report["name"]),
        report["lines"],
        report["new_children"],
        report["added_to"],
        report["unchanged"],
        report["rejected"],
        report["new_adults"],
        report["new_households"],
    )
}

fn needs_a_person(report: &Value) -> ExitCode {
    if report["rejected"] == 0 { ExitCode::SUCCESS } else { ExitCode::from(3) }
}

fn rule(rule: &Value) -> String {
    words(rule.get("field").unwrap_or(rule))
}

/// A code in words: `nhs_number_check` is "nhs number check".
fn words(code: &Value) -> String {
    text(code).replace('_', " ")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value, field: &str) -> u64 {
    value[field].as_u64().unwrap_or_default()
}
