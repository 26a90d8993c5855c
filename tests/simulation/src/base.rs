//! What every schedule begins with, made once and copied: a ledger with an organisation, and a vault for each laptop.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use doorstep_domain::change::{Batch, Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{DeviceId, EntryId, Subject};
use doorstep_domain::time::Occurred;
use doorstep_service::OrganisationNumber;
use doorstep_service::ledger::sqlite::SqliteLedger;
use doorstep_service::ledger::{
    Arrived, ChainEnd, Code, Error as LedgerError, NewDevice, NewStaff, Organisation, Registry as _, Staff, Team,
};
use doorstep_store::device::Enrolment;
use doorstep_store::keys::{DataKey, KdfParams};
use doorstep_store::passphrase::Passphrase;
use doorstep_store::{Enrolled, Making, Vault};
use doorstep_sync::key::{Bytes, PublicKey};
use doorstep_sync::signature::sign_batch;
use doorstep_sync::wire::SignedBatch;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::json;

use crate::Outcome;
use crate::cast::{Colleague, LAPTOPS, ORGANISATION, SERVICE, TEAM};

/// When every schedule begins.
pub(crate) fn beginning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_793_606_400, 0).unwrap_or_default()
}

pub(crate) struct Base {
    folder: tempfile::TempDir,
    laptops: Vec<BaseLaptop>,
}

pub(crate) struct BaseLaptop {
    pub(crate) device: DeviceId,
    pub(crate) key: DataKey,
}

impl Base {
    /// Makes an organisation and enrols every laptop of the cast, in memory where the machine has a file system there.
    pub(crate) fn new() -> Outcome<Self> {
        let folder = in_memory()?;
        let ledger = SqliteLedger::open(&folder.path().join("ledger.db"))?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).map_err(|error| error.to_string())?;
        let organisation = organisation(public(&pair)?)?;
        ledger.create_organisation(&organisation, beginning())?;
        ledger.add_team(ORGANISATION, &Team { id: TEAM, name: "Saltmere".into(), shares_families: false })?;
        let mut laptops: Vec<BaseLaptop> = Vec::new();
        for (place, colleague) in LAPTOPS.iter().enumerate() {
            if LAPTOPS[..place].iter().all(|other| other.staff != colleague.staff) {
                join(&ledger, &organisation, &pair, colleague)?;
            }
            laptops.push(enrol(&ledger, &organisation, place, &folder.path().join(place.to_string()))?);
        }
        drop(ledger);
        Ok(Self { folder, laptops })
    }

    pub(crate) fn laptop(&self, place: usize) -> &BaseLaptop {
        &self.laptops[place]
    }

    /// Copies the ledger to a new folder.
    pub(crate) fn copy_ledger(&self, to: &Path) -> Outcome<()> {
        fs::copy(self.folder.path().join("ledger.db"), to.join("ledger.db"))?;
        Ok(())
    }

    /// Copies a laptop's vault to a new folder.
    pub(crate) fn copy_vault(&self, place: usize, to: &Path) -> Outcome<()> {
        copy_folder(&self.folder.path().join(place.to_string()), to)
    }
}

/// A folder of which the disk is memory.
pub(crate) fn in_memory() -> Outcome<tempfile::TempDir> {
    let memory = Path::new("/dev/shm");
    Ok(if memory.is_dir() { tempfile::tempdir_in(memory)? } else { tempfile::tempdir()? })
}

pub(crate) fn copy_folder(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let file: PathBuf = file?.path();
        if let Some(name) = file.file_name() {
            fs::copy(&file, to.join(name))?;
        }
    }
    Ok(())
}

fn public(pair: &Ed25519KeyPair) -> Outcome<PublicKey> {
    Ok(Bytes(pair.public_key().as_ref().try_into()?))
}

fn organisation(service_key: PublicKey) -> Outcome<Organisation> {
    let number = OrganisationNumber::new(1).ok_or("1 is a number")?;
    Ok(Organisation {
        id: ORGANISATION,
        number,
        name: "Saltmere".into(),
        service_staff: SERVICE,
        service_device: number.mint_device(beginning(), [200; 10]),
        service_key,
        recovery_key: Bytes([9; 32]),
        is_restoring: false,
    })
}

fn join(
    ledger: &SqliteLedger,
    organisation: &Organisation,
    pair: &Ed25519KeyPair,
    colleague: &Colleague,
) -> Outcome<()> {
    let Colleague { name, staff: id, role } = *colleague;
    let staff = Staff { id, name: name.into(), role, team: colleague.team(), centre: colleague.centre() };
    let sign = |end: &ChainEnd| sign(organisation, pair, end, colleague).map_err(LedgerError::Own);
    ledger.add_staff(organisation, &NewStaff { staff: &staff, at: beginning(), sign: &sign })?;
    Ok(())
}

/// The service's entry about a member of staff.
fn sign(
    organisation: &Organisation,
    pair: &Ed25519KeyPair,
    end: &ChainEnd,
    colleague: &Colleague,
) -> Result<Arrived, String> {
    let service = organisation.service();
    let (kind, subject) = (EntryKind::StaffMember, Subject::Staff(colleague.staff));
    let header = Header {
        entry: EntryId::derived(ORGANISATION, subject, kind, ""),
        kind: Kind::Known(kind),
        schema: kind.schema(),
        organisation: ORGANISATION,
        subject,
        parents: Vec::new(),
        author: service.staff,
        role: service.role,
        occurred: Occurred::Instant(beginning().fixed_offset()),
        recorded_at: beginning().fixed_offset(),
        reason: None,
        sensitivity: kind.sensitivity(),
        replaces: Vec::new(),
        in_error: false,
        confirmed: Vec::new(),
        unverified: false,
    };
    let said = json!({ "name": colleague.name, "role": colleague.role });
    let change = Change::write(header, &said).map_err(|error| error.to_string())?;
    let batch = Batch {
        organisation: ORGANISATION,
        device: service.device,
        incarnation: end.incarnation,
        number: end.number,
        previous: end.previous,
        act: None,
        seen: Vec::new(),
        ids: vec![change.id()],
    };
    let signature = sign_batch(pair, &batch).map_err(|error| error.to_string())?;
    let signed = SignedBatch { batch, signature, changes: vec![change.bytes().into()] };
    Arrived::check(&service, signed).map_err(|error| error.to_string())
}

fn enrol(ledger: &SqliteLedger, organisation: &Organisation, place: usize, folder: &Path) -> Outcome<BaseLaptop> {
    let colleague = &LAPTOPS[place];
    let passphrase = || Passphrase::new("plover lantern gravel mint".to_owned());
    fs::create_dir(folder)?;
    let making = Making { label: "AY", kdf: KdfParams::LEAST, at: beginning().fixed_offset() };
    let vault = Vault::create(folder, &passphrase(), &making)?;
    let mark = u8::try_from(place)? + 1;
    let (code, id) = ([mark; 32], organisation.number.mint_device(beginning(), [mark; 10]));
    let expires_at = beginning() + TimeDelta::minutes(10);
    ledger.keep_code(ORGANISATION, &Code { hash: code, staff: colleague.staff, expires_at })?;
    let key = vault.device_key().public();
    let new = NewDevice { code, id, key, version: "0.1.0".into(), at: beginning() };
    let enrolled = ledger.enrol(ORGANISATION, &new)?.ok_or("a fresh code")?;
    let enrolment = Enrolment {
        organisation: ORGANISATION,
        organisation_name: organisation.name.clone(),
        staff: enrolled.staff,
        name: enrolled.name,
        role: enrolled.role,
        device: enrolled.device,
        service_key: organisation.service_key,
        address: "https://localhost".into(),
        authority: None,
    };
    let enrolled = Enrolled { enrolment: &enrolment, recovery_key: &[9; 32], label: "AY" };
    vault.set_enrolment(&enrolled, beginning().fixed_offset())?;
    vault.close(beginning().fixed_offset())?;
    drop(vault);
    Ok(BaseLaptop { device: id, key: Vault::key_of(folder, &passphrase(), beginning())? })
}
