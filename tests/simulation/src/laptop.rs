//! A laptop of a schedule: a real vault, a clock that may be wrong, and at most one request on its way.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use doorstep_domain::change::Change;
use doorstep_domain::id::{BatchId, DeviceId, DraftId, Subject};
use doorstep_store::Vault;
use doorstep_store::mark::Standing;
use doorstep_store::sign::ToSign;
use doorstep_sync::client::{self, InFlight, Replica as _};

use crate::Outcome;
use crate::base::{Base, BaseLaptop, copy_folder};
use crate::cast::Colleague;

pub(crate) struct Laptop<'b> {
    pub(crate) who: Colleague,
    pub(crate) device: DeviceId,
    folder: PathBuf,
    key: &'b BaseLaptop,
    vault: Option<Vault>,
    /// By how much its clock is wrong.
    pub(crate) clock_is_off: TimeDelta,
    /// Whether anything gets through.
    pub(crate) is_online: bool,
    pub(crate) is_revoked: bool,
    /// The request on its way, with its number.
    pub(crate) in_flight: Option<(u64, InFlight)>,
    /// Whether that says what is held of each subject: something is known to be missing here.
    compares: bool,
    /// How many changes it offers in one request.
    pub(crate) most_changes: usize,
    /// What was signed when the copy of its disk was made.
    pub(crate) copied_at: Option<usize>,
    /// Whether its mark is ahead of what it holds since.
    was_put_back: bool,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is not to be trusted, and nothing of it was applied.
    Refused,
    /// Applied; `up_to_date`: there is nothing more to ask for; `diverged`: what is held is not what should be, and the
    /// laptop did not know.
    Applied { up_to_date: bool, diverged: bool },
}

impl<'b> Laptop<'b> {
    pub(crate) fn new(base: &'b Base, place: usize, who: Colleague, folder: PathBuf) -> Outcome<Self> {
        base.copy_vault(place, &folder)?;
        let key = base.laptop(place);
        let vault = Some(Vault::open_with(&folder, &key.key)?);
        Ok(Self {
            who,
            device: key.device,
            folder,
            key,
            vault,
            clock_is_off: TimeDelta::zero(),
            is_online: true,
            is_revoked: false,
            in_flight: None,
            compares: false,
            most_changes: 500,
            copied_at: None,
            was_put_back: false,
        })
    }

    pub(crate) fn vault(&self) -> Outcome<&Vault> {
        Ok(self.vault.as_ref().ok_or("the laptop is off")?)
    }

    /// What the laptop takes for now.
    pub(crate) fn clock(&self, now: DateTime<Utc>) -> DateTime<FixedOffset> {
        (now + self.clock_is_off).fixed_offset()
    }

    pub(crate) fn signs(
        &self,
        changes: Vec<Change>,
        draft: Option<DraftId>,
        at: DateTime<FixedOffset>,
    ) -> Outcome<BatchId> {
        let signed = self.vault()?.sign(&[ToSign { changes, act: None, draft, at }])?;
        Ok(signed.first().ok_or("one act is one batch")?.id)
    }

    /// Whether it holds anything of a subject that the service sent it or has taken from it.
    pub(crate) fn holds(&self, subject: Subject) -> Outcome<bool> {
        Ok(self.vault()?.all_changes()?.iter().any(|change| change.is_held && change.subject == subject))
    }

    /// The next request. Nothing changes by asking.
    pub(crate) fn asks(&mut self, number: u64) -> Outcome<Vec<u8>> {
        let offer = { self.vault()? }.offer(self.most_changes)?;
        let (in_flight, request) = client::request(&offer)?;
        self.compares = !offer.compare.is_empty();
        self.in_flight = Some((number, in_flight));
        Ok(request)
    }

    /// Takes the answer to the request that is on its way, whatever it answers.
    pub(crate) fn takes(&mut self, answer: &[u8]) -> Outcome<Taken> {
        let (_, in_flight) = self.in_flight.take().ok_or("nothing is on its way")?;
        let Ok(received) = client::answer(&in_flight, answer) else { return Ok(Taken::Refused) };
        let diverged = received.diverged && !self.compares;
        let applied = { self.vault()? }.receive(received)?;
        Ok(Taken::Applied { up_to_date: applied.up_to_date, diverged })
    }

    /// The process ends between two instructions, and the vault is opened again.
    pub(crate) fn is_killed(&mut self) -> Outcome<()> {
        self.in_flight = None;
        self.vault = None;
        self.vault = Some(Vault::open_with(&self.folder, &self.key.key)?);
        let standing = self.vault()?.standing();
        let is_fine = standing == Standing::Ok || self.was_put_back;
        if is_fine { Ok(()) } else { Err(format!("I1: after a kill the vault is {standing:?}").into()) }
    }

    /// Somebody copies its disk: `signed` is how much was signed by then, by anybody.
    pub(crate) fn is_copied(&mut self, signed: usize) -> Outcome<()> {
        self.vault = None;
        drop(fs::remove_dir_all(self.copy()));
        copy_folder(&self.folder, &self.copy())?;
        self.copied_at = Some(signed);
        self.is_killed()
    }

    /// The copy of its store is put back, and its mark is not: whether the vault says that something is missing.
    pub(crate) fn gets_its_older_store(&mut self) -> Outcome<bool> {
        self.in_flight = None;
        self.vault = None;
        for left in ["records.db-wal", "records.db-shm"] {
            drop(fs::remove_file(self.folder.join(left)));
        }
        fs::copy(self.copy().join("records.db"), self.folder.join("records.db"))?;
        self.vault = Some(Vault::open_with(&self.folder, &self.key.key)?);
        self.was_put_back = true;
        Ok(self.vault()?.standing() != Standing::Ok)
    }

    /// The copy of its whole folder is put back, mark and all: nothing on the laptop can tell.
    pub(crate) fn gets_its_older_folder(&mut self) -> Outcome<()> {
        self.in_flight = None;
        self.vault = None;
        fs::remove_dir_all(&self.folder)?;
        copy_folder(&self.copy(), &self.folder)?;
        self.vault = Some(Vault::open_with(&self.folder, &self.key.key)?);
        Ok(())
    }

    /// Whether a word stands in clear in any of its files.
    pub(crate) fn shows(&self, word: &[u8]) -> Outcome<bool> {
        for file in fs::read_dir(&self.folder)? {
            let bytes = fs::read(file?.path())?;
            let Some((first, rest)) = word.split_first() else { return Ok(false) };
            if bytes.split(|byte| byte == first).skip(1).any(|after| after.starts_with(rest)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The largest file of its store, in bytes.
    pub(crate) fn largest_file(&self) -> Outcome<u64> {
        let mut largest = 0;
        for file in fs::read_dir(&self.folder)? {
            largest = largest.max(file?.metadata()?.len());
        }
        Ok(largest)
    }

    fn copy(&self) -> PathBuf {
        let mut copy = self.folder.clone().into_os_string();
        copy.push(".copy");
        Path::new(&copy).to_owned()
    }
}
