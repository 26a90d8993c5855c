//! Handing SQLCipher its key without the key ever being SQL text.

use std::ffi::c_int;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Error, ffi};

/// SQLCipher sets its cryptography up when it is first given a key. Two threads at that at once were seen to have one refused.
static KEYING: Mutex<()> = Mutex::new(());

/// Key a SQLCipher connection; it must be the first thing done with it.
///
/// `PRAGMA key` would leave the key in SQL text, in traces and in the statement cache. SQLCipher copies `key`; wiping it is the caller's duty.
/// Success only means that the key was taken: a wrong one shows at the first read.
pub fn key_connection(connection: &Connection, key: &[u8]) -> rusqlite::Result<()> {
    let length = c_int::try_from(key.len()).map_err(|_| refused(ffi::SQLITE_TOOBIG))?;
    // A thread that panicked here left nothing half done: SQLCipher has a key or it has none.
    let _one_at_a_time = KEYING.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: `handle` is open for as long as `connection` is borrowed, and `key` is valid for `length` bytes, which sqlite3_key copies before it returns.
    let code = unsafe { ffi::sqlite3_key(connection.handle(), key.as_ptr().cast(), length) };
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(refused(code)) }
}

fn refused(code: c_int) -> Error {
    Error::SqliteFailure(ffi::Error::new(code), Some("the key was not accepted".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'";

    #[test]
    fn a_keyed_store_opens_with_its_key_and_with_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("records.db");
        let keyed = |key: &[u8]| {
            let connection = Connection::open(&path).unwrap();
            key_connection(&connection, key).unwrap();
            connection
        };
        keyed(KEY).execute_batch("CREATE TABLE note (words TEXT)").unwrap();

        assert!(keyed(KEY).prepare("SELECT words FROM note").is_ok(), "the right key reads");
        let mut other = KEY.to_vec();
        other[2] = b'f';
        assert!(keyed(&other).prepare("SELECT words FROM note").is_err(), "another key reads nothing");
        assert!(Connection::open(&path).unwrap().prepare("SELECT words FROM note").is_err(), "no key reads nothing");
    }

    #[test]
    fn an_empty_key_is_refused() {
        let connection = Connection::open_in_memory().unwrap();
        assert!(key_connection(&connection, b"").is_err(), "an empty key would mean a plain store");
    }
}
