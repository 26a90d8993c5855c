//! Enrolling with the service, and syncing with it.

use std::process::ExitCode;

use serde_json::{Value, json};

use crate::arguments::{Enrol, Place};
use crate::desk::{Desk, application, passphrase};
use crate::failure::Failure;

pub(crate) fn enrol(enrol: &Enrol, place: &Place) -> Result<ExitCode, Failure> {
    if place.vault.is_some() {
        return Err(Failure::Usage("A new vault gets a folder of its own: use --data-dir.".into()));
    }
    let read = |file| std::fs::read_to_string(file).map_err(|error| Failure::of_file("read", file, &error));
    let authority = enrol.ca.as_deref().map(read).transpose()?;
    let passphrase = passphrase(place)?;
    let app = application(place)?;
    let input = json!({ "address": enrol.url, "authority": authority, "code": enrol.code, "passphrase": passphrase });
    let session = app.call("enrol", input)?;
    let open = &session["open"];
    println!("This laptop is {}'s, of {}.", text(&open["name"]), text(&open["organisation"]));
    app.call("lock", json!({}))?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn sync(desk: &Desk) -> Result<ExitCode, Failure> {
    let centre = desk.call("sync_now", json!({}))?;
    let status = &centre["status"];
    let (unsent, set_aside) = (&status["unsent"], &status["quarantined"]);
    if let Some(code) = centre["last_error"].as_str() {
        let why = format!(
            "The sync did not go through ({}). {unsent} item(s) wait, safe on this laptop, for the next one.",
            code.replace('_', " ")
        );
        return Err(Failure::Around(why));
    }
    println!(
        "Synced with {}: {unsent} item(s) unsent, {} entries held here.",
        text(&centre["service"]),
        centre["entries_held"]
    );
    let wrong = *set_aside != 0 || centre["diverged"] == true;
    if *set_aside != 0 {
        println!(
            "The service set {set_aside} item(s) aside. They are kept here and there; open the sync centre to see why."
        );
    }
    if centre["diverged"] == true {
        println!("The service and this laptop disagree about what it should hold. Nothing is lost; tell support.");
    }
    Ok(if wrong { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
