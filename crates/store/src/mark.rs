//! The high-water mark: the last batch that was saved, kept outside the store and authenticated.
//!
//! SQLite alone cannot say that acknowledged work is gone: a truncated WAL or an older copy opens as a perfectly good store.
//! The mark is written after each commit, so it is never ahead of an honest store. A copy of the whole folder, mark included,
//! deceives it; the service, which knows the device's last batch, is the second witness.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
};

use ring::hmac;

use crate::keys::{DataKey, Error, Purpose};

const NAME: &str = "mark";
const MAGIC: &[u8; 16] = b"doorstep-mark-1\n";
const BODY: usize = 16 + 8 + 8 + 32;
const WHOLE: usize = BODY + 32;

/// Where a device's chain of batches stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Raised when the vault was found behind or restored.
    pub incarnation: u64,
    /// Number of the last batch; 0 before the first.
    pub number: u64,
    /// SHA-256 of that batch; zeros before the first.
    pub hash: [u8; 32],
}

/// What the mark says about the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The store holds everything that the mark has seen, and perhaps more: the mark is not flushed at each save.
    Ok,
    /// Work that was saved is not in the store.
    Behind {
        /// Batches missing, at least 1. Across incarnations it is a lower bound.
        by: u64,
    },
    /// The store holds another batch under the mark's number: an older copy went on from here.
    Forked,
    /// The mark is not one that this vault wrote.
    Forged,
    /// There is no mark.
    Missing,
}

/// The open file `mark` of an unlocked vault.
#[derive(Debug)]
pub struct MarkFile {
    file: File,
    key: hmac::Key,
}

impl MarkFile {
    /// Begin a mark, durably, at enrolment or when a found loss has been dealt with. One that was there is replaced.
    pub fn begin(folder: &Path, key: &DataKey, mark: &Mark) -> Result<Self, Error> {
        let mac = hmac::Key::new(hmac::HMAC_SHA256, key.derive(Purpose::Mark)?.as_slice());
        doorstep_platform::replace_file(&folder.join(NAME), &mark.sealed(&mac))?;
        Self::open(folder, key)
    }

    /// Open the mark in the vault's folder, creating an empty file where there is none.
    pub fn open(folder: &Path, key: &DataKey) -> Result<Self, Error> {
        let file = doorstep_platform::open_private_file(&folder.join(NAME))?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, key.derive(Purpose::Mark)?.as_slice());
        Ok(Self { file, key })
    }

    /// Note what was just committed. Not flushed: a kill keeps it, a power cut may lose it, which only makes the mark modest.
    pub fn write(&mut self, mark: &Mark) -> Result<(), Error> {
        // One write of less than a sector, in place: a disk does not tear it.
        self.file.seek(SeekFrom::Start(0))?;
        Ok(self.file.write_all(&mark.sealed(&self.key))?)
    }

    /// Put the mark on the disk, when the vault is locked.
    pub fn flush(&self) -> Result<(), Error> {
        Ok(self.file.sync_all()?)
    }

    /// Hold the store against the mark. `head` is the store's own last batch; `hash_of` gives the hash of its batch of a number.
    ///
    /// Run it at unlock, before anything is signed.
    pub fn compare(&mut self, head: &Mark, hash_of: impl FnOnce(u64) -> Option<[u8; 32]>) -> Result<Standing, Error> {
        let mut bytes = Vec::with_capacity(WHOLE);
        self.file.seek(SeekFrom::Start(0))?;
        (&mut self.file).take(1 + WHOLE as u64).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Ok(Standing::Missing);
        }
        Ok(self.authentic(&bytes).map_or(Standing::Forged, |mark| mark.against(head, hash_of)))
    }

    fn authentic(&self, bytes: &[u8]) -> Option<Mark> {
        let (body, tag) = bytes.split_at_checked(BODY)?;
        hmac::verify(&self.key, body, tag).ok()?;
        Some(Mark {
            incarnation: u64::from_be_bytes(body[16..24].try_into().ok()?),
            number: u64::from_be_bytes(body[24..32].try_into().ok()?),
            hash: body[32..].try_into().ok()?,
        })
    }
}

impl Mark {
    fn sealed(&self, key: &hmac::Key) -> [u8; WHOLE] {
        let mut bytes = [0; WHOLE];
        bytes[..16].copy_from_slice(MAGIC);
        bytes[16..24].copy_from_slice(&self.incarnation.to_be_bytes());
        bytes[24..32].copy_from_slice(&self.number.to_be_bytes());
        bytes[32..BODY].copy_from_slice(&self.hash);
        let tag = hmac::sign(key, &bytes[..BODY]);
        bytes[BODY..].copy_from_slice(tag.as_ref());
        bytes
    }

    fn against(&self, head: &Self, hash_of: impl FnOnce(u64) -> Option<[u8; 32]>) -> Standing {
        if (head.incarnation, head.number) < (self.incarnation, self.number) {
            return Standing::Behind { by: self.number.saturating_sub(head.number).max(1) };
        }
        // A later incarnation has already answered for what came before it.
        let same_chain = head.incarnation == self.incarnation && self.number > 0;
        if same_chain && hash_of(self.number) != Some(self.hash) { Standing::Forked } else { Standing::Ok }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(incarnation: u64, number: u64) -> Mark {
        Mark { incarnation, number, hash: [number as u8; 32] }
    }

    fn honest(number: u64) -> Option<[u8; 32]> {
        Some([number as u8; 32])
    }

    fn folder_with(written: Mark) -> (tempfile::TempDir, DataKey) {
        let (folder, key) = (tempfile::tempdir().unwrap(), DataKey::generate().unwrap());
        MarkFile::begin(folder.path(), &key, &written).unwrap();
        (folder, key)
    }

    fn standing(folder: &Path, key: &DataKey, head: Mark) -> Standing {
        MarkFile::open(folder, key).unwrap().compare(&head, honest).unwrap()
    }

    #[test]
    fn a_store_at_or_past_its_mark_is_whole() {
        let (folder, key) = folder_with(mark(1, 40));
        assert_eq!(standing(folder.path(), &key, mark(1, 40)), Standing::Ok);
        assert_eq!(
            standing(folder.path(), &key, mark(1, 43)),
            Standing::Ok,
            "a power cut lost the mark's last words, not the store's"
        );
        assert_eq!(
            standing(folder.path(), &key, mark(2, 12)),
            Standing::Ok,
            "a later incarnation starts again from less"
        );
    }

    #[test]
    fn lost_work_is_counted() {
        let (folder, key) = folder_with(mark(1, 40));
        assert_eq!(standing(folder.path(), &key, mark(1, 37)), Standing::Behind { by: 3 });
        assert_eq!(
            standing(folder.path(), &key, mark(0, 90)),
            Standing::Behind { by: 1 },
            "a store from before the last repair"
        );
    }

    #[test]
    fn an_older_copy_that_went_on_is_seen() {
        let (folder, key) = folder_with(mark(1, 40));
        let mut file = MarkFile::open(folder.path(), &key).unwrap();
        assert_eq!(file.compare(&mark(1, 41), |_| Some([99; 32])).unwrap(), Standing::Forked);
        assert_eq!(file.compare(&mark(1, 41), |_| None).unwrap(), Standing::Forked);
    }

    #[test]
    fn any_altered_byte_a_missing_byte_or_an_added_byte_is_a_forgery() {
        let (folder, key) = folder_with(mark(1, 40));
        let path = folder.path().join(NAME);
        let good = std::fs::read(&path).unwrap();
        let mut wrong: Vec<Vec<u8>> =
            (0..good.len()).map(|at| [&good[..at], &[good[at] ^ 1], &good[at + 1..]].concat()).collect();
        wrong.extend((1..good.len()).map(|length| good[..length].to_vec()));
        wrong.push([&good[..], b"x"].concat());
        for bytes in wrong {
            std::fs::write(&path, &bytes).unwrap();
            assert_eq!(standing(folder.path(), &key, mark(1, 40)), Standing::Forged);
        }
    }

    #[test]
    fn another_vaults_mark_is_a_forgery_and_no_mark_is_missing() {
        let (folder, _) = folder_with(mark(1, 40));
        let other = DataKey::generate().unwrap();
        assert_eq!(standing(folder.path(), &other, mark(1, 40)), Standing::Forged);
        std::fs::remove_file(folder.path().join(NAME)).unwrap();
        assert_eq!(standing(folder.path(), &other, mark(1, 40)), Standing::Missing);
    }

    #[test]
    fn the_last_mark_written_is_the_one_that_counts() {
        let (folder, key) = folder_with(mark(1, 1));
        let mut file = MarkFile::open(folder.path(), &key).unwrap();
        for number in 2..=50 {
            file.write(&mark(1, number)).unwrap();
        }
        file.flush().unwrap();
        assert_eq!(standing(folder.path(), &key, mark(1, 49)), Standing::Behind { by: 1 });
    }
}
