//! One call of the table, JSON in and JSON out: errors as JSON too, since a script reads them.

use std::io::Read;
use std::process::ExitCode;

use doorstep_app::api::CALLS;
use serde_json::Value;

use crate::arguments::{Call, Place};
use crate::desk::{Desk, application};
use crate::failure::Failure;

/// Calls that take a passphrase: arguments and shell histories are no place for one.
const WITH_PASSPHRASE: [&str; 3] = ["enrol", "unlock", "lock"];

pub(crate) fn call(asked: &Call, place: &Place) -> Result<ExitCode, Failure> {
    let name = asked.name.as_str();
    if name == "calls" {
        CALLS.iter().for_each(|call| println!("{call}"));
        return Ok(ExitCode::SUCCESS);
    }
    if WITH_PASSPHRASE.contains(&name) {
        let why =
            format!("`{name}` is done by the program itself: a passphrase never goes through a call. See --help.");
        return Err(Failure::Usage(why));
    }
    if name == "session" {
        return answer(application(place)?.call(name, Value::Object(serde_json::Map::new())));
    }
    let desk = Desk::unlock(place)?;
    let input = input(&asked.json)?;
    let answered = answer(desk.app().call(name, input));
    desk.lock()?;
    answered
}

fn input(json: &str) -> Result<Value, Failure> {
    let mut text = json.to_owned();
    if json == "-" {
        text.clear();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| Failure::Around(format!("standard input: {error}")))?;
    }
    serde_json::from_str(&text).map_err(|error| Failure::Usage(format!("The input is not JSON: {error}")))
}

fn answer(answered: Result<Value, doorstep_app::ApiError>) -> Result<ExitCode, Failure> {
    match answered {
        Ok(output) => {
            println!("{}", serde_json::to_string_pretty(&output)?);
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("{}", serde_json::to_string_pretty(&error)?);
            Ok(ExitCode::FAILURE)
        }
    }
}
