//! Who this vault is to the service: the enrolment, and the device's own signing key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use doorstep_domain::change::{Change, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::{DeviceId, EntryId, OrganisationId, StaffId, Subject};
use doorstep_domain::staff::Role;
use doorstep_sync::client::Received;
use doorstep_sync::key::{Bytes, PublicKey};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::read;

/// What enrolment gave this vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The tenant.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The practitioner.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// This device.
    pub device: DeviceId,
    /// The service's public key, in base64.
    pub service_key: PublicKey,
    /// The service's address.
    pub address: String,
    /// The certificate authority to trust, in PEM, where it is the organisation's own.
    pub authority: Option<String>,
}

/// The device's signing key, made in the vault; it never leaves it.
pub struct DeviceKey(Ed25519KeyPair);

impl DeviceKey {
    /// The key pair, for signing.
    #[must_use]
    pub fn pair(&self) -> &Ed25519KeyPair {
        &self.0
    }

    /// The public half, for the service.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.public_key().as_ref());
        Bytes(bytes)
    }

    /// The vault's key, made on first use.
    pub(crate) fn of(connection: &Connection) -> Result<Self, Error> {
        if let Some(text) = setting(connection, "device_key")? {
            let bytes =
                Zeroizing::new(STANDARD_NO_PAD.decode(text.as_bytes()).map_err(|_| Error::Column("device_key"))?);
            return Self::from_pkcs8(&bytes);
        }
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| Error::NoRandomness)?;
        set_setting(connection, "device_key", &Zeroizing::new(STANDARD_NO_PAD.encode(made.as_ref())))?;
        Self::from_pkcs8(made.as_ref())
    }

    fn from_pkcs8(bytes: &[u8]) -> Result<Self, Error> {
        Ed25519KeyPair::from_pkcs8(bytes).map(Self).map_err(|_| Error::Column("device_key"))
    }
}

/// A named value of the vault.
pub(crate) fn setting(connection: &Connection, name: &str) -> Result<Option<String>, Error> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// Sets a named value of the vault.
pub(crate) fn set_setting(connection: &Connection, name: &str, value: &str) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
        )?
        .execute(params![name, value])?;
    Ok(())
}

/// Takes the practitioner's role from the service's entry about them, where a reply brought something of it.
pub(crate) fn take_role(connection: &Connection, received: &Received) -> Result<(), Error> {
    let Some(mut enrolment) = enrolment(connection)? else { return Ok(()) };
    let subject = Subject::Staff(enrolment.staff);
    let is_own =
        |change: &Change| change.header.kind == Kind::Known(EntryKind::StaffMember) && change.header.subject == subject;
    if !received.pages.iter().flat_map(|page| &page.changes).any(is_own) {
        return Ok(());
    }
    let entry = EntryId::derived(enrolment.organisation, subject, EntryKind::StaffMember, "");
    let Some(stored) = read::one(connection, entry)? else { return Ok(()) };
    // One that this build cannot read says nothing: the service judges by the role all the same.
    let said: Option<StaffMember> = serde_json::from_str(stored.body()).ok();
    if let Some(said) = said.filter(|said| said.role != enrolment.role) {
        enrolment.role = said.role;
        set_setting(connection, "enrolment", &serde_json::to_string(&enrolment)?)?;
    }
    Ok(())
}

/// The enrolment, once there is one.
pub(crate) fn enrolment(connection: &Connection) -> Result<Option<Enrolment>, Error> {
    setting(connection, "enrolment")?.map(|text| serde_json::from_str(&text).map_err(Error::Json)).transpose()
}
