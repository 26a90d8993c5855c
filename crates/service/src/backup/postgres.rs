//! A copy of a ledger in PostgreSQL, by PostgreSQL's own programs.

use std::collections::BTreeMap;
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Error;
use crate::ledger::postgres::PostgresUrl;

/// What an administrator is told who has not said how to copy.
pub(super) const HOW: &str = "\
the ledger is in PostgreSQL, and the service's own role sees one organisation at a time. It is copied by a role of its own. \
As a superuser: CREATE ROLE doorstep_backup LOGIN BYPASSRLS PASSWORD '…'; GRANT pg_read_all_data TO doorstep_backup; \
Then write its URL into the file backup.url of the data folder, readable by this user alone";

/// A complaint of a program, as far as it is shown.
const LONGEST_COMPLAINT: usize = 500;

/// One moment of the database, in `pg_dump`'s own format. The service goes on meanwhile.
pub(super) fn copy(url: &PostgresUrl, copy: &Path) -> Result<(), Error> {
    let mut dump = program("pg_dump");
    // Where and as whom is in its environment: a command line can be read by everybody on the machine.
    dump.envs(url.environment()?).args(["--format=custom", "--no-owner", "--no-privileges", "--no-password"]);
    let ended = dump.arg("--file").arg(copy).output().map_err(|error| failed("pg_dump", &error.to_string()))?;
    if ended.status.success() { Ok(()) } else { Err(failed("pg_dump", &String::from_utf8_lossy(&ended.stderr))) }
}

/// Every row of a copy: the ledger's schema and how many rows each table has.
pub(super) fn read_whole(copy: &Path) -> Result<(u32, BTreeMap<String, u64>), Error> {
    let mut restore = program("pg_restore");
    restore.args(["--data-only", "--file=-"]).arg(copy).stdout(Stdio::piped());
    let mut child = restore.spawn().map_err(|error| failed("pg_restore", &error.to_string()))?;
    let written = child.stdout.take().ok_or_else(|| failed("pg_restore", "it says nothing"))?;
    let counted = count(BufReader::with_capacity(1 << 20, written));
    let mut complaint = String::new();
    if let Some(mut said) = child.stderr.take() {
        // What cannot be read of a complaint changes nothing about it.
        let _read = said.read_to_string(&mut complaint);
    }
    if !child.wait().map_err(|error| failed("pg_restore", &error.to_string()))?.success() {
        return Err(failed("pg_restore", &complaint));
    }
    let (version, rows) = counted.map_err(|error| failed("pg_restore", &error.to_string()))?;
    let version = version.ok_or_else(|| Error::Backup("there is no ledger in it".to_owned()))?;
    Ok((version, rows))
}

/// Counts the rows between `COPY … FROM stdin;` and `\.`, and finds the schema's version among them.
fn count(mut script: impl std::io::BufRead) -> std::io::Result<(Option<u32>, BTreeMap<String, u64>)> {
    let (mut version, mut rows) = (None, BTreeMap::new());
    let (mut table, mut line) = (None, Vec::new());
    while script.read_until(b'\n', &mut line)? > 0 {
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        match &table {
            Some(_) if text == b"\\." => table = None,
            Some(name) => {
                *rows.entry(String::clone(name)).or_insert(0) += 1;
                if name == "schema_version" {
                    version = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
                }
            }
            None => {
                table = std::str::from_utf8(text).ok().and_then(copied_table);
                if let Some(name) = &table {
                    rows.insert(name.clone(), 0);
                }
            }
        }
        line.clear();
    }
    Ok((version, rows))
}

/// The table's name in `COPY public.held (organisation, …) FROM stdin;`.
fn copied_table(line: &str) -> Option<String> {
    let (name, rest) = line.strip_prefix("COPY ")?.split_once(' ')?;
    rest.ends_with("FROM stdin;").then(|| name.rsplit('.').next().unwrap_or(name).replace('"', ""))
}

/// Debian keeps each version's programs apart; the newest reads every older server.
fn program(name: &str) -> Command {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let of = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let newest = versions.map(|version| version.path()).filter(|folder| of(folder).is_some()).max_by_key(of);
    let found = newest.map(|folder| folder.join("bin").join(name)).filter(|program| program.exists());
    let mut command = Command::new(found.unwrap_or_else(|| PathBuf::from(name)));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).env("LC_ALL", "C");
    command
}

fn failed(program: &str, complaint: &str) -> Error {
    let complaint: String = complaint.trim().chars().take(LONGEST_COMPLAINT).collect();
    Error::Backup(format!("{program}: {complaint}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_whatever_they_hold() {
        let script = b"SET row_security = off;\n\
            COPY public.held (organisation, entry) FROM stdin;\n\\\\x01\t\\N\nCOPY x FROM stdin;\n\\.\n\n\
            COPY public.\"log\" (organisation) FROM stdin;\n\\.\n\
            COPY public.schema_version (version) FROM stdin;\n10\n\\.\n";
        let (version, rows) = count(&script[..]).unwrap();
        assert_eq!(version, Some(10));
        let expected = [("held", 2), ("log", 0), ("schema_version", 1)];
        assert_eq!(rows, expected.map(|(name, rows)| (name.to_owned(), rows)).into());
    }
}
