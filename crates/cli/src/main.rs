//! `doorstep-cli`: the same table of calls from a terminal, for support staff, scripts and tests.

#[cfg(all(feature = "bridge", not(debug_assertions)))]
compile_error!("the bridge gives an open vault to whoever can reach a port: it is never part of a release");

mod arguments;
#[cfg(feature = "bridge")]
mod bridge;
mod call;
mod demo;
mod desk;
mod failure;
mod files;
mod growth;
mod import;
mod output;
mod rows;
mod schedule;
mod sync;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use desk::Desk;
use failure::Failure;

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let Arguments { place, command } = arguments;
    match command {
        Command::DemoData(demo) => demo::write(&demo),
        Command::Schedule => schedule::print(&place),
        Command::Growth(growth) => growth::print(&growth),
        #[cfg(feature = "bridge")]
        Command::Bridge(bridge) => bridge::serve(&bridge, &place),
        Command::Enrol(enrol) => sync::enrol(&enrol, &place),
        Command::Call(asked) => call::call(&asked, &place),
        Command::Import(import) => with_desk(&place, |desk| import::import(desk, &import)),
        Command::Export(export) => with_desk(&place, |desk| files::export(desk, &export)),
        Command::Sync => with_desk(&place, sync::sync),
        Command::Verify => with_desk(&place, verify::verify),
    }
}

/// Unlocks, works, locks: also when the work failed.
fn with_desk(
    place: &arguments::Place,
    work: impl FnOnce(&Desk) -> Result<ExitCode, Failure>,
) -> Result<ExitCode, Failure> {
    let desk = Desk::unlock(place)?;
    let done = work(&desk);
    desk.lock()?;
    done
}
