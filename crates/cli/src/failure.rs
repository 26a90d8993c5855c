//! Why something was not done, in words: what happened, what is safe, what to do.

use std::fmt;
use std::path::Path;

use doorstep_app::{ApiError, ErrorCode};

/// Why something was not done.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The application refused.
    Refused(Box<ApiError>),
    /// Something around it: a file, the terminal.
    Around(String),
    /// The arguments do not fit together.
    Usage(String),
}

impl Failure {
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Refused(_) | Self::Around(_) => 1,
            Self::Usage(_) => 2,
        }
    }

    /// A file that could not be read or written.
    pub(crate) fn of_file(what: &str, file: &Path, error: &std::io::Error) -> Self {
        Self::Around(format!("{} could not be {what}: {error}. Nothing was changed.", file.display()))
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Refused(Box::new(error))
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Around(format!("an answer could not be read or written: {error}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = match self {
            Self::Around(text) | Self::Usage(text) => return f.write_str(text),
            Self::Refused(error) => error,
        };
        f.write_str(words(error.code))?;
        if let Some(seconds) = error.wait_s.filter(|seconds| *seconds > 0) {
            write!(f, " Wait {seconds} s before the next try.")?;
        }
        if let Some(detail) = &error.detail {
            write!(f, "\n  {detail}")?;
        }
        for problem in &error.problems {
            write!(f, "\n  {}: {:?}", problem.field, problem.rule)?;
        }
        if !error.reference.is_empty() {
            write!(f, "\n  reference {}", error.reference)?;
        }
        Ok(())
    }
}

/// What happened, what is safe, what to do.
fn words(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Invalid => "Something in the input is wrong. Nothing was changed. Mend these fields:",
        ErrorCode::Locked => "The vault is locked. Nothing was changed. Give its passphrase.",
        ErrorCode::WrongPassphrase => "That is not the passphrase. The vault is unharmed, however often this happens.",
        ErrorCode::WaitBeforeUnlock => "Too many wrong passphrases. The vault is unharmed.",
        ErrorCode::WeakPassphrase => {
            "That passphrase is too easy to guess. No vault was made. Choose four or more words that do not belong together."
        }
        ErrorCode::KeyFileDamaged => {
            "The vault's key file is damaged, and so is its copy. The records are still there. Restore vault.json from a backup, or ask your organisation to recover the vault."
        }
        ErrorCode::KeyFileAltered => {
            "The vault's key file was altered. The records are still there. Tell your privacy officer before anything else."
        }
        ErrorCode::StoreDamaged => {
            "The passphrase is right, but part of the store cannot be read. What the service has is safe. Copy the vault's folder away before anything else."
        }
        ErrorCode::StoreFromNewerVersion => "A newer Doorstep wrote this vault. Nothing was changed. Update Doorstep.",
        ErrorCode::OpenElsewhere => "Another Doorstep has this vault open. Nothing was changed. Close it first.",
        ErrorCode::DiskFull => {
            "The disk is full or cannot be written. What was saved before is safe. Make room and try again."
        }
        ErrorCode::EntriesMissing => {
            "Entries that had been saved are missing. What the service has is safe. Tell your privacy officer."
        }
        ErrorCode::CodeRefused => "The service refused the code: wrong, used or too old. Ask for a new one.",
        ErrorCode::ServiceNotReached => {
            "The service could not be reached. Everything that was signed is safe on this laptop, and goes with the next sync."
        }
        ErrorCode::ServiceNotTrusted => {
            "The service's certificate is not to be trusted. Nothing was sent. Check --url and --ca."
        }
        ErrorCode::LaptopRefused => {
            "The service does not know this laptop, or has ended it. What was signed is safe here. Ask your administrator."
        }
        ErrorCode::VersionRefused => {
            "The service speaks another version. What was signed is safe here. Update Doorstep."
        }
        ErrorCode::BadAnswer => {
            "What answered is not the service: a sign-in page of a network, perhaps. What was signed is safe here."
        }
        ErrorCode::NotFound => "There is no such thing on this laptop. Nothing was changed.",
        ErrorCode::ChangedMeanwhile => "Somebody changed it meanwhile. Nothing was changed. Look again, then decide.",
        ErrorCode::NotAllowed => "Your role may not do this. Nothing was changed.",
        ErrorCode::FileTooBig => "The file is too big. Nothing was changed. Split it and import the parts.",
        ErrorCode::FileNotCsv => "The file is not CSV. Nothing was changed. Save it as \"CSV UTF-8\" and try again.",
        ErrorCode::FileHeader => {
            "The first line is not that of a caseload file. Nothing was changed. docs/IMPORT.md lists the columns."
        }
        ErrorCode::FileNotUtf8 => "The file is not UTF-8. Nothing was changed. Save it as \"CSV UTF-8\" and try again.",
        ErrorCode::ImportRunning => "Another import is running. It goes on undisturbed. Wait for it to end.",
        ErrorCode::BadCall => "There is no such call, or its input is not what it needs. Nothing was changed.",
        ErrorCode::Internal => "This is a fault of Doorstep. What was saved is safe. Tell support the reference:",
    }
}
