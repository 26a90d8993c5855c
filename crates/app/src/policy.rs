//! The policy in force: what this program was built with, and what the organisation put in its place. Read once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use doorstep_domain::policy::{Policy, PolicyError};

use crate::app::Config;
use crate::error::ApiError;

static IN_FORCE: OnceLock<Result<Policy, RefusedPolicy>> = OnceLock::new();

/// A policy file that cannot be used: a program must not start with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Doorstep does not start with this policy file. {}{error}", of_folder(.folder.as_deref()))]
pub struct RefusedPolicy {
    /// Where the organisation's files are; none where the file is one of ours.
    pub folder: Option<PathBuf>,
    /// The file, the line and the reason.
    pub error: PolicyError,
}

fn of_folder(folder: Option<&Path>) -> String {
    folder.map(|folder| format!("In {}: ", folder.display())).unwrap_or_default()
}

/// Reads the policy when it is first asked for: the organisation's files in place of ours, all of them or none.
///
/// # Errors
/// The folder, the file, the line and the reason.
pub fn policy_in_force(config: &Config) -> Result<&'static Policy, &'static RefusedPolicy> {
    IN_FORCE.get_or_init(|| read(config.policy_dir())).as_ref()
}

/// The policy that was read at the start; what we ship where nobody did.
pub(crate) fn policy() -> Result<&'static Policy, ApiError> {
    IN_FORCE.get_or_init(|| read(None)).as_ref().map_err(|error| ApiError::internal(error))
}

fn read(folder: Option<PathBuf>) -> Result<Policy, RefusedPolicy> {
    let shipped = Policy::shipped().map_err(|error| RefusedPolicy { folder: None, error })?;
    let Some(folder) = folder else { return Ok(shipped) };
    let own = own_files(&folder).and_then(|own| shipped.with_overrides(own));
    own.map_err(|error| RefusedPolicy { folder: Some(folder), error })
}

/// The organisation's files, by their names below the folder with `/` between.
fn own_files(folder: &Path) -> Result<Vec<(String, String)>, PolicyError> {
    let mut own = Vec::new();
    for path in listed(folder, "")? {
        let name = name_of(&path);
        if path.is_dir() {
            for file in listed(&path, &name)? {
                let name = format!("{name}/{}", name_of(&file));
                own.push((name.clone(), text_of(&file, &name)?));
            }
        } else {
            own.push((name.clone(), text_of(&path, &name)?));
        }
    }
    Ok(own)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What is in a folder, without notes to the reader and what file managers leave behind.
fn listed(folder: &Path, name: &str) -> Result<Vec<PathBuf>, PolicyError> {
    let unread = |error: std::io::Error| PolicyError::new(name, 1, format!("the folder could not be read: {error}"));
    let entries = fs::read_dir(folder).map_err(unread)?.collect::<Result<Vec<_>, _>>().map_err(unread)?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    let left_behind = |name: &str| {
        name.starts_with(['.', '~']) || name.starts_with("README") || ["Thumbs.db", "desktop.ini"].contains(&name)
    };
    paths.retain(|path| !left_behind(&name_of(path)));
    paths.sort();
    Ok(paths)
}

/// A file's text, without the mark that spreadsheets put before UTF-8.
fn text_of(path: &Path, name: &str) -> Result<String, PolicyError> {
    let unread = |error: std::io::Error| PolicyError::new(name, 1, format!("it could not be read: {error}"));
    let text = String::from_utf8(fs::read(path).map_err(unread)?).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
        PolicyError::new(name, line, "not text in UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERRAL: &str = include_str!("../../../assets/clocks/referral.toml");
    const PACK: &str = "indicator,sex,age_days,L,M,S\nweight_kg,female,0,1,4.0,0.1\nweight_kg,female,14,1,4.0,0.1\n";

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn refused(files: &[(&str, &[u8])]) -> String {
        read(Some(folder(files).path().to_owned())).unwrap_err().error.to_string()
    }

    #[test]
    fn an_organisations_files_take_the_place_of_ours() {
        let own = REFERRAL.replace("working_days = 5", "working_days = 3");
        assert_ne!(own, REFERRAL);
        let marked = format!("\u{feff}{PACK}").into_bytes();
        let own = folder(&[
            ("clocks/referral.toml", own.as_bytes()),
            ("growth/uk90-lms.csv", &marked),
            ("README.txt", b"for whoever comes after me"),
            (".DS_Store", b"\0"),
        ]);
        let read = read(Some(own.path().to_owned())).unwrap();
        assert!(read.uk90.is_some());
        assert_ne!(read.clocks, Policy::shipped().unwrap().clocks);
        assert!(Policy::shipped().unwrap().uk90.is_none());
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_file_line_and_reason() {
        let bad_pack = PACK.replace("14,1,4.0", "14,1,40");
        assert_eq!(
            refused(&[("growth/uk90-lms.csv", bad_pack.as_bytes())]),
            "growth/uk90-lms.csv, line 3: the median is less than half or more than twice that of the row before it"
        );
        assert_eq!(
            refused(&[("growth/uk90-lms.csv", b"indicator\n\xff")]),
            "growth/uk90-lms.csv, line 2: not text in UTF-8"
        );
        for unknown in ["clocks/referal.toml", "referral.toml", "clocks/referral.toml.txt"] {
            assert_eq!(refused(&[(unknown, b"")]), format!("{unknown}, line 1: no policy file has this name"));
        }
        let slip = REFERRAL.replace("working_days = 5", "working_days = \"five\"");
        assert!(refused(&[("clocks/referral.toml", slip.as_bytes())]).starts_with("clocks/referral.toml, line "));
    }

    #[test]
    fn a_folder_that_was_named_and_is_not_there_is_refused() {
        let error = read(Some(PathBuf::from("/nowhere/policy"))).unwrap_err().to_string();
        assert!(error.contains("In /nowhere/policy: ") && error.contains("the folder could not be read"), "{error}");
    }
}
