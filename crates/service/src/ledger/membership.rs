//! Who reads a scope, and who decided it.

use chrono::{DateTime, Utc};
use doorstep_domain::audience::Scope;
use doorstep_domain::id::StaffId;

/// Somebody who is to read a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joining {
    /// Who.
    pub staff: StaffId,
    /// What.
    pub scope: Scope,
    /// Until when, where it ends by itself.
    pub until: Option<DateTime<Utc>>,
}

/// Somebody who reads a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub staff: StaffId,
    /// What.
    pub scope: Scope,
    /// Until when, where it ends by itself.
    pub until: Option<DateTime<Utc>>,
}

/// Who decided that somebody reads a scope or no longer does, when, and why: it is kept for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// An administrator's name; empty where it follows from role and team.
    pub by: &'a str,
    /// Why.
    pub because: &'a str,
}

impl<'a> Decision<'a> {
    /// What follows from somebody's role and team.
    #[must_use]
    pub fn by_rule(at: DateTime<Utc>, because: &'a str) -> Self {
        Self { at, by: "", because }
    }
}

/// That somebody was let read a scope, or was no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipChange {
    /// Its place among all of the organisation: 1, 2, 3, …
    pub number: u64,
    /// Who.
    pub staff: StaffId,
    /// What.
    pub scope: Scope,
    /// Whether they read it from then on.
    pub is_member: bool,
    /// Until when, where it ends by itself.
    pub until: Option<DateTime<Utc>>,
    /// When it was decided.
    pub at: DateTime<Utc>,
    /// By whom; empty where it follows from role and team.
    pub by: String,
    /// Why.
    pub because: String,
}
