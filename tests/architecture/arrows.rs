//! The arrows of docs/ARCHITECTURE.md: ui -> app -> store -> sync -> domain, service -> sync -> domain.

use std::process::Command;

use serde_json::Value;

use crate::source;

/// Packages, and all of ours that each may use. Whoever is not here may use none of ours.
const ARROWS: [(&str, &[&str]); 8] = [
    ("doorstep-domain", &[]),
    ("doorstep-platform", &[]),
    ("doorstep-sync", &["doorstep-domain"]),
    ("doorstep-store", &["doorstep-domain", "doorstep-sync", "doorstep-platform"]),
    ("doorstep-app", &["doorstep-domain", "doorstep-sync", "doorstep-store"]),
    ("doorstep-service", &["doorstep-domain", "doorstep-sync", "doorstep-platform"]),
    ("doorstep-cli", &["doorstep-app", "doorstep-domain"]),
    ("doorstep", &["doorstep-app", "doorstep-platform"]),
];

/// No product code depends on these, and they may use everything.
const NOT_PRODUCT: [&str; 3] = ["doorstep-tests", "doorstep-simulation", "doorstep-bench"];

/// Outside crates with one home each.
const HOMES: [(&[&str], &[&str]); 4] = [
    (&["tauri", "tauri-build", "wry", "tao"], &["doorstep"]),
    (&["rusqlite", "libsqlite3-sys"], &["doorstep-store", "doorstep-service", "doorstep-platform"]),
    (&["tokio-postgres", "axum", "utoipa", "rcgen", "tokio-rustls"], &["doorstep-service", "doorstep-cli"]),
    (&["ureq", "hyper", "hyper-util", "rustls", "tokio"], &["doorstep-app", "doorstep-service", "doorstep-cli"]),
];

/// All that the clinical rules and the wire may use: nothing that reads a disk, a clock or a network.
const PURE: [&str; 15] = [
    "base64",
    "chrono",
    "csv",
    "ring",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "thiserror",
    "toml",
    "ts-rs",
    "unicode-normalization",
    "uuid",
    "x25519-dalek",
    "zeroize",
    "zstd",
];

struct Package {
    name: String,
    uses: Vec<Dependency>,
}

struct Dependency {
    name: String,
    only_in_tests: bool,
}

#[test]
fn packages_depend_on_each_other_along_the_arrows_alone() {
    let mut wrong = Vec::new();
    for package in product() {
        let allowed = ARROWS.iter().find(|(name, _)| *name == package.name).map_or(&[][..], |(_, allowed)| allowed);
        for used in package.uses.iter().filter(|used| used.name.starts_with("doorstep")) {
            if !allowed.contains(&used.name.as_str()) && used.name != package.name {
                wrong.push(format!("{} -> {}", package.name, used.name));
            }
        }
    }
    assert!(wrong.is_empty(), "these arrows are not in docs/ARCHITECTURE.md: {wrong:#?}");
}

#[test]
fn sql_the_window_and_the_network_have_one_home_each() {
    let mut wrong = Vec::new();
    for package in product() {
        for used in package.uses.iter().filter(|used| !used.only_in_tests) {
            let homes = HOMES.iter().find(|(crates, _)| crates.contains(&used.name.as_str())).map(|(_, homes)| homes);
            if homes.is_some_and(|homes| !homes.contains(&package.name.as_str())) {
                wrong.push(format!("{} -> {}", package.name, used.name));
            }
        }
    }
    assert!(wrong.is_empty(), "these crates have another home: {wrong:#?}");
}

#[test]
fn the_domain_and_the_wire_use_nothing_that_does_input_or_output() {
    let pure = |name: &str| PURE.contains(&name) || name == "doorstep-domain";
    let mut wrong = Vec::new();
    for package in product().filter(|package| ["doorstep-domain", "doorstep-sync"].contains(&package.name.as_str())) {
        let impure = package.uses.iter().filter(|used| !used.only_in_tests && !pure(&used.name));
        wrong.extend(impure.map(|used| format!("{} -> {}", package.name, used.name)));
    }
    assert!(wrong.is_empty(), "if these are pure, add them to PURE: {wrong:#?}");
}

#[test]
fn every_package_takes_the_workspace_lints_and_only_platform_writes_its_own() {
    for manifest in source::files(&["crates", "src-tauri", "tests", "bench"], &["Cargo.toml"]) {
        let toml: toml::Table = source::text(&manifest).parse().expect("a manifest is TOML");
        let takes = toml["lints"].get("workspace").and_then(toml::Value::as_bool) == Some(true);
        assert_eq!(
            takes,
            manifest != "crates/platform/Cargo.toml",
            "{manifest}: `unsafe` is forbidden by the workspace's lints"
        );
    }
}

fn product() -> impl Iterator<Item = Package> {
    packages().into_iter().filter(|package| !NOT_PRODUCT.contains(&package.name.as_str()))
}

fn packages() -> Vec<Package> {
    let asked = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(source::root())
        .output()
        .expect("cargo runs");
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let metadata: Value = serde_json::from_slice(&asked.stdout).expect("cargo metadata is JSON");
    list(&metadata["packages"]).map(|package| Package { name: name(package), uses: uses(package) }).collect()
}

fn uses(package: &Value) -> Vec<Dependency> {
    let dependency = |used: &Value| Dependency { name: name(used), only_in_tests: used["kind"] == "dev" };
    list(&package["dependencies"]).map(dependency).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

fn name(value: &Value) -> String {
    value["name"].as_str().expect("a name").to_owned()
}
