//! Whether two stores hold the same: sums of change ids, which do not depend on order.

use std::collections::BTreeMap;

use doorstep_domain::id::{AudienceId, ChangeId};
use ring::digest::{SHA256, digest};

use crate::key::RollUp;

/// A sum of change ids, modulo 2^128.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum(u128);

impl Sum {
    /// Adds a change.
    pub fn add(&mut self, change: ChangeId) {
        self.0 = self.0.wrapping_add(value(change));
    }

    /// Takes a change away.
    pub fn remove(&mut self, change: ChangeId) {
        self.0 = self.0.wrapping_sub(value(change));
    }

    /// Adds all that another sum is of.
    pub fn add_sum(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }

    /// Takes all that another sum is of away.
    pub fn remove_sum(&mut self, other: Self) {
        self.0 = self.0.wrapping_sub(other.0);
    }

    /// The 16 bytes, as stores keep them.
    #[must_use]
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// The sum that these 16 bytes are.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

impl FromIterator<ChangeId> for Sum {
    fn from_iter<I: IntoIterator<Item = ChangeId>>(changes: I) -> Self {
        let mut sum = Self::default();
        changes.into_iter().for_each(|change| sum.add(change));
        sum
    }
}

fn value(change: ChangeId) -> u128 {
    let mut half = [0; 16];
    half.copy_from_slice(&change.bytes()[..16]);
    u128::from_be_bytes(half)
}

/// One digest of all audiences, which rides in every sync.
#[must_use]
pub fn roll_up(sums: &BTreeMap<AudienceId, Sum>) -> RollUp {
    let mut text = Vec::with_capacity(sums.len() * 32);
    for (audience, sum) in sums {
        text.extend_from_slice(audience.bytes());
        text.extend_from_slice(&sum.bytes());
    }
    let mut half = [0; 16];
    half.copy_from_slice(&digest(&SHA256, &text).as_ref()[..16]);
    crate::key::Bytes(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_does_not_depend_on_order_and_forgets_what_is_taken_away() {
        let [a, b, c] = [b"a", b"b", b"c"].map(|bytes| ChangeId::of(bytes));
        assert_eq!([a, b, c].into_iter().collect::<Sum>(), [c, a, b].into_iter().collect());
        let mut sum: Sum = [a, b, c].into_iter().collect();
        sum.remove(b);
        assert_eq!(sum, [a, c].into_iter().collect());
        assert_ne!(sum, [a, b].into_iter().collect());
    }
}
