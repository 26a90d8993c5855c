//! `search_recall`: whether whoever was meant is found among 3,000 people, however their name was typed.

use std::collections::BTreeMap;
use std::time::Instant;

use doorstep_app::laptop_clock;
use doorstep_domain::change::{Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::fixtures::misspelt::{Misspelling, Names, by_hand, by_seed, register};
use doorstep_domain::id::{EntryId, PersonId, Subject};
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use serde_json::json;

use crate::Failed;
use crate::caseload;
use crate::laptop;
use crate::report::{Line, Target, Times};

const PEOPLE: usize = 3_000;
const LEAST: f64 = 0.98;

/// Both halves of the misspellings, and how long each search took.
pub(crate) fn recall() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let vault = caseload::empty_vault(folder.path())?;
    let people = registered(&vault)?;
    let mut times = Vec::new();
    for (half, misspellings) in [("by_hand", by_hand()), ("by_seed", by_seed())] {
        let places = misspellings.iter().map(|one| place(&vault, &people, one, &mut times));
        let places = places.collect::<Result<Vec<Option<usize>>, Failed>>()?;
        let share = |found: usize| found as f64 / places.len() as f64;
        let found = share(places.iter().flatten().count());
        let first = share(places.iter().flatten().filter(|place| **place < 10).count());
        Line::new(format!("search_recall.{half}"), found, "share").should_be(Target::AtLeast(LEAST)).print();
        Line::new(format!("search_recall.{half}.first_10"), first, "share").print();
    }
    let times = Times::of(&times);
    Line::new("search_recall.p95", times.percentile(95), "ms").should_be(Target::AtMost(16.0)).print();
    vault.close(laptop_clock()())?;
    Ok(())
}

fn place(
    vault: &Vault,
    people: &BTreeMap<Names, PersonId>,
    one: &Misspelling,
    times: &mut Vec<std::time::Duration>,
) -> Result<Option<usize>, Failed> {
    let started = Instant::now();
    let found = vault.find_people(&one.typed)?;
    times.push(started.elapsed());
    Ok(found.iter().position(|person| people.get(&one.wanted) == Some(person)))
}

fn registered(vault: &Vault) -> Result<BTreeMap<Names, PersonId>, Failed> {
    let author = laptop::author(vault)?;
    let (mut people, mut changes, at) = (BTreeMap::new(), Vec::new(), laptop_clock()());
    for (number, names) in (0_u32..).zip(register(PEOPLE)) {
        let mut bytes = [9; 16];
        bytes[12..].copy_from_slice(&number.to_be_bytes());
        let (person, kind) = (PersonId::from_bytes(bytes), EntryKind::Identity);
        let subject = Subject::Person(person);
        let header = Header {
            entry: EntryId::derived(author.organisation, subject, kind, ""),
            kind: Kind::Known(kind),
            schema: kind.schema(),
            organisation: author.organisation,
            subject,
            parents: Vec::new(),
            author: author.staff,
            role: author.role,
            occurred: Occurred::Instant(at),
            recorded_at: at,
            reason: None,
            sensitivity: kind.sensitivity(),
            replaces: Vec::new(),
            in_error: false,
            confirmed: Vec::new(),
            unverified: false,
        };
        changes.push(Change::write(header, &json!({ "family": names.family, "given": names.given }))?);
        people.insert(names, person);
    }
    for part in changes.chunks(500) {
        vault.sign(&[laptop::to_sign(part.to_vec())])?;
    }
    Ok(people)
}
