//! What every kind of entry has in common: its sample, its checks, who may write the next version.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{About, Writer};
use crate::invalid::Findings;
use crate::sensitivity::Sensitivity;

/// What every kind's body can do.
pub trait Body: Serialize + for<'de> Deserialize<'de> {
    /// A body with every field filled in, as it is written: what tests freeze, and what shows a reader its form.
    const SAMPLE: &'static str;

    /// Whether its entries go through states, so that not every version may follow every other.
    const HAS_STATES: bool = false;

    /// Whether `by` may write this as the version after `before`, or as the first one (DOMAIN 3.9-3.10c).
    fn may_follow(&self, _before: Option<&Self>, _by: &Writer) -> bool {
        true
    }

    /// Whether `by` may write this where `before` stood, whatever else it follows: a status that protects somebody is not
    /// lowered without evidence by way of an older version.
    fn may_overrule(&self, _before: &Self, _by: &Writer) -> bool {
        true
    }

    /// Whether `by` may mark one as made in error: what only some may end, only they may take back.
    fn may_withdraw(_by: &Writer) -> bool {
        true
    }

    /// What tells this fact from others of its kind about the same subject, where only one value of it can hold: the
    /// partner and purpose of a consent. Such a fact is one entry, whoever writes it first; none is an entry of its own.
    fn key(&self) -> Option<String> {
        None
    }

    /// How sensitive this one is, where what it says makes it more so than its kind is.
    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::Standard
    }

    /// Hard rejects and soft checks of this body, for signing (DOMAIN 3.2-3.8).
    fn check(&self, about: &About<'_>) -> Findings;

    /// As it is signed: a number typed as "07700 900123" becomes +447700900123.
    #[must_use]
    fn tidied(self) -> Self {
        self
    }

    /// With what the record knows in place of what somebody would have to type: until when a colleague is competent.
    #[must_use]
    fn completed(self, _about: &About<'_>) -> Self {
        self
    }

    /// How well a value of `field` protects somebody, the higher the better; none for fields that protect nobody.
    ///
    /// While several values are left, the one that protects best is in force, whatever was agreed before (DOMAIN 3.11).
    fn protection(_field: &str, _value: Option<&Value>) -> Option<u8> {
        None
    }

    /// The fields that `field` speaks of: it was said of what its author saw in them.
    fn speaks_of(_field: &str) -> &'static [&'static str] {
        &[]
    }

    /// The fields that say one thing together: written apart by two people, all of them are in dispute.
    const TOGETHER: &'static [&'static str] = &[];
}
