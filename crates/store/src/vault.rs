//! The vault: one practitioner's encrypted records on one laptop, open. Dropping it forgets the keys.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use chrono::{DateTime, FixedOffset, Utc};
use doorstep_domain::staff::Role;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::append::Appending;
use crate::audit::{self, Act, Noted};
use crate::device::{self, DeviceKey, Enrolment};
use crate::error::Error;
use crate::find;
use crate::keys::{DataKey, KdfParams};
use crate::mark::{Mark, MarkFile, Standing};
use crate::migrate::{self, migrate};
use crate::names::KeptNames;
use crate::open::{self, Mode, Settings, VaultLock, guarded_read};
use crate::passphrase::Passphrase;
use crate::rebuild::rebuild_stale;
use crate::sign::{SignedBatchRow, Signer, ToSign, chain_head};
use crate::slots::{self, KeyFile, Unlocked};
use crate::until::{self, Moment};

/// An open vault. All methods take `&self`: one writer and one reader, each behind its own lock.
pub struct Vault {
    folder: PathBuf,
    settings: Settings,
    key: DataKey,
    writer: Mutex<Writer>,
    reader: Mutex<Connection>,
    pub(crate) names: KeptNames,
    device_key: DeviceKey,
    enrolment: Mutex<Option<Enrolment>>,
    /// What the high-water mark said when the vault opened.
    standing: Standing,
    ends: Mutex<Ends>,
    // Last, so that the vault stays locked against other processes until everything else is closed.
    _lock: VaultLock,
}

/// How far time has passed here, and when it next matters.
struct Ends {
    passed: Moment,
    next: Option<Moment>,
}

struct Writer {
    connection: Connection,
    mark: MarkFile,
    incarnation: u64,
}

const STORE: &str = "records.db";

impl Vault {
    /// Makes a vault in an empty folder and opens it.
    ///
    /// # Errors
    /// When the folder holds a vault already, or cannot be written.
    pub fn create(folder: &Path, passphrase: &Passphrase, making: &Making<'_>) -> Result<Self, Error> {
        let lock = VaultLock::acquire(folder)?;
        open::probe(folder)?;
        let key = DataKey::generate()?;
        let at = making.at.with_timezone(&Utc);
        let mut file = KeyFile::new(making.label, at)?;
        file.set_passphrase(&key, passphrase, making.kdf, at)?;
        let settings = Settings::of(&file, migrate::newest());
        drop(open::create(&folder.join(STORE), &key, &settings)?);
        // The key file last: a folder without one is no vault, so a failure before leaves nothing that cannot be opened.
        file.create(folder)?;
        // On the disk before anything is signed: from now on a missing mark is a lost one.
        drop(MarkFile::begin(folder, &key, &Mark { incarnation: 0, number: 0, hash: [0; 32] })?);
        let vault = Self::assemble(folder, key, settings, lock)?;
        vault.write(|transaction| audit::note(transaction, &Noted::new(making.at, Act::Created)))?;
        Ok(vault)
    }

    /// Opens a vault with its passphrase.
    ///
    /// # Errors
    /// One reason why not: wrong passphrase, damaged key file, damaged store, open elsewhere, disk full and so on.
    pub fn unlock(folder: &Path, passphrase: &Passphrase, at: DateTime<FixedOffset>) -> Result<Self, Error> {
        let Unlocked { key, file, mut tries, lock, .. } = slots::unlock(folder, passphrase, at.with_timezone(&Utc))?;
        let settings = Settings::of(&file, migrate::newest());
        let vault = Self::assemble(folder, key, settings, lock)?;
        vault.write(|transaction| {
            for wrong in tries.unrecorded() {
                audit::note(transaction, &Noted::new(wrong.fixed_offset(), Act::WrongPassphrase))?;
            }
            audit::note(transaction, &Noted::new(at, Act::Unlocked))?;
            match vault.standing {
                Standing::Ok | Standing::Missing => Ok(()),
                Standing::Behind { .. } | Standing::Forked | Standing::Forged => {
                    let detail = format!("{:?}", vault.standing);
                    audit::note(transaction, &Noted { detail, ..Noted::new(at, Act::FoundMissing) })
                }
            }
        })?;
        tries.recorded()?;
        vault.keep_time(at)?;
        Ok(vault)
    }

    pub(crate) fn assemble(folder: &Path, key: DataKey, settings: Settings, lock: VaultLock) -> Result<Self, Error> {
        let path = folder.join(STORE);
        let mut connection = open::open(&path, &key, &settings, Mode::Writer)?;
        migrate(&mut connection)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        rebuild_stale(&mut connection)?;
        let mut mark = MarkFile::open(folder, &key)?;
        let head = chain_head(&connection)?;
        let standing = mark.compare(&head, |number| batch_hash(&connection, head.incarnation, number))?;
        let incarnation = match standing {
            Standing::Ok => head.incarnation.max(1),
            Standing::Missing | Standing::Behind { .. } | Standing::Forked | Standing::Forged => {
                head.incarnation.max(1) + 1
            }
        };
        let reader = open::open(&path, &key, &settings, Mode::Reader)?;
        reader.set_prepared_statement_cache_capacity(STATEMENTS);
        let device_key = DeviceKey::of(&connection)?;
        let enrolment = device::enrolment(&connection)?;
        Ok(Self {
            folder: folder.to_owned(),
            settings,
            key,
            writer: Mutex::new(Writer { connection, mark, incarnation }),
            reader: Mutex::new(reader),
            names: KeptNames::default(),
            device_key,
            enrolment: Mutex::new(enrolment),
            standing,
            ends: Mutex::new(Ends { passed: Moment::UNKNOWN, next: Some(Moment::UNKNOWN) }),
            _lock: lock,
        })
    }

    /// Hides what is held only until a moment that has passed. `now` is the laptop's clock, which counts only where it is
    /// ahead of what the service last said. Whether anything was hidden or shown again.
    ///
    /// # Errors
    /// When the vault cannot be read or written: then nothing may be shown.
    pub fn keep_time(&self, now: DateTime<FixedOffset>) -> Result<bool, Error> {
        let now = Moment::of(now);
        let mut ends = self.ends.lock().map_err(|_| Error::Poisoned)?;
        ends.passed = now;
        if ends.next.is_none_or(|next| now < next) {
            return Ok(false);
        }
        let moved = self.write(|transaction| {
            let at = until::moment(transaction, now)?;
            let mut appending = Appending::begin(transaction)?;
            let moved = until::pass(&mut appending, at, false)?;
            find::make_findable(transaction, appending.touched)?;
            Ok(moved)
        })?;
        ends.next = self.next_end(now)?;
        Ok(moved)
    }

    /// How far time has passed, as far as the laptop's clock was told.
    pub(crate) fn passed(&self) -> Result<Moment, Error> {
        Ok(self.ends.lock().map_err(|_| Error::Poisoned)?.passed)
    }

    /// Looks up when something ends next: a sync may have brought another end.
    pub(crate) fn look_at_ends(&self) -> Result<(), Error> {
        let mut ends = self.ends.lock().map_err(|_| Error::Poisoned)?;
        ends.next = self.next_end(ends.passed)?;
        Ok(())
    }

    fn next_end(&self, now: Moment) -> Result<Option<Moment>, Error> {
        self.read(|connection| until::next_end(connection, until::moment(connection, now)?))
    }

    /// What the high-water mark said when the vault opened: anything but `Ok` and `Missing` on a new vault is told to the user.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The device's signing key.
    #[must_use]
    pub fn device_key(&self) -> &DeviceKey {
        &self.device_key
    }

    /// The enrolment.
    ///
    /// # Errors
    /// [`Error::NotEnrolled`] before there is one.
    pub fn enrolment(&self) -> Result<Enrolment, Error> {
        self.enrolment.lock().map_err(|_| Error::Poisoned)?.clone().ok_or(Error::NotEnrolled)
    }

    /// Reads the enrolment again: a reply may have brought another role.
    pub(crate) fn enrolment_again(&self) -> Result<(), Error> {
        let enrolment = self.read(device::enrolment)?;
        *self.enrolment.lock().map_err(|_| Error::Poisoned)? = enrolment;
        Ok(())
    }

    /// The practitioner's role: what decides which entries are read at all.
    pub(crate) fn role(&self) -> Result<Role, Error> {
        let enrolment = self.enrolment.lock().map_err(|_| Error::Poisoned)?;
        enrolment.as_ref().map(|enrolment| enrolment.role).ok_or(Error::NotEnrolled)
    }

    /// Notes what enrolment gave, and gives the organisation's recovery key a slot. `label` is what the unlock screen shows.
    ///
    /// # Errors
    /// When the vault or its key file cannot be written.
    pub fn set_enrolment(&self, enrolled: &Enrolled<'_>, at: DateTime<FixedOffset>) -> Result<(), Error> {
        let text = serde_json::to_string(enrolled.enrolment)?;
        self.write(|transaction| device::set_setting(transaction, "enrolment", &text))?;
        // The label last: a vault without one is still being enrolled, and the same code makes it whole.
        let mut file = KeyFile::load(&self.folder)?.file;
        file.set_label(enrolled.label);
        file.add_escrow(&self.key, enrolled.recovery_key, at.with_timezone(&Utc))?;
        file.save(&self.folder)?;
        *self.enrolment.lock().map_err(|_| Error::Poisoned)? = Some(enrolled.enrolment.clone());
        Ok(())
    }

    /// Signs, durably: when this returns, what was signed survives a power cut.
    ///
    /// # Errors
    /// When the vault is not enrolled or cannot be written; nothing is signed then.
    pub fn sign(&self, acts: &[ToSign]) -> Result<Vec<SignedBatchRow>, Error> {
        let enrolment = self.enrolment()?;
        self.with_writer(|Writer { connection, mark, incarnation }| {
            let signer = Signer { enrolment: &enrolment, key: &self.device_key, incarnation: *incarnation };
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let (head, signed) = signer.sign(&transaction, acts)?;
            transaction.commit()?;
            // What was committed is saved, whatever becomes of the mark: one that was not written is only modest.
            let _ = mark.write(&head);
            Ok(signed)
        })
    }

    /// Runs `work` in one write transaction.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.with_writer(|writer| {
            let transaction = writer.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })
    }

    /// Runs `work` alone on the writing connection. One that failed may have met a damaged page, and would fail for ever.
    fn with_writer<T>(&self, work: impl FnOnce(&mut Writer) -> Result<T, Error>) -> Result<T, Error> {
        let mut writer = self.writer()?;
        let outcome = work(&mut writer);
        if matches!(outcome, Err(Error::Sqlite(_) | Error::Keys(_))) {
            writer.connection = self.connect(Mode::Writer)?;
        }
        outcome
    }

    fn connect(&self, mode: Mode) -> Result<Connection, Error> {
        let connection = open::open(&self.folder.join(STORE), &self.key, &self.settings, mode)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    }

    /// Runs `work` in one read transaction, which fails when any page that it read was damaged.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let mut reader = self.reader.lock().map_err(|_| Error::Poisoned)?;
        let outcome = guarded_read(&reader, work);
        if matches!(outcome, Err(Error::Keys(crate::keys::Error::PageDamaged))) {
            // The connection remembers the error for ever; another one reads what is whole.
            *reader = self.connect(Mode::Reader)?;
        }
        outcome
    }

    fn writer(&self) -> Result<MutexGuard<'_, Writer>, Error> {
        self.writer.lock().map_err(|_| Error::Poisoned)
    }

    /// Notes that the vault is being closed and puts its mark on the disk. Dropping the vault then wipes the keys.
    ///
    /// # Errors
    /// When the last audit row or the mark cannot be written.
    pub fn close(&self, at: DateTime<FixedOffset>) -> Result<(), Error> {
        let noted = self.write(|transaction| audit::note(transaction, &Noted::new(at, Act::Locked)));
        let flushed = self.writer()?.mark.flush().map_err(Error::from);
        noted.and(flushed)
    }
}

/// What enrolment gave a vault.
pub struct Enrolled<'a> {
    /// Who the vault is to the service.
    pub enrolment: &'a Enrolment,
    /// The organisation's X25519 public key: its private half can open the vault when the practitioner cannot.
    pub recovery_key: &'a [u8; 32],
    /// Initials.
    pub label: &'a str,
}

/// How a vault is made.
pub struct Making<'a> {
    /// Initials, which the unlock screen shows.
    pub label: &'a str,
    /// The cost of a passphrase try.
    pub kdf: KdfParams,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// Statements kept prepared: more than there are.
const STATEMENTS: usize = 128;

fn batch_hash(connection: &Connection, incarnation: u64, number: u64) -> Option<[u8; 32]> {
    let sql = "SELECT id FROM batch WHERE incarnation = ?1 AND number = ?2";
    connection.query_row(sql, [incarnation, number], |row| row.get(0)).ok()
}
