//! Importing a caseload from a file: a dry run first, then one act of many batches that can be undone.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{ActId, EntryId};
use doorstep_domain::invalid::Rule;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::person::PersonView;

mod cell;
mod check;
mod columns;
mod export;
mod export_history;
mod file;
mod fill;
mod history;
pub(crate) mod key;
mod line;
mod needed;
mod plan;
mod reader;
mod record;
mod run;
mod table;
mod take_over;
mod undo;
mod who;
mod write;

pub use file::LARGEST_FILE;
pub(crate) use run::Imports;

/// Why an entry is in error after its import was undone. Another import may bring such an entry back, and no other.
const UNDONE: &str = "import undone";

/// A file to check.
#[derive(Clone, Deserialize, TS)]
pub struct ImportCheck {
    /// Its name, for the list of imports.
    pub name: String,
    /// Its bytes, in base64.
    pub content: String,
}

/// What would happen.
#[derive(Clone, Serialize, TS)]
pub struct ImportReport {
    /// To be given back to start; the file stays in memory until then, at most one.
    pub act: ActId,
    /// The file's name.
    pub name: String,
    /// Lines with a child, without the header.
    pub lines: u32,
    /// Children that would be new.
    pub new_children: u32,
    /// Children already known, with nothing to add.
    pub unchanged: u32,
    /// Children already known, of whom something would be added.
    pub added_to: u32,
    /// Lines that would be left out.
    pub rejected: u32,
    /// Adults that would be new.
    pub new_adults: u32,
    /// Households that would be new.
    pub new_households: u32,
    /// Every line, in the file's order.
    pub rows: Vec<ImportRow>,
}

/// What would happen to one line.
#[derive(Clone, Serialize, TS)]
pub struct ImportRow {
    /// Its number in the file, the header being 1; the first line where a quoted field spans several.
    pub line: u32,
    /// The child's name, as written.
    pub child: String,
    /// What would happen.
    pub outcome: ImportOutcome,
    /// For a rejected line, each field and reason.
    pub problems: Vec<RowProblem>,
    /// Worth a look, but not in the way.
    pub notes: Vec<RowNote>,
    /// What would be taken over of the time before, marked as not verified.
    pub history: Vec<BroughtHistory>,
    /// What of it would be left out.
    pub left_out: Vec<LeftOut>,
}

/// What a line brings of one sort of the time before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct BroughtHistory {
    /// Which sort.
    pub kind: EntryKind,
    /// How many.
    pub count: u32,
}

/// Something of the time before that a line says and that is not taken over. All else of the line is.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeftOut {
    /// Which sort.
    pub kind: EntryKind,
    /// Why.
    pub why: WhyLeftOut,
    /// What the file says: a day, a name.
    pub text: String,
}

/// Why something of the time before is not taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeftOut {
    /// The record says otherwise: it stays.
    RecordDiffers,
    /// Somebody marked it as entered in error.
    InError,
    /// The role of who imports may not record it. A colleague who may can import the same file.
    RoleMayNot,
    /// Nobody of this name works here, as far as this laptop knows.
    NoSuchColleague,
    /// Two colleagues have this name.
    TwoColleagues,
}

/// What would happen to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// A child that this laptop does not know.
    NewChild,
    /// A known child, and nothing to add.
    Unchanged,
    /// A known child, and something to add.
    AddedTo,
    /// Left out.
    Rejected,
}

/// Why a line is rejected.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowProblem {
    /// The column.
    pub field: String,
    /// Which rule it breaks.
    pub rule: ImportRule,
    /// The text as written, cut to 60 characters.
    pub text: String,
}

/// Why a line or a file is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportRule {
    /// A rule of the record.
    Field(Rule),
    /// Fewer or more fields than the header.
    FieldCount,
    /// The NHS number of an earlier line, for another child.
    DuplicateNhsNumber,
    /// The NHS number belongs to somebody with another birth date on this laptop.
    NhsNumberOfAnother,
    /// A text that a spreadsheet would run as a formula.
    Formula,
    /// A control character.
    ControlCharacter,
}

/// Worth a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowNote {
    /// No NHS number: matched by name, birth date and postcode only.
    NoNhsNumber,
    /// Another country's number.
    NhsNumberFromElsewhere,
    /// Born before 37 weeks.
    Preterm,
    /// One of twins or more.
    Multiple,
    /// Lives in two homes.
    TwoHomes,
    /// What this laptop holds differs; the file's value is not taken over.
    DiffersFromRecord,
    /// Over 8 years old.
    Over8,
    /// A birth weight or a mother's age that is worth a second look.
    UnusualValue,
    /// A weight of the time before that is worth a second look.
    UnusualWeight,
    /// An adult that an earlier line made.
    SharedAdult,
}

/// Start what was checked.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ImportStart {
    /// The act that the check gave.
    pub act: ActId,
}

/// Which import.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ImportWhich {
    /// Its act.
    pub act: ActId,
}

/// How far an import is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportProgress {
    /// Its act.
    pub act: ActId,
    /// Lines written.
    pub done: u32,
    /// Lines to write.
    pub total: u32,
    /// How it stands.
    pub state: ImportState,
}

/// How an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Writing.
    Running,
    /// Every line is written.
    Finished,
    /// Stopped on request.
    Cancelled,
    /// Stopped by a failure; what was written stays.
    Failed,
}

/// An import made on this laptop.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportView {
    /// Its act.
    pub act: ActId,
    /// When its first batch was signed, RFC 3339.
    pub signed_at: String,
    /// How many items it signed.
    pub batches: u32,
    /// How many entries it wrote.
    pub entries: u32,
    /// Of those, marked in error since.
    pub in_error: u32,
}

/// What an undo did.
#[derive(Clone, Serialize, TS)]
pub struct UndoReport {
    /// Entries marked in error.
    pub undone: u32,
    /// Entries left: somebody amended them since, wrote them as well, or recorded something that hangs on them.
    pub left: Vec<LeftEntry>,
}

/// An entry that an undo left alone.
#[derive(Clone, Serialize, TS)]
pub struct LeftEntry {
    /// The entry.
    pub entry: EntryId,
    /// Whose.
    pub person: Option<PersonView>,
    /// What sort.
    pub kind: String,
}

/// A file to save.
#[derive(Clone, Serialize, TS)]
pub struct ExportFile {
    /// A name for it, without any person's.
    pub name: String,
    /// CSV, UTF-8 with a byte-order mark.
    pub content: String,
}
