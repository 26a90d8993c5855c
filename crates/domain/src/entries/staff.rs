//! A member of staff, as the service registered them: how every laptop knows who wrote what.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::Findings;
use crate::staff::Role;

/// Signed by the service. Registered fact, merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StaffMember {
    /// Full name, as colleagues know them.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Who employs them, where it is not the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
}

const LONGEST_NAME: usize = 100;

impl Body for StaffMember {
    const SAMPLE: &str = r#"{"name":"Amina Yusuf","role":"health_visitor","employer":"Medway Council"}"#;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("name", &self.name, LONGEST_NAME);
        found
    }
}
