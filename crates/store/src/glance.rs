//! What a list says of each person: read for all of its rows at once, not row by row.

use doorstep_domain::access::may_read_people;
use doorstep_domain::id::PersonId;
use doorstep_domain::person::Person;

use crate::error::Error;
use crate::people;
use crate::read::{self, Readable as _, Stored};
use crate::vault::Vault;

/// Somebody as a row of a list.
pub struct Glance {
    /// Who; nothing but the id where their identity is not here.
    pub person: Person,
    /// The first line and the postcode of their main home; none where it is hidden or not known.
    pub home: Option<String>,
    /// Their alerts and those of their homes, in force or not, that the practitioner may read.
    pub alerts: Vec<Stored>,
    /// The first child of whom they are a carer.
    pub child: Option<PersonId>,
}

impl Vault {
    /// What a list says of these people, in their order: of nobody, for a role that may not know who is on the record.
    ///
    /// # Errors
    /// When the vault cannot be read, or a record in it is damaged.
    pub fn glance(&self, people: &[PersonId]) -> Result<Vec<Glance>, Error> {
        let role = self.role()?;
        if !may_read_people(role) {
            return Ok(Vec::new());
        }
        self.read(|connection| {
            let glance = |person: &PersonId| {
                let mut alerts = read::alerts_around(connection, *person)?;
                alerts.keep(role);
                Ok(Glance {
                    person: people::one(connection, *person)?.unwrap_or_else(|| Person::unknown(*person)),
                    home: people::home_of(connection, *person)?,
                    alerts,
                    child: people::children_of(connection, *person)?.into_iter().next(),
                })
            };
            people.iter().map(glance).collect()
        })
    }
}
