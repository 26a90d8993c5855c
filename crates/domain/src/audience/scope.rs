//! Whose records an audience reads, and as what.

use std::fmt;
use std::str::FromStr;

use crate::id::{AudienceId, BadId, CentreId, OrganisationId, StaffId, TeamId};
use crate::staff::Role;

/// Whose records they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// What everybody who works here knows: who colleagues are, centres, local services.
    Organisation,
    /// What is about a member of staff and for nobody else.
    Own(StaffId),
    /// The families that a health visitor is accountable for, or covers.
    Caseload(StaffId),
    /// The families of a team that nobody is accountable for yet, or that it shares.
    Team(TeamId),
    /// The families that were delegated to a colleague.
    Package(StaffId),
    /// What families agreed to share with a children's centre.
    Centre(CentreId),
    /// Families that the named nurses watch over.
    Safeguarding,
    /// Records that are sealed.
    Sealed,
    /// Families that somebody looked up, for a time and with a reason.
    LookUp(StaffId),
}

/// Who reads the same entries of a scope: the columns of DOMAIN 3.12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reader {
    /// Health visitors, and students with them.
    HealthVisitor,
    /// Named safeguarding nurses.
    NamedNurse,
    /// Registered colleagues: staff nurses and team leaders.
    Registered,
    /// Nursery nurses.
    NurseryNurse,
    /// Infant-feeding specialists.
    Feeding,
    /// Admin.
    Office,
    /// Centre workers.
    Centre,
    /// Privacy officers.
    Officer,
}

impl Reader {
    /// Every class of reader.
    pub const ALL: [Self; 8] = [
        Self::HealthVisitor,
        Self::NamedNurse,
        Self::Registered,
        Self::NurseryNurse,
        Self::Feeding,
        Self::Office,
        Self::Centre,
        Self::Officer,
    ];

    /// How somebody of this role reads; none for the service, and for roles of a later build.
    #[must_use]
    pub fn of(role: Role) -> Option<Self> {
        match role {
            Role::HealthVisitor | Role::StudentHealthVisitor => Some(Self::HealthVisitor),
            Role::SafeguardingNurse => Some(Self::NamedNurse),
            Role::TeamLeader | Role::StaffNurse => Some(Self::Registered),
            Role::NurseryNurse => Some(Self::NurseryNurse),
            Role::InfantFeedingSpecialist => Some(Self::Feeding),
            Role::Admin => Some(Self::Office),
            Role::CentreWorker => Some(Self::Centre),
            Role::PrivacyOfficer => Some(Self::Officer),
            Role::Service | Role::Other => None,
        }
    }

    /// Its name, as ledgers keep it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::HealthVisitor => "health_visitor",
            Self::NamedNurse => "named_nurse",
            Self::Registered => "registered",
            Self::NurseryNurse => "nursery_nurse",
            Self::Feeding => "feeding",
            Self::Office => "office",
            Self::Centre => "centre",
            Self::Officer => "officer",
        }
    }

    /// The class of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reader| reader.name() == name)
    }
}

impl AudienceId {
    /// The id of the audience of these readers: the same after a restore from a backup.
    #[must_use]
    pub fn of(organisation: OrganisationId, scope: Scope, reader: Reader) -> Self {
        let scope = scope.to_string();
        Self::derived(&[organisation.bytes(), scope.as_bytes(), reader.name().as_bytes()])
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation => f.write_str("organisation"),
            Self::Own(id) => write!(f, "own:{id}"),
            Self::Caseload(id) => write!(f, "caseload:{id}"),
            Self::Team(id) => write!(f, "team:{id}"),
            Self::Package(id) => write!(f, "package:{id}"),
            Self::Centre(id) => write!(f, "centre:{id}"),
            Self::Safeguarding => f.write_str("safeguarding"),
            Self::Sealed => f.write_str("sealed"),
            Self::LookUp(id) => write!(f, "look_up:{id}"),
        }
    }
}

impl FromStr for Scope {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let (sort, id) = text.split_once(':').unwrap_or((text, ""));
        match sort {
            "organisation" => Ok(Self::Organisation),
            "own" => id.parse().map(Self::Own),
            "caseload" => id.parse().map(Self::Caseload),
            "team" => id.parse().map(Self::Team),
            "package" => id.parse().map(Self::Package),
            "centre" => id.parse().map(Self::Centre),
            "safeguarding" => Ok(Self::Safeguarding),
            "sealed" => Ok(Self::Sealed),
            "look_up" => id.parse().map(Self::LookUp),
            _ => Err(BadId::of("scope")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AMINA: StaffId = StaffId::from_bytes([4; 16]);

    #[test]
    fn a_scope_is_read_as_it_was_written() {
        let scopes = [
            Scope::Organisation,
            Scope::Own(AMINA),
            Scope::Caseload(AMINA),
            Scope::Team(TeamId::from_bytes([6; 16])),
            Scope::Package(AMINA),
            Scope::Centre(CentreId::from_bytes([2; 16])),
            Scope::Safeguarding,
            Scope::Sealed,
            Scope::LookUp(AMINA),
        ];
        for scope in scopes {
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        assert!("caseload".parse::<Scope>().is_err() && "moon:1".parse::<Scope>().is_err());
    }

    #[test]
    fn roles_that_read_alike_are_one_class() {
        for reader in Reader::ALL {
            assert_eq!(Reader::named(reader.name()), Some(reader));
        }
        assert_eq!(Reader::of(Role::Service), None);
        assert_eq!(Reader::of(Role::Other), None);
    }
}
