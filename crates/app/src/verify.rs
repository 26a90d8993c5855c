//! Proving, for support staff, that nothing in the vault was lost or changed.

use chrono::{DateTime, FixedOffset};

use crate::App;
use crate::error::ApiError;

/// What verifying the open vault found: numbers and ids, nothing of a person.
#[derive(Debug, Clone)]
pub struct VerifyReport {
    /// Changes hashed again.
    pub changes: u64,
    /// Items of this laptop whose signature and place in the chain were checked.
    pub batches: u64,
    /// Everything that is wrong, a line each; none when the vault is whole.
    pub wrong: Vec<String>,
    /// What the service has not acknowledged, the oldest first.
    pub unsent: Vec<Unsent>,
}

/// An item that the service has not acknowledged.
#[derive(Debug, Clone)]
pub struct Unsent {
    /// Its number on this laptop.
    pub number: u64,
    /// When it was signed.
    pub signed_at: DateTime<FixedOffset>,
    /// The kinds of its entries.
    pub kinds: Vec<String>,
}

impl App {
    /// Hashes every change of the open vault again, walks the chain of what was signed and the audit chain, and lists
    /// what is unsent.
    ///
    /// # Errors
    /// When no vault is open, or it cannot be read at all.
    pub fn verify(&self) -> Result<VerifyReport, ApiError> {
        let found = self.vault()?.verify()?;
        let mut wrong: Vec<String> = found.damaged.iter().map(|id| format!("change {id} is damaged")).collect();
        wrong.extend(
            found.broken_batches.iter().map(|number| format!("item {number} breaks the chain of what was signed")),
        );
        wrong.extend(found.audit_broken_at.map(|number| format!("the audit chain is broken at its line {number}")));
        if found.wrong_digests > 0 {
            wrong.push(format!("{} digest(s) do not match what is held", found.wrong_digests));
        }
        let unsent = found.unsent.into_iter();
        Ok(VerifyReport {
            changes: found.changes,
            batches: found.batches,
            wrong,
            unsent: unsent
                .map(|item| Unsent { number: item.number, signed_at: item.signed_at, kinds: item.kinds })
                .collect(),
        })
    }
}
