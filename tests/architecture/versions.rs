//! minimum-versions.toml: what the lock files may not fall behind, and what may not be in them at all.

use std::collections::BTreeMap;

use serde_json::Value;
use toml::Table;

use crate::source;

#[test]
fn no_locked_version_is_older_than_the_advisories_allow() {
    let wanted: Table = source::text("minimum-versions.toml").parse().expect("minimum-versions.toml is TOML");
    let (crates, packages) = (locked_crates(), locked_packages());
    let mut wrong = check(&wanted["crate"], &crates);
    wrong.extend(check(&wanted["npm"], &packages));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_banned_is_in_the_lock_files() {
    let wanted: Table = source::text("minimum-versions.toml").parse().expect("minimum-versions.toml is TOML");
    let crates = locked_crates();
    for banned in wanted["absent"].as_array().expect("a list") {
        let name = banned["crate"].as_str().expect("a name");
        assert!(!crates.contains_key(name), "{name} must go: {}", banned["because"]);
    }
}

#[test]
fn versions_are_compared_by_number() {
    assert!(numbers("2.11.1") > numbers("2.9.10"));
    assert!(numbers("3.51.3") <= numbers("3.53.4-libtomcrypt"));
}

fn check(wanted: &toml::Value, locked: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut wrong = Vec::new();
    for want in wanted.as_array().expect("a list") {
        let field = |key: &str| want.get(key).and_then(toml::Value::as_str);
        let name = field("name").expect("a name");
        let Some(versions) = locked.get(name) else {
            wrong.push(format!("{name} is no longer used: take its line out of minimum-versions.toml"));
            continue;
        };
        let least = numbers(field("at_least").expect("a version"));
        let carried =
            |version: &str| field("carries").map_or(version.to_owned(), |part| carried_version(version, part));
        let old = versions.iter().filter(|version| numbers(&carried(version)) < least);
        wrong.extend(
            old.map(|version| format!("{name} {version} is too old: {}", field("because").unwrap_or_default())),
        );
    }
    wrong
}

/// `419.0.6+sqlcipher-4.19.0-sqlite-3.53.4` carries `sqlite` 3.53.4.
fn carried_version(version: &str, part: &str) -> String {
    let parts: Vec<&str> = version.split(['+', '-']).collect();
    let at =
        parts.iter().position(|each| *each == part).unwrap_or_else(|| panic!("{version} does not say which {part}"));
    parts[at + 1].to_owned()
}

fn numbers(version: &str) -> Vec<u64> {
    let release = version.split(['-', '+']).next().unwrap_or(version);
    release.split('.').map(|part| part.parse().unwrap_or_else(|_| panic!("{version} is not a version"))).collect()
}

fn locked_crates() -> BTreeMap<String, Vec<String>> {
    let lock: Table = source::text("Cargo.lock").parse().expect("Cargo.lock is TOML");
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in lock["package"].as_array().expect("packages") {
        let text = |key: &str| package[key].as_str().expect("text").to_owned();
        found.entry(text("name")).or_default().push(text("version"));
    }
    found
}

fn locked_packages() -> BTreeMap<String, Vec<String>> {
    let lock: Value = serde_json::from_str(&source::text("ui/package-lock.json")).expect("package-lock.json is JSON");
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, package) in lock["packages"].as_object().expect("packages") {
        if let (Some((_, name)), Some(version)) = (path.rsplit_once("node_modules/"), package["version"].as_str()) {
            found.entry(name.to_owned()).or_default().push(version.to_owned());
        }
    }
    found
}
