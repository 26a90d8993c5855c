//! An application whose vault is open while a command works.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read, stdin};
use std::path::{Path, PathBuf};

use doorstep_app::{App, Config};
use doorstep_domain::policy::Policy;
use serde_json::{Value, json};

use crate::arguments::Place;
use crate::failure::Failure;

/// An open vault.
pub(crate) struct Desk {
    app: App,
}

impl Desk {
    /// Opens the vault of a place with the passphrase of a file or of standard input.
    pub(crate) fn unlock(place: &Place) -> Result<Self, Failure> {
        let app = application(place)?;
        let vault = chosen_vault(&app, place)?;
        let passphrase = passphrase(place)?;
        app.call("unlock", json!({ "vault": vault, "passphrase": passphrase }))?;
        Ok(Self { app })
    }

    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    pub(crate) fn call(&self, name: &str, input: Value) -> Result<Value, Failure> {
        Ok(self.app.call(name, input)?)
    }

    /// Closes the vault: its last audit line is written, its keys are wiped.
    pub(crate) fn lock(self) -> Result<(), Failure> {
        self.app.call("lock", json!({}))?;
        Ok(())
    }
}

/// The application at a place, with no vault open and no sync in the background.
pub(crate) fn application(place: &Place) -> Result<App, Failure> {
    let config = config(place)?;
    policy(&config)?;
    Ok(App::new(config))
}

pub(crate) fn config(place: &Place) -> Result<Config, Failure> {
    let mut config = Config { background_sync: false, ..Config::from_env() };
    if let Some(folder) = data_dir(place)? {
        config.data_dir = folder;
    }
    Ok(config)
}

/// The policy in force, with the organisation's own files.
pub(crate) fn policy(config: &Config) -> Result<&'static Policy, Failure> {
    doorstep_app::policy_in_force(config).map_err(|refused| Failure::Around(refused.to_string()))
}

/// The folder that holds `vaults/`; none for the platform's.
fn data_dir(place: &Place) -> Result<Option<PathBuf>, Failure> {
    let Some(vault) = &place.vault else { return Ok(place.data_dir.clone()) };
    let vaults = vault.parent().filter(|parent| parent.file_name().is_some_and(|name| name == "vaults"));
    let folder =
        vaults.and_then(Path::parent).map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let wrong =
        || Failure::Usage(format!("{} is not a vault: a vault's folder is in a folder named vaults.", vault.display()));
    folder.map(|folder| Some(folder.to_owned())).ok_or_else(wrong)
}

fn chosen_vault(app: &App, place: &Place) -> Result<Value, Failure> {
    let session = app.call("session", json!({}))?;
    let vaults: Vec<&Value> = session["vaults"].as_array().into_iter().flatten().map(|view| &view["vault"]).collect();
    if let Some(folder) = &place.vault {
        let named = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let found = vaults.into_iter().find(|vault| vault.as_str() == Some(named));
        return found.cloned().ok_or_else(|| Failure::Usage(format!("{} is not a vault.", folder.display())));
    }
    match vaults.as_slice() {
        [only] => Ok((*only).clone()),
        [] => Err(Failure::Usage(
            "There is no vault here. Make one with `doorstep-cli enrol`, or name its folder with --data-dir.".into(),
        )),
        _ => Err(Failure::Usage("There are several vaults here. Name one folder with --vault.".into())),
    }
}

/// The first line of the file or of standard input.
pub(crate) fn passphrase(place: &Place) -> Result<String, Failure> {
    let line = match &place.passphrase_file {
        Some(file) => {
            let opened = File::open(file).map_err(|error| Failure::of_file("read", file, &error))?;
            // A passphrase has 1,000 characters at most: what follows is not read.
            first_line(&mut BufReader::new(opened.take(8_192)))
                .map_err(|error| Failure::of_file("read", file, &error))?
        }
        None => {
            if stdin().is_terminal() {
                eprint!("Passphrase (it shows as you type; --passphrase-file avoids that): ");
            }
            first_line(&mut stdin().lock()).map_err(|error| Failure::Around(format!("standard input: {error}")))?
        }
    };
    if line.is_empty() {
        return Err(Failure::Usage(
            "No passphrase came. Put it on standard input, or name a file with --passphrase-file.".into(),
        ));
    }
    Ok(line)
}

fn first_line(from: &mut impl BufRead) -> std::io::Result<String> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}
