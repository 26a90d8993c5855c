//! Reads the cells of a line and collects what is wrong with them, each with its column and its text.

use doorstep_domain::entries::{About, Body};
use doorstep_domain::invalid::{Question, Rule};
use doorstep_domain::phone::Phone;

use super::cell::{self, Shape};
use super::{ImportRule, RowProblem};

const LONGEST_TEXT_SHOWN: usize = 60;

/// Reads one line.
pub(super) struct Reader<'a> {
    about: &'a About<'a>,
    problems: Vec<RowProblem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(about: &'a About<'a>) -> Self {
        Self { about, problems: Vec::new() }
    }

    /// Whom the line is about.
    pub(super) fn about(&self) -> &'a About<'a> {
        self.about
    }

    /// Checks one item of a cell that holds several, as [`Self::check`] does a body: what is wrong is said of the item.
    pub(super) fn check_item(
        &mut self,
        about: &About<'_>,
        (field, item): (&str, &str),
        body: &impl Body,
    ) -> Vec<Question> {
        let found = body.check(about);
        for wrong in found.problems {
            self.reject(field, wrong.rule, item);
        }
        found.questions
    }

    pub(super) fn into_problems(self) -> Vec<RowProblem> {
        self.problems
    }

    /// A text of one line; blank where it is refused.
    pub(super) fn text(&mut self, field: &str, cell: &str) -> String {
        self.shaped(field, cell, Shape::Line)
    }

    /// A cell that may hold more than one line of text.
    pub(super) fn shaped(&mut self, field: &str, cell: &str, shape: Shape) -> String {
        match cell::clean(cell, shape) {
            Ok(text) => text,
            Err(rule) => {
                self.problems.push(problem(field, rule, cell));
                String::new()
            }
        }
    }

    /// A cell read as what it should be; nothing where it is blank or refused.
    pub(super) fn read<T>(&mut self, field: &str, cell: &str, read: impl Fn(&str) -> Result<T, Rule>) -> Option<T> {
        let text = self.text(field, cell);
        self.parsed(field, &text, read)
    }

    pub(super) fn phone(&mut self, field: &str, cell: &str) -> Option<Phone> {
        let text = self.shaped(field, cell, Shape::Phone);
        self.parsed(field, &text, cell::phone)
    }

    /// As [`Self::read`], of a cell that must not be blank.
    pub(super) fn required<T>(&mut self, field: &str, cell: &str, read: impl Fn(&str) -> Result<T, Rule>) -> Option<T> {
        if cell.trim().is_empty() {
            self.reject(field, Rule::Required, cell);
        }
        self.read(field, cell, read)
    }

    fn parsed<T>(&mut self, field: &str, text: &str, read: impl Fn(&str) -> Result<T, Rule>) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        read(text).map_err(|rule| self.reject(field, rule, text)).ok()
    }

    pub(super) fn reject(&mut self, field: &str, rule: Rule, text: &str) {
        self.problems.push(problem(field, ImportRule::Field(rule), text));
    }

    /// Checks a body as signing would. `columns` gives for its fields the column and the cell. Gives what it asks.
    pub(super) fn check(&mut self, prefix: &str, body: &impl Body, columns: &[(&str, &str, &str)]) -> Vec<Question> {
        let found = body.check(self.about);
        for wrong in found.problems {
            let name = wrong.field.split('.').next().unwrap_or_default();
            let known = columns.iter().find(|(field, ..)| *field == name);
            let (_, column, cell) = known.copied().unwrap_or((name, name, ""));
            let field = format!("{prefix}{column}");
            // A cell that was refused as it stands is not reported a second time for being empty.
            if !self.problems.iter().any(|known| known.field == field) {
                self.reject(&field, wrong.rule, cell);
            }
        }
        found.questions
    }
}

/// Why a line is left out, with the beginning of the text.
pub(super) fn problem(field: &str, rule: ImportRule, text: &str) -> RowProblem {
    let shown = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_TEXT_SHOWN);
    RowProblem { field: field.to_owned(), rule, text: shown.collect() }
}
