//! Who an adult is to a child. Parental responsibility is stated, never inferred.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::PersonId;
use crate::invalid::{Findings, Rule};
use crate::time::PartialDate;

/// What the adult is to the child (UK Core `PersonRelationshipType`, the few that are needed).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RelationshipKind {
    /// Mother.
    Mother,
    /// Father.
    Father,
    /// Another parent.
    Parent,
    /// A parent's partner.
    StepParent,
    /// Grandparent.
    Grandparent,
    /// Foster carer.
    FosterCarer,
    /// Special guardian.
    Guardian,
    /// A relative or friend who brings the child up (SAFE-11).
    KinshipCarer,
    /// Somebody who is no relative, by private arrangement for over 28 days: the council must know.
    PrivateFosterCarer,
    /// Any other carer.
    OtherCarer,
}

/// Whether the adult has parental responsibility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ParentalResponsibility {
    /// They have.
    Yes,
    /// They have not.
    No,
    /// Nobody has established it.
    #[default]
    NotKnown,
}

/// DOMAIN 3.4. The subject is the child. Registered fact, merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Relationship {
    /// The adult.
    pub adult: PersonId,
    /// What they are to the child.
    pub relationship: RelationshipKind,
    /// Whether they have parental responsibility.
    #[serde(default)]
    pub parental_responsibility: ParentalResponsibility,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<PartialDate>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<PartialDate>,
    /// An order or agreement that restricts contact, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_restriction: Option<String>,
}

const LONGEST_RESTRICTION: usize = 500;

impl Body for Relationship {
    const SAMPLE: &str = concat!(
        r#"{"adult":"0e0e0e0e-0e0e-0e0e-0e0e-0e0e0e0e0e0e","relationship":"mother","#,
        r#""parental_responsibility":"yes","from":"2026-10-22","to":"2026-11-01","#,
        r#""contact_restriction":"Supervised contact only."}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        let restriction = self.contact_restriction.as_deref().unwrap_or_default();
        found.limit_text("contact_restriction", restriction, LONGEST_RESTRICTION);
        if let (Some(from), Some(to)) = (&self.from, &self.to)
            && to.latest() < from.earliest()
        {
            found.reject("to", Rule::EndsBeforeStart);
        }
        found
    }
}
