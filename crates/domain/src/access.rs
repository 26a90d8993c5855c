//! Who may record what (DOMAIN 1.1 and 3.12). One pure policy, for the laptop and the service alike; default deny.

use crate::audience::Reader;
use crate::change::Kind;
use crate::entries::EntryKind;
use crate::id::{StaffId, Subject};
use crate::sensitivity::Sensitivity;
use crate::staff::Role;

/// Who may record a kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recorders {
    /// Who registers people: clinical staff and admin.
    Registrars,
    /// Who sees families: clinical staff, registered or not.
    Clinicians,
    /// Clinical staff on a professional register.
    Registered,
    /// Who decides about a family: health visitors, and the named nurse.
    HealthVisitors,
    /// Who leads: team leaders and the named nurse.
    Leaders,
    /// Everybody who works with families, admin and centre workers too.
    Everybody,
    /// Who works with families, of their own work and of nobody else’s.
    Themselves,
    /// The central service alone.
    Service,
}

/// Whether somebody of this role may sign an entry of this kind. A kind of a later version is passed on, never judged.
#[must_use]
pub fn may_record(role: Role, kind: &Kind) -> bool {
    kind.known().is_none_or(|kind| kind.recorders().include(role))
}

/// Whether somebody may sign an entry of this kind about this subject: what people record of themselves nobody else does,
/// and nobody finds themselves competent (DEL-04).
#[must_use]
pub fn may_record_of(author: StaffId, kind: &Kind, subject: Subject) -> bool {
    let is_own = subject == Subject::Staff(author);
    match kind.known().map(EntryKind::recorders) {
        Some(Recorders::Themselves) => is_own,
        Some(Recorders::Leaders) => !is_own,
        Some(
            Recorders::Registrars
            | Recorders::Clinicians
            | Recorders::Registered
            | Recorders::HealthVisitors
            | Recorders::Everybody
            | Recorders::Service,
        )
        | None => true,
    }
}

/// Among which records a kind is: what each of the roles may read is decided for a group (the rows of DOMAIN 3.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Who somebody is, where they live, how they are safely reached, who is accountable for them.
    Demographics,
    /// Which contacts and reviews took place, and which did not.
    Attendance,
    /// Appointments, tasks, messages, letters.
    Correspondence,
    /// Growth, feeding, development, immunisations, screening.
    Growth,
    /// Clinical text: what was seen, said, assessed and planned.
    Narrative,
    /// How a parent feels.
    MentalHealth,
    /// Domestic abuse, what lies behind an alert, what is worrying about a child, supervision.
    DomesticAbuse,
    /// Chronology, meetings, escalations, what was shared with whom.
    Safeguarding,
    /// Where a child stands in child protection and care, and who leads.
    SafeguardingStatus,
    /// The neutral line before a visit.
    VisitRisk,
    /// Referrals, the services around a family, consent to share.
    Referrals,
    /// Equality monitoring.
    Equality,
    /// What is about no family: who works here, protocols, sessions of groups.
    Service,
    /// What a member of staff may do on their own.
    Competence,
    /// What concerns a member of staff alone, and is held by nobody else: how long work took, whom they looked up.
    Own,
    /// What only a later build knows.
    Unknown,
}

/// Whether somebody of this role may read an entry of this kind that is this sensitive (DOMAIN 3.12).
///
/// Default deny: what a role may read of one family and not of another is the service's to decide, and comes on top.
#[must_use]
pub fn may_read(role: Role, kind: &Kind, sensitivity: Sensitivity) -> bool {
    Reader::of(role).is_some_and(|reader| reader.may_read(kind, sensitivity))
}

/// Whether somebody of this role may know who is on the record at all.
#[must_use]
pub fn may_read_people(role: Role) -> bool {
    may_read(role, &Kind::Known(EntryKind::Identity), Sensitivity::Standard)
}

/// Whether somebody of this role finds and opens a record that is sealed: the named safeguarding nurse alone.
#[must_use]
pub fn may_open_sealed(role: Role) -> bool {
    role == Role::SafeguardingNurse
}

impl Group {
    /// The most sensitive entries of the group that these readers read; none where they read none of them.
    ///
    /// A centre worker's column says what a family may agree to at most: their laptop holds only what one did agree to.
    #[must_use]
    pub fn readable_to(self, reader: Reader) -> Option<Sensitivity> {
        let column = match reader {
            Reader::HealthVisitor => 0,
            Reader::NamedNurse => 1,
            Reader::Registered => 2,
            Reader::NurseryNurse => 3,
            Reader::Feeding => 4,
            Reader::Office => 5,
            Reader::Centre => 6,
            Reader::Officer => 7,
        };
        self.row()[column]
    }

    /// The row of the matrix: health visitor, named nurse, staff nurse and team leader, nursery nurse, infant-feeding
    /// specialist, admin, centre worker, privacy officer.
    #[rustfmt::skip]
    fn row(self) -> [Option<Sensitivity>; 8] {
        const NO: Option<Sensitivity> = None;
        const ST: Option<Sensitivity> = Some(Sensitivity::Standard);
        const SE: Option<Sensitivity> = Some(Sensitivity::Sensitive);
        const RE: Option<Sensitivity> = Some(Sensitivity::Restricted);
        match self {
            //                           HV  named reg.  nurs. feed. admin centre officer
            Self::Demographics =>       [RE, RE,   SE,   ST,   ST,   ST,   ST,    NO],
            Self::Attendance =>         [RE, RE,   SE,   ST,   ST,   ST,   ST,    NO],
            Self::Correspondence =>     [RE, RE,   SE,   ST,   ST,   ST,   NO,    NO],
            Self::Growth =>             [RE, RE,   SE,   ST,   ST,   NO,   ST,    NO],
            Self::Narrative =>          [RE, RE,   SE,   ST,   NO,   NO,   NO,    NO],
            Self::MentalHealth =>       [RE, RE,   SE,   NO,   NO,   NO,   NO,    NO],
            Self::DomesticAbuse =>      [RE, RE,   NO,   NO,   NO,   NO,   NO,    NO],
            Self::Safeguarding =>       [RE, RE,   SE,   NO,   NO,   NO,   NO,    NO],
            Self::SafeguardingStatus => [RE, RE,   SE,   ST,   ST,   NO,   NO,    NO],
            Self::VisitRisk =>          [RE, RE,   SE,   ST,   ST,   ST,   NO,    NO],
            Self::Referrals =>          [RE, RE,   SE,   ST,   NO,   NO,   ST,    NO],
            Self::Equality =>           [RE, NO,   NO,   NO,   NO,   SE,   NO,    NO],
            Self::Service =>            [RE, RE,   SE,   ST,   ST,   ST,   ST,    ST],
            Self::Competence =>         [RE, RE,   SE,   ST,   ST,   NO,   NO,    NO],
            Self::Own =>                [RE, RE,   SE,   ST,   ST,   ST,   NO,    NO],
            Self::Unknown =>            [RE, RE,   SE,   NO,   NO,   NO,   NO,    NO],
        }
    }
}

impl Recorders {
    /// Whether somebody of this role is one of them.
    #[must_use]
    pub fn include(self, role: Role) -> bool {
        match role {
            Role::HealthVisitor | Role::StudentHealthVisitor => !matches!(self, Self::Leaders | Self::Service),
            Role::SafeguardingNurse => self != Self::Service,
            Role::StaffNurse => {
                matches!(
                    self,
                    Self::Registrars | Self::Clinicians | Self::Registered | Self::Everybody | Self::Themselves
                )
            }
            Role::NurseryNurse | Role::InfantFeedingSpecialist => {
                matches!(self, Self::Registrars | Self::Clinicians | Self::Everybody | Self::Themselves)
            }
            Role::TeamLeader => !matches!(self, Self::HealthVisitors | Self::Service),
            Role::Admin => matches!(self, Self::Registrars | Self::Everybody | Self::Themselves),
            Role::CentreWorker => self == Self::Everybody,
            // The service allocates; nobody else is to be the leader of every team.
            Role::Service => matches!(self, Self::Service | Self::Leaders),
            Role::PrivacyOfficer | Role::Other => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::slice_of;

    const ROLES: [Role; 12] = [
        Role::HealthVisitor,
        Role::StudentHealthVisitor,
        Role::StaffNurse,
        Role::NurseryNurse,
        Role::InfantFeedingSpecialist,
        Role::CentreWorker,
        Role::TeamLeader,
        Role::SafeguardingNurse,
        Role::Admin,
        Role::PrivacyOfficer,
        Role::Service,
        Role::Other,
    ];

    fn reads(role: Role, kind: EntryKind) -> bool {
        may_read(role, &Kind::Known(kind), kind.sensitivity())
    }

    // Shows SHR-04.
    #[test]
    fn what_is_restricted_is_read_by_health_visitors_and_the_named_nurse_alone() {
        let may = [Role::HealthVisitor, Role::StudentHealthVisitor, Role::SafeguardingNurse];
        for role in ROLES {
            for kind in EntryKind::ALL.iter().filter(|kind| kind.group() != Group::Equality) {
                let reads = may_read(role, &Kind::Known(*kind), Sensitivity::Restricted);
                assert_eq!(reads, may.contains(&role), "{role:?} {kind:?}");
            }
        }
    }

    // Shows SHR-04.
    #[test]
    fn each_role_reads_what_its_work_needs() {
        use EntryKind as Kind;
        let rows: [(Role, &[Kind], &[Kind]); 7] = [
            (Role::HealthVisitor, EntryKind::ALL, &[]),
            (
                Role::TeamLeader,
                &[Kind::ContactNarrative, Kind::Mood, Kind::ChronologyEvent, Kind::Competency],
                &[Kind::DomesticAbuseEnquiry, Kind::Supervision, Kind::Equality],
            ),
            (
                Role::StaffNurse,
                &[Kind::ContactNarrative, Kind::Mood, Kind::Alert],
                &[Kind::DomesticAbuseEnquiry, Kind::AlertNote, Kind::SafeguardingNote, Kind::Equality],
            ),
            (
                Role::NurseryNurse,
                &[Kind::ContactNarrative, Kind::Measurement, Kind::Alert, Kind::SafeguardingStatus, Kind::Delegation],
                &[Kind::Mood, Kind::ChronologyEvent, Kind::SubstanceUse, Kind::DomesticAbuseEnquiry],
            ),
            (
                Role::InfantFeedingSpecialist,
                &[Kind::Feeding, Kind::Measurement, Kind::Contact, Kind::Alert],
                &[Kind::ContactNarrative, Kind::Mood, Kind::Referral],
            ),
            (
                Role::Admin,
                &[Kind::Identity, Kind::ContactPoint, Kind::Contact, Kind::Appointment, Kind::Document, Kind::Equality],
                &[Kind::ContactNarrative, Kind::Measurement, Kind::Referral, Kind::SafeguardingStatus, Kind::Mood],
            ),
            (
                Role::CentreWorker,
                &[Kind::StaffMember, Kind::GroupSession, Kind::Identity, Kind::Attendance],
                &[Kind::NhsNumberEntry, Kind::Contact, Kind::ContactNarrative, Kind::Alert, Kind::SafeguardingStatus],
            ),
        ];
        for (role, may, may_not) in rows {
            assert!(may.iter().all(|kind| reads(role, *kind)), "{role:?} may");
            assert!(!may_not.iter().any(|kind| reads(role, *kind)), "{role:?} may not");
        }
    }

    #[test]
    fn a_privacy_officer_reads_nothing_about_any_family_and_a_centre_worker_what_may_be_agreed_to() {
        for kind in EntryKind::ALL.iter().filter(|kind| kind.group() != Group::Service) {
            for role in [Role::PrivacyOfficer, Role::Service, Role::Other] {
                assert!(!reads(role, *kind), "{role:?} {kind:?}");
            }
            let may_be_agreed_to = *kind == EntryKind::Consent || slice_of(&Kind::Known(*kind)).is_some();
            assert_eq!(reads(Role::CentreWorker, *kind), may_be_agreed_to, "{kind:?}");
        }
        assert!(!may_read_people(Role::PrivacyOfficer) && may_read_people(Role::Admin));
    }

    #[test]
    fn what_is_more_sensitive_is_never_read_by_more() {
        for role in ROLES {
            for kind in EntryKind::ALL {
                let may = |sensitivity| may_read(role, &Kind::Known(*kind), sensitivity);
                assert!(!may(Sensitivity::Sensitive) || may(Sensitivity::Standard), "{role:?} {kind:?}");
                assert!(!may(Sensitivity::Restricted) || may(Sensitivity::Sensitive), "{role:?} {kind:?}");
            }
        }
    }

    #[test]
    fn a_kind_of_a_later_build_is_read_by_its_sensitivity_alone() {
        let later = Kind::Unknown("moon_phase".into());
        for (role, standard, restricted) in [
            (Role::HealthVisitor, true, true),
            (Role::StaffNurse, true, false),
            (Role::NurseryNurse, false, false),
            (Role::Admin, false, false),
            (Role::CentreWorker, false, false),
        ] {
            assert_eq!(may_read(role, &later, Sensitivity::Standard), standard, "{role:?}");
            assert_eq!(may_read(role, &later, Sensitivity::Restricted), restricted, "{role:?}");
        }
    }

    // Shows CON-09, DEL-04.
    #[test]
    fn time_is_recorded_by_whose_it_was_and_competence_by_somebody_else() {
        let [amina, beth] = [1, 2].map(|byte| StaffId::from_bytes([byte; 16]));
        let of = |kind, about| may_record_of(amina, &Kind::Known(kind), Subject::Staff(about));
        assert!(of(EntryKind::ContactTime, amina) && !of(EntryKind::ContactTime, beth));
        assert!(of(EntryKind::Competency, beth) && !of(EntryKind::Competency, amina));
        assert!(!may_record(Role::CentreWorker, &Kind::Known(EntryKind::ContactTime)));
    }

    #[test]
    fn each_role_records_only_what_is_its_own() {
        let known = |kind| Kind::Known(kind);
        for (role, identity, contact, staff) in [
            (Role::HealthVisitor, true, true, false),
            (Role::NurseryNurse, true, true, false),
            (Role::Admin, true, false, false),
            (Role::CentreWorker, false, false, false),
            (Role::PrivacyOfficer, false, false, false),
            (Role::Service, false, false, true),
            (Role::Other, false, false, false),
        ] {
            assert_eq!(may_record(role, &known(EntryKind::Identity)), identity, "{role:?}");
            assert_eq!(may_record(role, &known(EntryKind::Contact)), contact, "{role:?}");
            assert_eq!(may_record(role, &known(EntryKind::StaffMember)), staff, "{role:?}");
        }
    }
}
