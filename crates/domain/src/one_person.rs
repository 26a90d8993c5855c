//! Several records that are of one person: which of them the others are shown under.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::PersonId;

/// For everybody in `merges` (who is folded away, under whom), the person that they are shown as.
///
/// A pure function of the set: every laptop that knows the same merges shows the same person, whatever their order, in
/// chains and in circles. It is whoever is folded under nobody, the least id where that is none or several.
#[must_use]
pub fn shown_as(merges: &BTreeSet<(PersonId, PersonId)>) -> BTreeMap<PersonId, PersonId> {
    let mut groups: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for (folded, under) in merges.iter().filter(|(folded, under)| folded != under) {
        let (one, other) = (group_of(&groups, *folded), group_of(&groups, *under));
        let (least, more) = (one.min(other), one.max(other));
        groups.insert(*folded, least);
        groups.insert(*under, least);
        for group in groups.values_mut().filter(|group| **group == more) {
            *group = least;
        }
    }
    let folded: BTreeSet<PersonId> = merges.iter().filter(|(one, other)| one != other).map(|(one, _)| *one).collect();
    let mut shown: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for (person, group) in groups.iter().filter(|(person, _)| !folded.contains(person)) {
        // In the order of ids: the first is the least.
        shown.entry(*group).or_insert(*person);
    }
    groups.iter().map(|(person, group)| (*person, shown.get(group).copied().unwrap_or(*group))).collect()
}

/// The least id of a person's group, which names it.
fn group_of(groups: &BTreeMap<PersonId, PersonId>, person: PersonId) -> PersonId {
    groups.get(&person).copied().unwrap_or(person)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(letter: char) -> PersonId {
        PersonId::from_bytes([u8::try_from(letter).unwrap(); 16])
    }

    /// "21 32": 2 is folded under 1, 3 under 2.
    fn shown(merges: &str) -> String {
        let pair = |text: &str| (id(text.chars().next().unwrap()), id(text.chars().nth(1).unwrap()));
        let shown = shown_as(&merges.split_whitespace().map(pair).collect());
        let letter = |person: &PersonId| char::from(person.bytes()[0]);
        shown
            .iter()
            .map(|(person, one)| format!("{}{} ", letter(person), letter(one)))
            .collect::<String>()
            .trim()
            .into()
    }

    #[test]
    fn chains_and_circles_end_at_one_person() {
        for (merges, expected) in [
            ("", ""),
            ("21", "11 21"),
            ("12", "12 22"),
            ("21 32", "11 21 31"),
            ("12 23", "13 23 33"),
            ("31 32", "11 21 31"),
            ("12 21", "11 21"),
            ("12 23 31", "11 21 31"),
            ("12 23 31 34", "14 24 34 44"),
            ("21 43", "11 21 33 43"),
            ("21 43 42", "11 21 31 41"),
            ("11", ""),
        ] {
            assert_eq!(shown(merges), expected, "{merges}");
        }
    }

    proptest! {
        #[test]
        fn everybody_of_a_group_is_shown_as_one_of_it_and_nobody_else_is_touched(
            merges in proptest::collection::btree_set((0_u8..12, 0_u8..12), 0..16)
        ) {
            let merges: BTreeSet<_> = merges
                .into_iter()
                .map(|(one, other)| (PersonId::from_bytes([one; 16]), PersonId::from_bytes([other; 16])))
                .collect();
            let shown = shown_as(&merges);
            for (one, other) in merges.iter().filter(|(one, other)| one != other) {
                prop_assert_eq!(shown[one], shown[other]);
            }
            for (person, one) in &shown {
                prop_assert_eq!(shown[one], *one, "who is shown is shown as themselves");
                let named = merges.iter().any(|(a, b)| a == person || b == person);
                prop_assert!(named);
            }
            // Taking a merge back leaves what the others say.
            if let Some(undone) = merges.iter().next().copied() {
                let mut rest = merges.clone();
                rest.remove(&undone);
                let before = shown_as(&rest);
                rest.insert(undone);
                prop_assert_eq!(shown_as(&rest), shown);
                prop_assert_eq!(shown_as(&{ rest.remove(&undone); rest }), before);
            }
        }
    }
}
