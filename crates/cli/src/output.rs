//! Standard output.

use std::io::Write;

use crate::failure::Failure;

/// To standard output. Whoever reads it may have had enough, as `head` has: that is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::Around(format!("standard output: {error}")))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
