//! The secret keys of each organisation: the service's own, and the one that recovers unsent work.
//!
//! They are files beside the ledger and never in it, so that a copy of the database can neither sign nor recover. A
//! service in production should not have the recovery secret at all: an operator moves the file to a safe place. It is
//! here because somebody who tries the service out has nowhere else to keep it.

use std::path::{Path, PathBuf};

use doorstep_domain::id::OrganisationId;
use doorstep_platform::{create_private_dir, replace_file};
use doorstep_sync::key::{Bytes, PublicKey};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use zeroize::Zeroizing;

use crate::Error;
use crate::random::random;

/// The folder of the key files, readable by this user alone.
pub(crate) struct KeyFolder(PathBuf);

/// The public halves of an organisation's keys.
pub(crate) struct PublicKeys {
    pub(crate) service: PublicKey,
    pub(crate) recovery: PublicKey,
}

impl KeyFolder {
    pub(crate) fn open(data: &Path) -> Result<Self, Error> {
        let folder = data.join("keys");
        create_private_dir(&folder).map_err(Error::file(&folder))?;
        Ok(Self(folder))
    }

    /// Makes an organisation's keys and writes their secrets down.
    pub(crate) fn make(&self, organisation: OrganisationId) -> Result<PublicKeys, Error> {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| Error::Random)?;
        let document = Zeroizing::new(document.as_ref().to_vec());
        self.write(&self.service_file(organisation), &document)?;
        let recovery = x25519_dalek::StaticSecret::from(random::<32>()?);
        let file = self.0.join(format!("{organisation}.recovery.key"));
        self.write(&file, recovery.as_bytes())?;
        Ok(PublicKeys {
            service: public_half(&self.service(organisation)?)?,
            recovery: Bytes(x25519_dalek::PublicKey::from(&recovery).to_bytes()),
        })
    }

    /// The key that the service signs with for this organisation.
    pub(crate) fn service(&self, organisation: OrganisationId) -> Result<Ed25519KeyPair, Error> {
        let file = self.service_file(organisation);
        let document = Zeroizing::new(std::fs::read(&file).map_err(Error::file(&file))?);
        Ed25519KeyPair::from_pkcs8(&document).map_err(|_| Error::Key(file))
    }

    fn service_file(&self, organisation: OrganisationId) -> PathBuf {
        self.0.join(format!("{organisation}.service.pk8"))
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> Result<(), Error> {
        replace_file(file, bytes).map_err(Error::file(file))
    }
}

fn public_half(pair: &Ed25519KeyPair) -> Result<PublicKey, Error> {
    pair.public_key().as_ref().try_into().map(Bytes).map_err(|_| Error::Random)
}
