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
    use ErrorCode as Code;
    match code {
        Code::Invalid => "Something in the input is wrong. Nothing was changed. Mend these fields:",
        Code::Locked => "The vault is locked. Nothing was changed. Give its passphrase.",
        Code::WrongPassphrase => "That is not the passphrase. The vault is unharmed, however often this happens.",
        Code::WaitBeforeUnlock => "Too many wrong passphrases. The vault is unharmed.",
        Code::WeakPassphrase => "Too easy to guess. No vault was made. Take four words that do not belong together.",
        Code::KeyFileDamaged => "vault.json is damaged, and so is its copy. The records are there. Restore it.",
        Code::KeyFileAltered => "vault.json was altered. The records are there. Tell your privacy officer first.",
        Code::StoreDamaged => "Part of the store is damaged. What the service has is safe. Copy the vault first.",
        Code::StoreFromNewerVersion => "A newer Doorstep wrote this vault. Nothing was changed. Update Doorstep.",
        Code::OpenElsewhere => "Another Doorstep has this vault open. Nothing was changed. Close it first.",
        Code::DiskFull => "The disk is full or read-only. What was saved is safe. Make room, then try again.",
        Code::EntriesMissing => "Saved entries are missing. What the service has is safe. Tell your privacy officer.",
        Code::CodeRefused => "The service refused the code: wrong, used or too old. Ask for a new one.",
        Code::ServiceNotReached => "The service was not reached. What was signed is safe here and goes later.",
        Code::ServiceNotTrusted => "The service's certificate is not trusted. Nothing was sent. Check --url, --ca.",
        Code::LaptopRefused => "The service refuses this laptop. What was signed is safe here. Ask your administrator.",
        Code::VersionRefused => "The service speaks another version. What was signed is safe here. Update Doorstep.",
        Code::BadAnswer => "What answered is not the service: a sign-in page? What was signed is safe here.",
        Code::NotFound => "There is no such thing on this laptop. Nothing was changed.",
        Code::AlreadyRecorded => "There is one of these already. Nothing was changed. Amend what is there.",
        Code::ChangedMeanwhile => "Somebody changed it meanwhile. Nothing was changed. Look again, then decide.",
        Code::NotAllowed => "Your role may not do this. Nothing was changed.",
        Code::FileTooBig => "The file is too big. Nothing was changed. Split it and import the parts.",
        Code::FileNotCsv => "The file is not CSV. Nothing was changed. Save it as \"CSV UTF-8\" and try again.",
        Code::FileHeader => "The header is not a caseload's. Nothing was changed. docs/IMPORT.md lists the columns.",
        Code::FileNotUtf8 => "The file is not UTF-8. Nothing was changed. Save it as \"CSV UTF-8\" and try again.",
        Code::ScanTooBig => "The file is over 10 MB. Nothing was changed. Scan it again with a lower resolution.",
        Code::NotAScan => "The file is not a PDF, a JPEG or a PNG. Nothing was changed.",
        Code::FileNotWhole => "Not all of this document has reached this laptop yet. Sync, then try again.",
        Code::FileDamaged => "The parts of this file do not fit together. Nothing was deleted. Tell support.",
        Code::ImportRunning => "Another import is running and goes on undisturbed. Wait for it to end.",
        Code::BadCall => "There is no such call, or its input is not what it needs. Nothing was changed.",
        Code::Internal => "This is a fault of Doorstep. What was saved is safe. Tell support the reference:",
    }
}
