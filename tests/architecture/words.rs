//! The names of docs/GLOSSARY.md: a health visitor would know every one of them.

use syn::visit::{self, Visit};

use crate::source;

/// Words of other trades, as any part of a type's name.
const NEVER: [&str; 12] = [
    "Patient",
    "Encounter",
    "Vitals",
    "Ticket",
    "Assignee",
    "Tier",
    "Mirror",
    "Util",
    "Utils",
    "Helper",
    "Helpers",
    "Manager",
];

/// Drawers that fill up with what has no home. (The one `service` is a crate.)
const DRAWERS: [&str; 9] = ["utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "service"];

#[test]
fn types_are_named_in_the_words_of_health_visiting() {
    let mut types = Types::default();
    for name in source::rust_files() {
        types.visit_file(&source::parsed(&name));
    }
    let never = |name: &&String| words(name).iter().any(|word| NEVER.contains(&word.as_str()));
    let wrong: Vec<&String> = types.names.iter().filter(never).collect();
    assert!(wrong.is_empty(), "docs/GLOSSARY.md has better words for {wrong:?}");
}

#[test]
fn no_file_is_a_drawer_for_what_has_no_home() {
    let files = source::files(&["crates", "src-tauri/src", "tests", "bench", "ui/src"], &[".rs", ".ts", ".tsx"]);
    let drawer =
        |path: &&String| path.split('/').skip(2).any(|part| DRAWERS.contains(&part.split('.').next().unwrap_or(part)));
    let wrong: Vec<&String> = files.iter().filter(drawer).collect();
    assert!(wrong.is_empty(), "a function lives with its noun: {wrong:?}");
}

#[test]
fn every_allow_says_why() {
    let mut wrong = Vec::new();
    for name in source::rust_files() {
        let mut allows = Allows::default();
        allows.visit_file(&source::parsed(&name));
        wrong.extend(allows.bare.iter().map(|lint| format!("{name}: allow({lint})")));
    }
    assert!(wrong.is_empty(), "write #[expect(lint, reason = \"...\")]: {wrong:#?}");
}

/// `NamedHealthVisitor` is Named, Health, Visitor.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for letter in name.chars() {
        match words.last_mut() {
            Some(word) if !letter.is_uppercase() => word.push(letter),
            Some(_) | None => words.push(letter.to_string()),
        }
    }
    words
}

#[derive(Default)]
struct Types {
    names: Vec<String>,
}

impl<'ast> Visit<'ast> for Types {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.names.push(item.ident.to_string());
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.names.push(item.ident.to_string());
        visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.names.push(item.ident.to_string());
        visit::visit_item_trait(self, item);
    }
}

#[derive(Default)]
struct Allows {
    bare: Vec<String>,
}

impl<'ast> Visit<'ast> for Allows {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let lint = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        if attribute.path().is_ident("allow") && !lint.contains("reason") {
            self.bare.push(lint);
        }
    }
}
