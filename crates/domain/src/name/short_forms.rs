//! Liz for Elizabeth: the short forms of given names that people in the UK use.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::fold;

/// `short,full`, folded, one pair a line after the header. Ours to extend; a test reads every line.
const PAIRS: &str = include_str!("../../../../assets/names/short-forms.csv");

/// The other names, folded, under which somebody called this may be on record.
///
/// Of a short form its full forms, of a full form its short ones; never one short form from another (Beth from Liz).
#[must_use]
pub fn other_forms(given: &str) -> &'static [&'static str] {
    static FORMS: OnceLock<BTreeMap<&str, Vec<&str>>> = OnceLock::new();
    FORMS.get_or_init(both_ways).get(fold(given).as_str()).map_or(&[], Vec::as_slice)
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAIRS.lines().skip(1).filter_map(|line| line.split_once(','))
}

fn both_ways() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut forms: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (short, full) in pairs() {
        forms.entry(short).or_default().push(full);
        forms.entry(full).or_default().push(short);
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_by_the_name_that_they_go_by() {
        let pairs = [
            ("Liz", "elizabeth"),
            ("Elizabeth", "beth"),
            ("Kate", "katherine"),
            ("Bob", "robert"),
            ("Mo", "mohammed"),
            ("Bea", "beatrice"),
            ("Gosia", "malgorzata"),
            ("KASIA", "katarzyna"),
        ];
        for (asked, found) in pairs {
            assert!(other_forms(asked).contains(&found), "{asked} finds {found}");
        }
        assert!(!other_forms("Liz").contains(&"beth"), "two short forms are two guesses");
        assert!(other_forms("Okafor").is_empty());
    }

    #[test]
    fn every_line_of_the_list_is_a_folded_pair_in_order_and_once() {
        let lines: Vec<&str> = PAIRS.lines().skip(1).collect();
        assert_eq!(PAIRS.lines().next(), Some("short,full"));
        assert_eq!(pairs().count(), lines.len(), "each line is a pair");
        for (short, full) in pairs() {
            assert_eq!((fold(short).as_str(), fold(full).as_str()), (short, full), "as names are folded");
            assert_ne!(short, full);
        }
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "sorted, so that a change reads well");
    }
}
