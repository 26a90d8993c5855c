//! The ten domains of a needs assessment, with prompts: `assets/assessment`. No scores: nothing here is added up.

use serde::{Deserialize, Serialize};
use toml::Spanned;
use ts_rs::TS;

use super::file::{File, Header, PolicyError};

/// What a health visitor looks at with a family (DOMAIN 3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NeedsDomain {
    /// Smoking, alcohol, drugs.
    Substances,
    /// Infant feeding, weaning, family food.
    InfantFeeding,
    /// Mental health, attachment, relationships, abuse.
    MentalHealthAndRelationships,
    /// The home: injury, and what it offers a child.
    HomeAndSafety,
    /// Parenting capacity, skills and knowledge.
    Parenting,
    /// Wider family, friends, isolation.
    FamilySupport,
    /// Income, housing, employment, access.
    PracticalSocial,
    /// Parents' illness and disability.
    ParentsHealth,
    /// The child's physical health, with immunisation.
    InfantHealth,
    /// Speech, behaviour, movement.
    Development,
}

impl NeedsDomain {
    /// All ten, in the order of an assessment.
    pub const ALL: [Self; 10] = [
        Self::Substances,
        Self::InfantFeeding,
        Self::MentalHealthAndRelationships,
        Self::HomeAndSafety,
        Self::Parenting,
        Self::FamilySupport,
        Self::PracticalSocial,
        Self::ParentsHealth,
        Self::InfantHealth,
        Self::Development,
    ];

    /// Whether it differs from child to child of a family.
    #[must_use]
    pub fn is_of_the_child(self) -> bool {
        match self {
            Self::InfantFeeding | Self::InfantHealth | Self::Development => true,
            Self::Substances
            | Self::MentalHealthAndRelationships
            | Self::HomeAndSafety
            | Self::Parenting
            | Self::FamilySupport
            | Self::PracticalSocial
            | Self::ParentsHealth => false,
        }
    }
}

/// A domain with prompts for a conversation, as many for what protects as for what is a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// Which.
    pub domain: NeedsDomain,
    /// Its name on screen.
    pub name: String,
    /// What may be a risk.
    pub risk: Vec<String>,
    /// What may protect.
    pub protective: Vec<String>,
}

const FEWEST_PROMPTS: usize = 5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    file: Header,
    domain: Vec<Spanned<Domain>>,
}

pub(super) fn read(file: &File<'_>) -> Result<Vec<Domain>, PolicyError> {
    let Text { file: header, domain: domains } = file.toml()?;
    file.origin(header)?;
    for domain in &domains {
        let Domain { risk, protective, .. } = domain.get_ref();
        if risk.len() < FEWEST_PROMPTS || risk.len() != protective.len() {
            let reason =
                format!("a domain has at least {FEWEST_PROMPTS} prompts for risk, and as many for what protects");
            return Err(file.refuse(domain.span(), reason));
        }
        if risk.iter().chain(protective).any(|prompt| prompt.trim().is_empty()) {
            return Err(file.refuse(domain.span(), "a prompt has no words"));
        }
    }
    for (place, expected) in NeedsDomain::ALL.into_iter().enumerate() {
        match domains.get(place) {
            Some(domain) if domain.get_ref().domain == expected => {}
            Some(domain) => return Err(file.refuse(domain.span(), format!("{expected:?} is expected here"))),
            None => return Err(file.refuse(file.text.len()..file.text.len(), format!("{expected:?} is missing"))),
        }
    }
    if let Some(further) = domains.get(NeedsDomain::ALL.len()) {
        return Err(file.refuse(further.span(), "there are ten domains"));
    }
    Ok(domains.into_iter().map(Spanned::into_inner).collect())
}
