//! The dry run: reads a file and says for every line what would happen. Writes nothing.

use doorstep_domain::access::may_record;
use doorstep_domain::change::Kind;
use doorstep_domain::entries::{About, EntryKind};
use doorstep_domain::id::ActId;
use doorstep_store::Vault;

use super::columns::Cells;
use super::line::{self, Line};
use super::plan::Planner;
use super::table::Table;
use super::{ImportCheck, ImportOutcome, ImportReport, ImportRow, ImportRule, RowProblem, file};
use crate::App;
use crate::error::{ApiError, ErrorCode};
use crate::writing::Writing;

/// A file that was checked and may be started.
pub(super) struct Checked {
    pub(super) act: ActId,
    pub(super) lines: Vec<Line>,
    /// Lines that would write something.
    pub(super) to_write: u32,
}

impl App {
    pub(crate) fn import_check(&self, input: ImportCheck) -> Result<ImportReport, ApiError> {
        let vault = self.vault()?;
        let now = self.now();
        let writing = Writing::by(&vault.enrolment()?, now);
        if !may_record(writing.role, &Kind::Known(EntryKind::Identity)) {
            return Err(ApiError::new(ErrorCode::NotAllowed));
        }
        let bytes = file::decode(&input.content)?;
        let (rows, lines) = read(file::text(&bytes)?, &About::nobody(now))?;
        let act = self.mint().id(ActId::mint)?;
        let report = plan(&vault, writing, rows, &lines)?.report(act, input.name);
        let to_write = report.new_children + report.added_to;
        self.import_engine().keep(Checked { act, lines, to_write })?;
        Ok(report)
    }
}

/// Every line of a file: rows of those that are rejected as they stand, and the lines that can be planned.
pub(super) fn read(text: &str, about: &About<'_>) -> Result<(Vec<ImportRow>, Vec<Line>), ApiError> {
    let table = Table::of(text)?;
    let (mut rejected, mut lines) = (Vec::new(), Vec::new());
    for record in &table.records {
        let cells = table.layout.cells(&record.cells);
        let read = if record.cells.len() == table.layout.width {
            line::read(record.line, &cells, about)
        } else {
            let text = format!("{} of {}", record.cells.len(), table.layout.width);
            Err(vec![RowProblem { field: String::new(), rule: ImportRule::FieldCount, text }])
        };
        match read {
            Ok(line) => lines.push(line),
            Err(problems) => rejected.push(rejected_row(record.line, &cells, problems)),
        }
    }
    Ok((rejected, lines))
}

fn rejected_row(line: u32, cells: &Cells<'_>, problems: Vec<RowProblem>) -> ImportRow {
    let child = line::name_as_written(cells);
    let outcome = ImportOutcome::Rejected;
    ImportRow { line, child, outcome, problems, notes: Vec::new(), history: Vec::new(), left_out: Vec::new() }
}

struct Outlook {
    rows: Vec<ImportRow>,
    made: (usize, usize),
}

fn plan(vault: &Vault, writing: Writing, rejected: Vec<ImportRow>, lines: &[Line]) -> Result<Outlook, ApiError> {
    let mut planner = Planner::new(vault, writing)?;
    let mut rows = rejected;
    for line in lines {
        rows.push(planner.line(line)?.0);
    }
    rows.sort_by_key(|row| row.line);
    Ok(Outlook { rows, made: planner.made() })
}

impl Outlook {
    fn report(self, act: ActId, name: String) -> ImportReport {
        let count = |outcome| small(self.rows.iter().filter(|row| row.outcome == outcome).count());
        ImportReport {
            act,
            name,
            lines: small(self.rows.len()),
            new_children: count(ImportOutcome::NewChild),
            unchanged: count(ImportOutcome::Unchanged),
            added_to: count(ImportOutcome::AddedTo),
            rejected: count(ImportOutcome::Rejected),
            new_adults: small(self.made.0),
            new_households: small(self.made.1),
            rows: self.rows,
        }
    }
}

pub(super) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
