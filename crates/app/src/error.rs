//! What goes wrong, as the window learns it: a code with words there, fields, and a reference for support.

use std::fmt::Display;

use doorstep_domain::change::Malformed;
use doorstep_domain::invalid::{Findings, Problem, Question};
use doorstep_store::{Error as StoreError, keys};
use ring::rand::{SecureRandom, SystemRandom};
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
    /// There is one of these already, recorded on the day in `detail`: it is changed, never written beside.
    AlreadyRecorded,
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
    /// A scanned file of over 10 MB.
    ScanTooBig,
    /// The file is neither a PDF nor a JPEG nor a PNG.
    NotAScan,
    /// Parts of the file have not reached this laptop yet.
    FileNotWhole,
    /// The file's parts do not come to the file that was attached.
    FileDamaged,
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

impl ApiError {
    pub(crate) fn new(code: ErrorCode) -> Self {
        let (problems, questions) = (Vec::new(), Vec::new());
        Self { code, problems, questions, wait_s: None, detail: None, reference: String::new() }
    }

    pub(crate) fn locked() -> Self {
        Self::new(ErrorCode::Locked)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(ErrorCode::NotFound)
    }

    pub(crate) fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// What checking found, less what the author has confirmed; nothing left is no error.
    pub(crate) fn unless_clear(found: Findings, confirmed: &[Question]) -> Result<(), Self> {
        let questions: Vec<Question> = found.questions.into_iter().filter(|asked| !confirmed.contains(asked)).collect();
        if found.problems.is_empty() && questions.is_empty() {
            return Ok(());
        }
        Err(Self { problems: found.problems, questions, ..Self::new(ErrorCode::Invalid) })
    }

    pub(crate) fn bad_call(name: &str, error: &serde_json::Error) -> Self {
        // The message may repeat what was sent: only its place is kept.
        let place = format!("{name}: line {} column {}", error.line(), error.column());
        Self::new(ErrorCode::BadCall).detail(place.clone()).logged(&place)
    }

    pub(crate) fn unknown_call(name: &str) -> Self {
        let known = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        Self::new(ErrorCode::BadCall).logged(&if known { name } else { "not a name" })
    }

    /// A fault of Doorstep. The cause is logged, and must not hold anything of a person.
    #[must_use]
    pub fn internal(cause: &dyn Display) -> Self {
        Self::new(ErrorCode::Internal).logged(cause)
    }

    /// Writes the cause to the log under a reference that support can ask for. Causes never hold anything of a person.
    fn logged(mut self, cause: &dyn Display) -> Self {
        let mut bytes = [0; 4];
        // Without randomness the reference is zeros, and the log line is still there.
        let _ = SystemRandom::new().fill(&mut bytes);
        self.reference = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        tracing::error!(reference = %self.reference, code = ?self.code, %cause, "a call failed");
        self
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Keys(keys) => return from_keys(keys),
            StoreError::ChangeDamaged(_) => ErrorCode::StoreDamaged,
            StoreError::FromNewerVersion { .. } => ErrorCode::StoreFromNewerVersion,
            StoreError::NoEntry(_) | StoreError::NoDraft => ErrorCode::NotFound,
            StoreError::Sqlite(_) if error.is_disk_full() => ErrorCode::DiskFull,
            StoreError::NotEnrolled => ErrorCode::Locked,
            StoreError::Sqlite(_)
            | StoreError::Unreadable { .. }
            | StoreError::Column(_)
            | StoreError::Unwritable(_)
            | StoreError::Json(_)
            | StoreError::NoRandomness
            | StoreError::Poisoned => ErrorCode::Internal,
        };
        Self::new(code).logged(&error)
    }
}

fn from_keys(error: &keys::Error) -> ApiError {
    let seconds = |wait: &std::time::Duration| u32::try_from(wait.as_secs_f64().ceil() as u64).unwrap_or(u32::MAX);
    let (code, wait_s) = match error {
        keys::Error::WrongPassphrase { wait } => (ErrorCode::WrongPassphrase, Some(seconds(wait))),
        keys::Error::TooSoon { wait } => (ErrorCode::WaitBeforeUnlock, Some(seconds(wait))),
        keys::Error::KeyFileDamaged => (ErrorCode::KeyFileDamaged, None),
        keys::Error::KeyFileAltered { .. } => (ErrorCode::KeyFileAltered, None),
        keys::Error::StoreDamaged | keys::Error::StoreMissing | keys::Error::PageDamaged => {
            (ErrorCode::StoreDamaged, None)
        }
        keys::Error::NewerVersion { .. } => (ErrorCode::StoreFromNewerVersion, None),
        keys::Error::OpenElsewhere => (ErrorCode::OpenElsewhere, None),
        keys::Error::DiskFull => (ErrorCode::DiskFull, None),
        _ => (ErrorCode::Internal, None),
    };
    ApiError { wait_s, ..ApiError::new(code) }.logged(error)
}

impl From<Malformed> for ApiError {
    fn from(error: Malformed) -> Self {
        Self::internal(&error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(&format!("JSON, line {} column {}", error.line(), error.column()))
    }
}
