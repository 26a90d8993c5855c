//! No statement of the ledger crosses organisations, and each means the same to both databases.
//!
//! Every table that a statement names is tied to one organisation: by a parameter, or by being joined on the organisation
//! to a table that is. The directory of organisations stands alone.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use doorstep_service::ledger::sqlite::SqliteLedger;
use sqlparser::ast::{
    BinaryOperator, Expr, FromTable, Insert, OnInsert, Statement, TableFactor, TableObject, Value, visit_expressions,
    visit_relations,
};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use syn::visit::{self, Visit};

/// Every text in the ledger's rules that is a statement.
fn statements() -> Vec<(String, String)> {
    struct Texts(Vec<String>);
    impl Visit<'_> for Texts {
        fn visit_lit_str(&mut self, text: &syn::LitStr) {
            let text = text.value();
            if ["SELECT ", "INSERT ", "UPDATE ", "DELETE "].iter().any(|verb| text.starts_with(verb)) {
                self.0.push(text);
            }
        }
        fn visit_macro(&mut self, _: &syn::Macro) {}
    }
    let mut found = Vec::new();
    for file in std::fs::read_dir("src/ledger/sql").unwrap() {
        let path = file.unwrap().path();
        let parsed = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut texts = Texts(Vec::new());
        visit::visit_file(&mut texts, &parsed);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        found.extend(texts.0.into_iter().map(|text| (name.clone(), text)));
    }
    found
}

fn parse(text: &str) -> Statement {
    let parsed = Parser::parse_sql(&PostgreSqlDialect {}, text);
    parsed.unwrap_or_else(|error| panic!("{error}: {text}")).remove(0)
}

/// Table names and aliases that a statement reads or writes.
fn tables(statement: &Statement) -> BTreeSet<String> {
    let mut tables = BTreeSet::new();
    let _: ControlFlow<()> = visit_relations(statement, |relation| {
        tables.insert(relation.to_string());
        ControlFlow::Continue(())
    });
    tables
}

/// `change.organisation`, or `organisation` where the statement names one table.
fn organisation_of(expression: &Expr, only: Option<&str>) -> Option<String> {
    match expression {
        Expr::Identifier(name) if name.value == "organisation" => only.map(str::to_owned),
        Expr::CompoundIdentifier(parts) => match parts.as_slice() {
            [table, column] if column.value == "organisation" => Some(table.value.clone()),
            [table, column] if table.value == "organisation" && column.value == "id" => Some("organisation".to_owned()),
            _ => None,
        },
        _ => None,
    }
}

fn is_parameter(expression: &Expr) -> bool {
    matches!(expression, Expr::Value(value) if matches!(value.value, Value::Placeholder(_)))
}

/// The tables that no condition ties to one organisation.
fn untied(statement: &Statement) -> BTreeSet<String> {
    let all = tables(statement);
    let only = (all.len() == 1).then(|| all.first().unwrap().as_str());
    let (mut tied, mut pairs) = (BTreeSet::new(), Vec::new());
    let _: ControlFlow<()> = visit_expressions(statement, |expression| {
        if let Expr::BinaryOp { left, op: BinaryOperator::Eq, right } = expression {
            match (organisation_of(left, only), organisation_of(right, only)) {
                (Some(one), Some(other)) => pairs.push((one, other)),
                (Some(one), None) if is_parameter(right) => drop(tied.insert(one)),
                _ => {}
            }
        }
        ControlFlow::Continue(())
    });
    while let Some(place) = pairs.iter().position(|(one, other)| tied.contains(one) != tied.contains(other)) {
        let (one, other) = pairs.swap_remove(place);
        tied.extend([one, other]);
    }
    all.difference(&tied).cloned().collect()
}

/// What an insert writes is of one organisation, and so is what it meets there.
fn inserts_into_one(insert: &Insert) -> bool {
    let is_directory = matches!(&insert.table, TableObject::TableName(name) if name.to_string() == "organisation");
    let first = insert.columns.first().map(ToString::to_string);
    let meets = match &insert.on {
        Some(OnInsert::OnConflict(conflict)) => match &conflict.conflict_target {
            Some(sqlparser::ast::ConflictTarget::Columns(columns)) => {
                columns.first().is_some_and(|column| column.value == "organisation")
            }
            None => true,
            Some(_) => false,
        },
        _ => true,
    };
    is_directory || (first.as_deref() == Some("organisation") && meets)
}

#[test]
fn no_statement_crosses_organisations() {
    let statements = statements();
    assert!(statements.len() > 60, "{} statements were found", statements.len());
    for (file, text) in &statements {
        let fine = match &parse(text) {
            Statement::Insert(insert) => inserts_into_one(insert),
            // The directory is read whole to list it, and by a laptop's number.
            Statement::Query(_) if tables(&parse(text)) == ["organisation".to_owned()].into() => true,
            statement => untied(statement).is_empty(),
        };
        assert!(fine, "{file} crosses organisations: {text}");
    }
}

#[test]
fn a_statement_that_forgets_the_organisation_is_found() {
    for text in [
        "SELECT id FROM change WHERE id = $1",
        "DELETE FROM held WHERE audience = $1 OR entry = $2",
        "UPDATE device SET state = $1 WHERE id = $2",
        "SELECT device.key FROM device JOIN staff ON staff.id = device.staff WHERE device.organisation = $1",
        "SELECT a.id FROM held AS a WHERE organisation = 1",
    ] {
        assert!(!untied(&parse(text)).is_empty(), "{text}");
    }
    let joined = "SELECT device.key FROM device JOIN staff ON staff.organisation = device.organisation AND staff.id = device.staff
        WHERE device.organisation = $1";
    assert!(untied(&parse(joined)).is_empty());
    let Statement::Insert(insert) = parse("INSERT INTO held (audience, entry) VALUES ($1, $2)") else { unreachable!() };
    assert!(!inserts_into_one(&insert));
}

#[test]
fn parameters_are_numbered_in_the_order_of_their_first_use() {
    for (file, text) in statements() {
        let numbers: Vec<usize> = text
            .split('$')
            .skip(1)
            .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap())
            .collect();
        // SQLite numbers them by their first use and PostgreSQL by their names.
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>(), "{file}: {text}");
    }
}

#[test]
fn a_deletion_or_update_names_one_table() {
    for (file, text) in statements() {
        match parse(&text) {
            Statement::Delete(delete) => {
                let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = delete.from;
                assert_eq!(from.len(), 1, "{file}: {text}");
            }
            Statement::Update(update) => {
                assert!(matches!(update.table.relation, TableFactor::Table { .. }), "{file}: {text}");
            }
            _ => {}
        }
    }
}

/// Tables that grow with what is recorded: none may be read from end to end for one push, pull or settling.
const GROWING: [&str; 8] = ["change", "batch", "entry", "link", "subject", "granted", "held", "log"];

/// What is worked out over a whole organisation, and never for a push or a pull: the list of children without an
/// accountable health visitor, whom a centre's new protocol is about, and everybody after a restore is confirmed.
const OVER_ALL: [(&str, &str); 3] = [
    ("allocation.rs", "SELECT subject.subject"),
    ("settle.rs", "SELECT subject FROM entry WHERE organisation = $1 AND kind"),
    ("settle.rs", "SELECT subject FROM subject WHERE organisation = $1"),
];

/// How SQLite answers: `SEARCH held USING … (organisation=? AND audience=?)`.
fn plan(ledger: &rusqlite::Connection, text: &str) -> Vec<String> {
    let text = text.trim_end_matches(" FOR UPDATE");
    let mut statement = ledger.prepare(&format!("EXPLAIN QUERY PLAN {text}")).unwrap();
    let parameters = vec![rusqlite::types::Null; statement.parameter_count()];
    let rows = statement.query_map(rusqlite::params_from_iter(parameters), |row| row.get(3)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn nothing_that_grows_is_read_from_end_to_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ledger.db");
    drop(SqliteLedger::open(&file).unwrap());
    let ledger = rusqlite::Connection::open(&file).unwrap();
    for (file, text) in statements() {
        for step in plan(&ledger, &text) {
            let mut words = step.split(' ');
            let (how, table) = (words.next().unwrap(), words.next().unwrap_or_default());
            let reads_all = how == "SCAN" || step.ends_with("(organisation=?)");
            let allowed = OVER_ALL.iter().any(|(of, begins)| *of == file && text.starts_with(begins));
            assert!(!GROWING.contains(&table) || !reads_all || allowed, "{file}: {step}: {text}");
        }
    }
}
