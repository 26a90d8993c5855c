//! A laptop's folder, its application and its vault.

use std::path::{Path, PathBuf};

use doorstep_app::{App, Config, laptop_clock};
use doorstep_store::Vault;
use doorstep_store::keys::KdfParams;
use doorstep_store::passphrase::Passphrase;
use doorstep_store::sign::ToSign;
use serde_json::{Value, json};

use doorstep_domain::change::Change;

use crate::records::Author;
use crate::{Failed, fail};

/// Opens every vault of a benchmark. Nothing in them is anybody's.
pub(crate) const PASSPHRASE: &str = "plover lantern gravel mint";

/// The application, as it would be started on this folder.
pub(crate) fn app(data: &Path) -> App {
    App::new(Config {
        data_dir: data.to_owned(),
        clock: laptop_clock(),
        kdf: Some(KdfParams::LEAST),
        background_sync: false,
    })
}

/// Calls the table of calls.
pub(crate) fn call(app: &App, name: &str, input: Value) -> Result<Value, Failed> {
    app.call(name, input).or_else(|error| fail(format!("{name}: {error:?}")))
}

/// Opens the one vault of the application's folder.
pub(crate) fn unlock(app: &App) -> Result<(), Failed> {
    let session = call(app, "session", json!({}))?;
    let vault = &session["vaults"][0]["vault"];
    call(app, "unlock", json!({ "vault": vault, "passphrase": PASSPHRASE })).map(drop)
}

/// The one vault of a folder, open without an application.
pub(crate) fn vault(data: &Path) -> Result<Vault, Failed> {
    let now = laptop_clock()();
    Ok(Vault::unlock(&vault_folder(data)?, &Passphrase::new(PASSPHRASE.to_owned()), now)?)
}

fn vault_folder(data: &Path) -> Result<PathBuf, Failed> {
    let folder = std::fs::read_dir(data.join("vaults"))?.next().ok_or("no vault")??;
    Ok(folder.path())
}

/// Who writes in a vault.
pub(crate) fn author(vault: &Vault) -> Result<Author, Failed> {
    let enrolment = vault.enrolment()?;
    Ok(Author { organisation: enrolment.organisation, staff: enrolment.staff, role: enrolment.role })
}

/// What a form hands over to be signed.
pub(crate) fn to_sign(changes: Vec<Change>) -> ToSign {
    ToSign { changes, act: None, draft: None, at: laptop_clock()() }
}
