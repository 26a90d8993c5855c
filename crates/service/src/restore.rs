//! Putting a copy of the ledger back: what an administrator says and is told.

use doorstep_domain::id::OrganisationId;

use crate::admin::Admin;
use crate::error::Error;
use crate::ledger::Restore;

impl Admin {
    /// Says that the ledger was put back from a copy: laptops offer what it lacks from their next sync on. Those that were
    /// revoked since the copy was made are revoked again, as far as this data folder knows of it.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn begin_restore(&self, organisation: OrganisationId) -> Result<(), Error> {
        let organisation = self.organisation(organisation)?;
        self.ledger().begin_restore(&organisation, self.now())?;
        self.revoke_again(&organisation)
    }

    /// The newest restore and what came back since; none where there never was one.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn restore(&self, organisation: OrganisationId) -> Result<Option<Restore>, Error> {
        let organisation = self.organisation(organisation)?;
        Ok(self.ledger().restore(&organisation)?)
    }

    /// Ends a restore: where everything is back, or because of a reason that is kept. Everybody's place is then worked out
    /// from what the service has.
    ///
    /// # Errors
    /// When something is missing and nobody said why that is to be so, or the ledger cannot be written.
    pub fn confirm_restore(&self, organisation: OrganisationId, because: Option<&str>) -> Result<(), Error> {
        let organisation = self.organisation(organisation)?;
        self.ledger().confirm_restore(&organisation, self.now(), because)?;
        self.settle()
    }
}
