//! The program `doorstep-service`.

mod cli;

use std::process::ExitCode;

use chrono::Utc;
use doorstep_service::Clock;

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "the one place where the service reads the clock")]
    let clock = Clock::new(Utc::now);
    match cli::run(&clock) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("doorstep-service: {error}");
            ExitCode::FAILURE
        }
    }
}
