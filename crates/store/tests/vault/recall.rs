//! Whether whoever was meant is found: 500 misspellings against 3,000 people.

use std::collections::BTreeMap;

use doorstep_domain::fixtures::misspelt::{Misspelling, Names, by_hand, by_seed, register};
use doorstep_domain::id::PersonId;

use crate::desk::{Desk, identity};

/// The least part of all misspellings that must find whoever was meant.
const LEAST: f64 = 0.98;
const FIRST_SIGHT: usize = 10;

struct Recall {
    found: usize,
    at_first_sight: usize,
    missed: Vec<String>,
}

fn measure(desk: &Desk, people: &BTreeMap<Names, PersonId>, misspellings: &[Misspelling]) -> Recall {
    let mut recall = Recall { found: 0, at_first_sight: 0, missed: Vec::new() };
    for one in misspellings {
        let found = desk.vault.find_people(&one.typed).unwrap();
        match found.iter().position(|person| *person == people[&one.wanted]) {
            Some(place) => {
                recall.found += 1;
                recall.at_first_sight += usize::from(place < FIRST_SIGHT);
            }
            None => recall.missed.push(format!("{} ({})", one.typed, one.why)),
        }
    }
    recall
}

fn share(part: usize, all: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(all).unwrap())
}

#[test]
fn ninety_eight_of_a_hundred_misspelt_names_find_whoever_was_meant() {
    let desk = Desk::new();
    let mut people = BTreeMap::new();
    let mut changes = Vec::new();
    for (number, names) in (0_u32..).zip(register(3_000)) {
        let mut bytes = [9; 16];
        bytes[12..].copy_from_slice(&number.to_be_bytes());
        let person = PersonId::from_bytes(bytes);
        changes.push(identity(person, &names.family, &names.given));
        people.insert(names, person);
    }
    for part in changes.chunks(500) {
        desk.signs(part.to_vec());
    }
    let (by_hand, by_seed) = (by_hand(), by_seed());
    assert_eq!((by_hand.len(), by_seed.len()), (250, 250));
    let (seen, unseen) = (measure(&desk, &people, &by_hand), measure(&desk, &people, &by_seed));
    let all = share(seen.found + unseen.found, by_hand.len() + by_seed.len());
    for (name, recall) in [("by hand", &seen), ("by seed", &unseen)] {
        let (found, first) = (share(recall.found, 250), share(recall.at_first_sight, 250));
        println!("{name}: {found:.3} found, {first:.3} among the first {FIRST_SIGHT}");
    }
    assert!(all >= LEAST, "{all:.3}: by hand {:#?}, by seed {} missed", seen.missed, unseen.missed.len());
}
