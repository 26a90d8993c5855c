//! What users need, where it lives, and which tests show it. `docs/REQUIREMENTS.md` is written from
//! `docs/requirements.toml` and from the tests: a comment `// Shows NEED-01.` stands above the test that does.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::source;

const WRITTEN: &str = "docs/REQUIREMENTS.md";

struct Requirement {
    priority: String,
    state: String,
    says: String,
    lives: Vec<String>,
}

/// By id, the tests that show it: file and name.
type Shown = BTreeMap<String, Vec<String>>;

fn requirements() -> BTreeMap<String, Requirement> {
    let file: toml::Table = source::text("docs/requirements.toml").parse().expect("docs/requirements.toml is TOML");
    let read = |(id, value): (String, toml::Value)| {
        let text = |field: &str| value.get(field).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        let lives = value.get("lives").and_then(toml::Value::as_array).into_iter().flatten();
        let lives = lives.filter_map(toml::Value::as_str).map(str::to_owned).collect();
        (id, Requirement { priority: text("priority"), state: text("state"), says: text("says"), lives })
    };
    file.into_iter().map(read).collect()
}

fn shown() -> Shown {
    let mut shown = Shown::new();
    for file in source::files(&["crates", "src-tauri", "tests", "bench", "ui/src", "ui/e2e"], &[".rs", ".ts", ".tsx"]) {
        let text = source::text(&file);
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(ids) = line.trim().strip_prefix("// Shows ") else { continue };
            let test = lines.by_ref().find_map(test_name).unwrap_or_else(|| panic!("{file}: no test follows {line}"));
            for id in ids.trim_end_matches('.').split([',', ' ']).filter(|id| !id.is_empty()) {
                shown.entry(id.to_owned()).or_default().push(format!("{file}: {test}"));
            }
        }
    }
    shown
}

/// `fn a_claim() {` or `test('a claim', ...`.
fn test_name(line: &str) -> Option<String> {
    let line = line.trim();
    let rust =
        line.split_once("fn ").and_then(|(_, rest)| rest.split_once('(')).map(|(name, _)| name.replace('_', " "));
    let script = line.strip_prefix("test('").and_then(|rest| rest.split_once('\'')).map(|(name, _)| name.to_owned());
    rust.or(script)
}

#[test]
fn what_is_built_is_shown_by_a_test() {
    let (requirements, shown) = (requirements(), shown());
    let unknown: Vec<&String> = shown.keys().filter(|id| !requirements.contains_key(*id)).collect();
    assert!(unknown.is_empty(), "tests show what nobody asked for: {unknown:?}");
    let built = requirements.iter().filter(|(_, requirement)| requirement.state == "built");
    let bare: Vec<&String> = built.map(|(id, _)| id).filter(|id| !shown.contains_key(*id)).collect();
    assert!(bare.is_empty(), "said to be built, and no test shows it: {bare:?}");
    for (id, Requirement { priority, state, lives, .. }) in &requirements {
        assert!(["must", "should", "could"].contains(&priority.as_str()), "{id}: {priority}");
        assert!(["built", "open", "planned"].contains(&state.as_str()), "{id}: {state}");
        let gone: Vec<&String> = lives.iter().filter(|path| !source::root().join(path).exists()).collect();
        assert!(gone.is_empty(), "{id} lives nowhere: {gone:?}");
    }
}

#[test]
fn the_list_of_requirements_is_fresh() {
    let written = list(&requirements(), &shown());
    if std::env::var_os("DOORSTEP_WRITE_REQUIREMENTS").is_some() {
        std::fs::write(source::root().join(WRITTEN), &written).expect("docs can be written");
    }
    let how = "DOORSTEP_WRITE_REQUIREMENTS=1 cargo test -p doorstep-tests --test architecture requirements";
    assert!(source::text(WRITTEN) == written, "{WRITTEN} is stale. Write it again: {how}");
}

fn list(requirements: &BTreeMap<String, Requirement>, shown: &Shown) -> String {
    let count = |state: &str| requirements.values().filter(|requirement| requirement.state == state).count();
    let mut list = format!(
        "# Requirements\n\nWritten by the tests from `docs/requirements.toml`; do not edit.\n\n\
         {} built, {} open, {} planned. *Open* is part of the record and not finished; tests that show a part of it \
         are named.\n",
        count("built"),
        count("open"),
        count("planned")
    );
    for state in ["built", "open", "planned"] {
        let _ = write!(
            list,
            "\n## {}\n\n| id | | what | where | shown by |\n| --- | --- | --- | --- | --- |\n",
            title(state)
        );
        for (id, requirement) in requirements.iter().filter(|(_, requirement)| requirement.state == state) {
            let lives = requirement.lives.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
            let tests = shown.get(id).map(|tests| tests.join("; ")).unwrap_or_default();
            let _ = writeln!(list, "| {id} | {} | {} | {lives} | {tests} |", requirement.priority, requirement.says);
        }
    }
    list
}

fn title(state: &str) -> &str {
    match state {
        "built" => "Built",
        "open" => "Open",
        _ => "Planned",
    }
}
