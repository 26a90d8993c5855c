//! The repository as the checks see it: its files, and its Rust parsed.

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ has a parent").to_path_buf()
}

/// Text of a file that must be there, by its path from the root.
pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below `folders` with one of `endings`, by its path from the root. What is built or downloaded is left out.
pub(crate) fn files(folders: &[&str], endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root().join(folder), &mut found);
    }
    let mut names: Vec<String> = found
        .iter()
        .filter_map(|path| path.strip_prefix(root()).ok())
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .filter(|name| endings.iter().any(|ending| name.ends_with(ending)))
        .collect();
    names.sort();
    names
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if path.is_file() {
        found.push(path.to_path_buf());
    } else if !["target", "node_modules", "dist", "gen", "generated", "screenshots"].contains(&name.as_str()) {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            collect(&entry.path(), found);
        }
    }
}

/// Our own Rust, product and tests alike.
pub(crate) fn rust_files() -> Vec<String> {
    files(&["crates", "src-tauri", "tests", "bench"], &[".rs"])
}

/// Whether a whole file is test code.
pub(crate) fn is_test_file(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("tests/") || name.contains("/tests/") || file == "tests.rs" || file.ends_with("_tests.rs")
}

/// A file parsed.
pub(crate) fn parsed(name: &str) -> syn::File {
    syn::parse_file(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Whether an item is built for tests only: `#[test]`, or a `#[cfg(...)]` that asks for `test`.
pub(crate) fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let asks_for_test = || attribute.meta.require_list().is_ok_and(|list| mentions_test(&list.tokens.to_string()));
        attribute.path().is_ident("test") || (attribute.path().is_ident("cfg") && asks_for_test())
    })
}

fn mentions_test(condition: &str) -> bool {
    condition.split(|c: char| !c.is_alphanumeric()).any(|word| word == "test") && !condition.contains("not")
}
