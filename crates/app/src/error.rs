//! What goes wrong, as the window learns it: a code with words there, fields, and a reference for support.

use doorstep_domain::invalid::{Problem, Question};
use serde::Serialize;
use ts_rs::TS;

/// What happened. The window has words for each: what happened, what is safe, what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Fields are wrong, or soft checks wait for an answer.
    Invalid,
    /// The vault is locked.
    Locked,
    /// That is not the passphrase.
    WrongPassphrase,
    /// Too many wrong tries: wait.
    WaitBeforeUnlock,
    /// The passphrase for a new vault is too weak.
    WeakPassphrase,
    /// The key file is damaged, and so is its copy.
    KeyFileDamaged,
    /// The key file was altered.
    KeyFileAltered,
    /// The passphrase is right, but the store cannot be read.
    StoreDamaged,
    /// The store was written by a later version of Doorstep.
    StoreFromNewerVersion,
    /// Another Doorstep has this vault open.
    OpenElsewhere,
    /// The disk is full or cannot be written.
    DiskFull,
    /// Entries that were saved are missing from the store.
    EntriesMissing,
    /// The enrolment code is wrong, used or too old.
    CodeRefused,
    /// The service could not be reached.
    ServiceNotReached,
    /// The service's certificate is not to be trusted.
    ServiceNotTrusted,
    /// The service does not know this laptop, or has ended it.
    LaptopRefused,
    /// The service speaks another version.
    VersionRefused,
    /// The service answered with something that cannot be read.
    BadAnswer,
    /// There is no such record on this laptop.
    NotFound,
    /// Somebody changed it since the form opened.
    ChangedMeanwhile,
    /// The practitioner's role may not do this.
    NotAllowed,
    /// The file is too big.
    FileTooBig,
    /// The file is not a CSV file in UTF-8.
    FileNotCsv,
    /// The file's header is not that of a caseload.
    FileHeader,
    /// The file is neither UTF-8 with nor without a byte-order mark.
    FileNotUtf8,
    /// Another import is running.
    ImportRunning,
    /// The window asked for something that there is not: a fault of Doorstep.
    BadCall,
    /// A fault of Doorstep.
    Internal,
}

/// What the window is told.
#[derive(Debug, Clone, Serialize, TS, thiserror::Error)]
#[error("{code:?} (reference {reference})")]
pub struct ApiError {
    /// What happened.
    pub code: ErrorCode,
    /// Fields that are wrong.
    pub problems: Vec<Problem>,
    /// Soft checks to answer: sign again with these as `confirmed`.
    pub questions: Vec<Question>,
    /// Seconds to wait before the next try.
    pub wait_s: Option<u32>,
    /// A detail without personal data: a column's name, a version.
    pub detail: Option<String>,
    /// Finds the cause in the log.
    pub reference: String,
}
