//! That somebody has seen what was meant for them: a referral to their centre, work delegated to them, a child handed to them.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::accountable::Accountable;
use super::delegation::Delegation;
use super::referral::Referral;
use super::{About, Body, EntryKind};
use crate::id::{CentreId, EntryId, StaffId};
use crate::invalid::Findings;
use crate::staff::Role;

/// Whom an entry is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// Somebody who works here.
    Staff(StaffId),
    /// Whoever works at a centre.
    Centre(CentreId),
}

impl Addressee {
    /// Whom an entry is meant for; none where it is meant for nobody in particular, or for another service, which holds no
    /// laptop of ours. What a later build wrote is meant for nobody here.
    #[must_use]
    pub fn of(kind: EntryKind, body: &str) -> Option<Self> {
        if kind == EntryKind::Delegation {
            return read::<Delegation>(body).map(|one| Self::Staff(one.to));
        }
        if kind == EntryKind::Accountable {
            return read::<Accountable>(body).map(|one| Self::Staff(one.health_visitor));
        }
        if kind == EntryKind::Referral {
            return read::<Referral>(body)?.centre.map(Self::Centre);
        }
        None
    }

    /// Whether somebody who holds the entry is meant. A centre worker's laptop holds their own centre's referrals alone.
    #[must_use]
    pub fn is(self, staff: StaffId, role: Role) -> bool {
        match self {
            Self::Staff(meant) => meant == staff,
            Self::Centre(_) => role == Role::CentreWorker,
        }
    }
}

/// Signed once by each reader, when they open the entry. When they did is in the change, and who did is its author.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Acknowledgement {
    /// The entry that was seen.
    pub entry: EntryId,
    /// Its kind.
    pub kind: EntryKind,
    /// Who saw it.
    pub by: StaffId,
    /// The centre that a referral is for: where it is, so may its acknowledgement be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub centre: Option<CentreId>,
    /// Of a hand-over the day from which it counts: a child may be handed to the same person again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub from: Option<NaiveDate>,
}

impl Acknowledgement {
    /// What somebody signs who has seen an entry.
    #[must_use]
    pub fn of(entry: EntryId, (kind, body): (EntryKind, &str), by: StaffId) -> Self {
        let centre = match Addressee::of(kind, body) {
            Some(Addressee::Centre(centre)) => Some(centre),
            Some(Addressee::Staff(_)) | None => None,
        };
        let accountable = if kind == EntryKind::Accountable { read::<Accountable>(body) } else { None };
        Self { entry, kind, by, centre, from: accountable.map(|one| one.from) }
    }

    /// Whether it says that the entry, as it stands, was seen: whoever it is meant for now, and not for the time before.
    #[must_use]
    pub fn is_of(&self, entry: EntryId, (kind, body): (EntryKind, &str)) -> bool {
        let is_meant = match Addressee::of(kind, body) {
            Some(Addressee::Staff(meant)) => meant == self.by,
            Some(Addressee::Centre(_)) => true,
            None => false,
        };
        is_meant && *self == Self::of(entry, (kind, body), self.by)
    }
}

fn read<T: DeserializeOwned>(body: &str) -> Option<T> {
    serde_json::from_str(body).ok()
}

impl Body for Acknowledgement {
    const SAMPLE: &str = concat!(
        r#"{"entry":"5e551050-5e55-5e55-5e55-5e5510505e55","kind":"referral","#,
        r#""by":"0b0b0b0b-0b0b-0b0b-0b0b-0b0b0b0b0b0b","centre":"c0c0c0c0-c0c0-c0c0-c0c0-c0c0c0c0c0c0","from":"2026-11-23"}"#,
    );

    fn key(&self) -> Option<String> {
        let from = self.from.map(|from| from.to_string()).unwrap_or_default();
        Some(format!("{}|{}|{from}", self.entry, self.by))
    }

    fn check(&self, _about: &About<'_>) -> Findings {
        Findings::default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ENTRY: EntryId = EntryId::from_bytes([3; 16]);
    const AMINA: StaffId = StaffId::from_bytes([10; 16]);
    const BETH: StaffId = StaffId::from_bytes([11; 16]);

    fn changed(kind: EntryKind, changes: &Value) -> String {
        let mut body: Value = serde_json::from_str(kind.sample()).expect("a sample");
        let (Some(fields), Some(changes)) = (body.as_object_mut(), changes.as_object()) else { unreachable!() };
        fields.extend(changes.clone());
        body.to_string()
    }

    #[test]
    fn each_is_meant_for_whoever_it_names_and_for_nobody_else() {
        let delegated = changed(EntryKind::Delegation, &json!({ "to": BETH }));
        let to_beth = Addressee::of(EntryKind::Delegation, &delegated);
        assert_eq!(to_beth, Some(Addressee::Staff(BETH)));
        assert!(to_beth.is_some_and(|one| one.is(BETH, Role::NurseryNurse) && !one.is(AMINA, Role::HealthVisitor)));
        let handed = changed(EntryKind::Accountable, &json!({ "health_visitor": AMINA }));
        assert_eq!(Addressee::of(EntryKind::Accountable, &handed), Some(Addressee::Staff(AMINA)));
        let centre = CentreId::from_bytes([2; 16]);
        let referred = changed(EntryKind::Referral, &json!({ "centre": centre }));
        let to_centre = Addressee::of(EntryKind::Referral, &referred);
        assert_eq!(to_centre, Some(Addressee::Centre(centre)));
        assert!(to_centre.is_some_and(|one| one.is(BETH, Role::CentreWorker) && !one.is(BETH, Role::HealthVisitor)));
        assert_eq!(Addressee::of(EntryKind::Referral, &changed(EntryKind::Referral, &json!({ "centre": null }))), None);
        for kind in [EntryKind::Transfer, EntryKind::Alert, EntryKind::Task] {
            assert_eq!(Addressee::of(kind, kind.sample()), None, "{kind:?}");
        }
        assert_eq!(Addressee::of(EntryKind::Delegation, r#"{"to":"moon"}"#), None, "of a later build");
    }

    #[test]
    fn there_is_one_of_each_entry_and_reader_and_of_a_hand_over_one_each_time() {
        let key = |kind, body: &str, by| Acknowledgement::of(ENTRY, (kind, body), by).key();
        let delegated = EntryKind::Delegation.sample();
        assert_eq!(key(EntryKind::Delegation, delegated, BETH), key(EntryKind::Delegation, delegated, BETH));
        assert_ne!(key(EntryKind::Delegation, delegated, BETH), key(EntryKind::Delegation, delegated, AMINA));
        let from = |day: &str| changed(EntryKind::Accountable, &json!({ "health_visitor": BETH, "from": day }));
        let (january, november) = (from("2026-01-05"), from("2026-11-23"));
        assert_ne!(key(EntryKind::Accountable, &january, BETH), key(EntryKind::Accountable, &november, BETH));
        let seen = Acknowledgement::of(ENTRY, (EntryKind::Accountable, &january), BETH);
        assert!(seen.is_of(ENTRY, (EntryKind::Accountable, &january)));
        assert!(!seen.is_of(ENTRY, (EntryKind::Accountable, &november)), "it is not the time before");
        let to_amina = changed(EntryKind::Accountable, &json!({ "health_visitor": AMINA, "from": "2026-01-05" }));
        assert!(!seen.is_of(ENTRY, (EntryKind::Accountable, &to_amina)), "it is meant for somebody else now");
    }
}
