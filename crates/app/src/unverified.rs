//! Whether an entry is only what the system before Doorstep said (IMP-01).

use doorstep_domain::id::EntryId;
use doorstep_store::Vault;
use doorstep_store::read::Stored;

use crate::error::ApiError;

/// Whether nobody here has verified what an entry says.
pub(crate) fn is_unverified(vault: &Vault, stored: &Stored) -> Result<bool, ApiError> {
    if !stored.change.header.unverified || stored.versions == 1 {
        return Ok(stored.change.header.unverified);
    }
    nobody_verified(vault, stored.entry)
}

/// As [`is_unverified`], from the versions: of those written apart, one that somebody vouched for is enough.
pub(crate) fn nobody_verified(vault: &Vault, entry: EntryId) -> Result<bool, ApiError> {
    let heads = vault.folded(entry)?.heads;
    let versions = vault.versions(entry)?;
    Ok(versions.iter().filter(|version| heads.contains(&version.id())).all(|head| head.header.unverified))
}
