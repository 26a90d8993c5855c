//! What is not known about a child, said aloud in a brief for a strategy meeting: a gap must not look like good news.

use serde::Serialize;
use ts_rs::TS;

/// Something that a meeting would ask, and that this laptop cannot answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotKnown {
    /// The copy is not of today: a colleague may know more.
    CopyIsOld,
    /// Nobody recorded having seen the child.
    NeverSeen,
    /// Where the child lives.
    Address,
    /// Who lives there.
    Household,
    /// The NHS number, or it was not traced.
    NhsNumber,
    /// The GP.
    Gp,
    /// Who has parental responsibility.
    ParentalResponsibility,
    /// A father, or another parent.
    OtherParent,
    /// Any measurement.
    Growth,
    /// The level of need.
    LevelOfNeed,
    /// The safeguarding status: nothing recorded is not the same as none.
    SafeguardingStatus,
    /// Who leads, though a plan is in force.
    LeadPractitioner,
    /// A needs assessment.
    NeedsAssessment,
    /// Immunisations.
    Immunisations,
}

/// What the laptop can answer; each is asked of what the reader may read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answered {
    /// The copy was synced today.
    pub synced_today: bool,
    /// A contact at which the child was seen.
    pub seen: bool,
    /// An address in use, shown or hidden.
    pub address: bool,
    /// Somebody else in the household.
    pub household: bool,
    /// An NHS number that was traced.
    pub nhs_number: bool,
    /// A GP.
    pub gp: bool,
    /// Somebody with parental responsibility, and nobody of whom it is not known.
    pub parental_responsibility: bool,
    /// A second parent, whoever they are.
    pub other_parent: bool,
    /// A measurement.
    pub growth: bool,
    /// A level of need.
    pub level_of_need: bool,
    /// A safeguarding status.
    pub safeguarding_status: bool,
    /// A plan is in force.
    pub has_plan: bool,
    /// Who leads.
    pub lead_practitioner: bool,
    /// A needs assessment.
    pub needs_assessment: bool,
    /// What was immunised.
    pub immunisations: bool,
}

/// What is not known, in the order in which a meeting asks.
#[must_use]
pub fn not_known(answered: &Answered) -> Vec<NotKnown> {
    let asked = [
        (answered.synced_today, NotKnown::CopyIsOld),
        (answered.seen, NotKnown::NeverSeen),
        (answered.address, NotKnown::Address),
        (answered.household, NotKnown::Household),
        (answered.parental_responsibility, NotKnown::ParentalResponsibility),
        (answered.other_parent, NotKnown::OtherParent),
        (answered.safeguarding_status, NotKnown::SafeguardingStatus),
        (answered.lead_practitioner || !answered.has_plan, NotKnown::LeadPractitioner),
        (answered.level_of_need, NotKnown::LevelOfNeed),
        (answered.needs_assessment, NotKnown::NeedsAssessment),
        (answered.growth, NotKnown::Growth),
        (answered.immunisations, NotKnown::Immunisations),
        (answered.gp, NotKnown::Gp),
        (answered.nhs_number, NotKnown::NhsNumber),
    ];
    asked.into_iter().filter(|(is_answered, _)| !is_answered).map(|(_, gap)| gap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Answered = Answered {
        synced_today: true,
        seen: true,
        address: true,
        household: true,
        nhs_number: true,
        gp: true,
        parental_responsibility: true,
        other_parent: true,
        growth: true,
        level_of_need: true,
        safeguarding_status: true,
        has_plan: false,
        lead_practitioner: false,
        needs_assessment: true,
        immunisations: true,
    };

    // Shows BRIEF-01.
    #[test]
    fn whatever_is_not_answered_is_said() {
        assert_eq!(not_known(&ALL), []);
        assert_eq!(not_known(&Answered { has_plan: true, ..ALL }), [NotKnown::LeadPractitioner]);
        assert_eq!(not_known(&Answered { seen: false, gp: false, ..ALL }), [NotKnown::NeverSeen, NotKnown::Gp]);
        assert_eq!(not_known(&Answered::default()).len(), 13, "all but who leads a plan that there is not");
    }
}
