//! How big things may grow. A file at its limit is a file with two ideas in it.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::source::{self, is_for_tests, is_test_file};

const RUST_FILE: usize = 500;
const FUNCTION: usize = 60;
const TSX: usize = 250;
const SQL: usize = 60;
const DOCUMENT: usize = 150;
const SHELL: usize = 300;

#[derive(Clone)]
struct Measured {
    what: String,
    lines: usize,
    limit: usize,
}

#[test]
fn nothing_has_outgrown_its_budget() {
    let mut all =
        [rust(), shell(), text(&["ui/src"], ".tsx", TSX), text(&["crates"], ".sql", SQL), documents()].concat();
    all.sort_by_key(|measured| std::cmp::Reverse(measured.lines * 1000 / measured.limit));
    println!("The ten nearest their limit (tests/architecture/budget.rs):");
    for Measured { what, lines, limit } in all.iter().take(10) {
        println!("{:4} % {lines:4} of {limit:3} lines  {what}", lines * 100 / limit);
    }
    let over: Vec<&str> = all.iter().filter(|m| m.lines > m.limit).map(|m| m.what.as_str()).collect();
    assert!(over.is_empty(), "split these: {over:#?}");
}

/// Each file without its tests, and each function that is not one.
fn rust() -> Vec<Measured> {
    let mut all = Vec::new();
    for name in source::rust_files() {
        let file = source::parsed(&name);
        let mut functions = Functions { file: &name, found: Vec::new() };
        functions.visit_file(&file);
        if !is_test_file(&name) {
            all.append(&mut functions.found);
        }
        let for_tests: usize = file.items.iter().filter(|item| is_for_tests(attributes(item))).map(lines).sum();
        let lines = source::text(&name).lines().count() - for_tests;
        all.push(Measured { what: name, lines, limit: RUST_FILE });
    }
    all
}

struct Functions<'a> {
    file: &'a str,
    found: Vec<Measured>,
}

impl Functions<'_> {
    fn measure(&mut self, signature: &syn::Signature, body: &impl Spanned) {
        let what = format!("{} fn {}", self.file, signature.ident);
        let lines = lines(body) + signature.span().end().line - signature.span().start().line;
        self.found.push(Measured { what, lines, limit: FUNCTION });
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.measure(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.measure(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }
}

fn lines(code: &impl Spanned) -> usize {
    code.span().end().line - code.span().start().line + 1
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        _ => &[],
    }
}

/// The shell stays dumb: all of it together is small.
fn shell() -> Vec<Measured> {
    let lines = source::files(&["src-tauri/src"], &[".rs"]).iter().map(|name| source::text(name).lines().count()).sum();
    vec![Measured { what: "src-tauri/src in all".to_owned(), lines, limit: SHELL }]
}

fn documents() -> Vec<Measured> {
    let all = [text(&["docs"], ".md", DOCUMENT), text(&["README.md"], ".md", DOCUMENT)].concat();
    // Written by the tests, and read by looking something up.
    all.into_iter().filter(|measured| measured.what != "docs/REQUIREMENTS.md").collect()
}

fn text(folders: &[&str], ending: &str, limit: usize) -> Vec<Measured> {
    let measure = |what: String| Measured { lines: source::text(&what).lines().count(), what, limit };
    source::files(folders, &[ending]).into_iter().filter(|name| !name.contains(".test.")).map(measure).collect()
}
