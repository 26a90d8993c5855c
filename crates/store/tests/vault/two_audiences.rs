//! Whatever is granted, withdrawn, written and lost on the way: a vault that is up to date holds what its audiences hold.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::change::Change;
use doorstep_domain::id::{AudienceId, ChangeId, EntryId, Subject};
use doorstep_sync::client::{Offer, Received, ReceivedPage, ReceivedRepair, Replica};
use doorstep_sync::digest::{Sum, roll_up};
use doorstep_sync::wire::{Answer, Cursor, Membership, Outcome, OwnBatch, Withdrawn};
use proptest::prelude::*;

use crate::audiences::{CASELOAD, COVER, reply, takes};
use crate::desk::{AMINA, BABY, BETH, By, Desk, MOTHER, named, narrative, phone};

const AUDIENCES: [AudienceId; 2] = [CASELOAD, COVER];
const SUBJECTS: [Subject; 2] = [Subject::Person(MOTHER), Subject::Person(BABY)];

#[derive(Debug, Clone, Copy)]
enum Step {
    /// A colleague writes a version of an entry.
    Write(usize),
    /// The laptop writes one.
    Sign(usize),
    Grant(usize, usize),
    Withdraw(usize, usize),
    WithdrawEntry(usize, usize),
    /// The laptop's membership ends, or begins anew.
    Belong(usize, bool),
    /// So many rows a page; `true`: an answer is lost on the way.
    Sync(usize, bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..4_usize).prop_map(Step::Write),
        2 => (0..4_usize).prop_map(Step::Sign),
        3 => (0..2_usize, 0..2_usize).prop_map(|(audience, subject)| Step::Grant(audience, subject)),
        2 => (0..2_usize, 0..2_usize).prop_map(|(audience, subject)| Step::Withdraw(audience, subject)),
        1 => (0..2_usize, 0..4_usize).prop_map(|(audience, entry)| Step::WithdrawEntry(audience, entry)),
        1 => (0..2_usize, any::<bool>()).prop_map(|(audience, belongs)| Step::Belong(audience, belongs)),
        3 => (1..6_usize, any::<bool>()).prop_map(|(rows, lost)| Step::Sync(rows, lost)),
    ]
}

#[derive(Clone)]
enum Row {
    Change(Box<Change>),
    Withdrawn(Withdrawn),
}

/// An audience's log, and what of it is granted now.
#[derive(Default)]
struct Log {
    rows: Vec<Row>,
    subjects: BTreeSet<Subject>,
    withheld: BTreeSet<EntryId>,
    membership: u32,
    belongs: bool,
}

impl Log {
    fn takes(&self, change: &Change) -> bool {
        self.subjects.contains(&change.header.subject) && !self.withheld.contains(&change.header.entry)
    }

    /// What stands at a row, where nothing later ends it.
    fn live(&self, row: usize) -> Option<&Change> {
        let Row::Change(change) = &self.rows[row] else { return None };
        let ends = |row: &Row| match row {
            Row::Withdrawn(Withdrawn { subject, entry }) => {
                *subject == change.header.subject && entry.is_none_or(|entry| entry == change.header.entry)
            }
            Row::Change(_) => false,
        };
        (!self.rows[row..].iter().any(ends)).then_some(change)
    }

    fn held(&self) -> BTreeMap<ChangeId, &Change> {
        (0..self.rows.len()).filter_map(|row| self.live(row)).map(|change| (change.id(), change)).collect()
    }

    fn sum(&self) -> Sum {
        self.held().into_keys().collect()
    }
}

/// The service, as far as it matters here.
#[derive(Default)]
struct Service {
    changes: Vec<Change>,
    /// The laptop's batches, by number.
    own: BTreeMap<u64, Vec<ChangeId>>,
    logs: [Log; 2],
}

impl Service {
    fn write(&mut self, change: Change) {
        for log in &mut self.logs {
            if log.takes(&change) {
                log.rows.push(Row::Change(Box::new(change.clone())));
            }
        }
        self.changes.push(change);
    }

    fn heads(&self, entry: EntryId) -> Vec<ChangeId> {
        self.changes.iter().rev().find(|change| change.header.entry == entry).map(Change::id).into_iter().collect()
    }

    fn answer(&mut self, offer: &Offer, rows: usize) -> Received {
        let standing: BTreeMap<AudienceId, Sum> = AUDIENCES
            .into_iter()
            .zip(&self.logs)
            .filter(|(_, log)| log.belongs)
            .map(|(audience, log)| (audience, log.sum()))
            .collect();
        let at_head = self.logs.iter().zip(AUDIENCES).filter(|(log, _)| log.belongs).all(|(log, audience)| {
            offer.cursors.iter().any(|cursor| cursor.audience == audience && cursor.position == log.rows.len() as u64)
        });
        let diverged = at_head && offer.cursors.len() == standing.len() && roll_up(&standing) != offer.roll_up;
        let answers = offer.batches.iter().map(|signed| self.take(signed.batch.number, &signed.changes)).collect();
        let mut reply =
            Received { answers, audiences: vec![], diverged, compared: !offer.compare.is_empty(), ..reply() };
        for (log, audience) in self.logs.iter().zip(AUDIENCES).filter(|(log, _)| log.belongs) {
            reply.audiences.push(Membership { audience, number: log.membership, until: None });
            let cursor = offer.cursors.iter().copied().find(|cursor| cursor.audience == audience);
            let from = cursor.unwrap_or(Cursor { audience, epoch: 0, position: 0 });
            let to = log.rows.len().min(from.position as usize + rows);
            reply.complete &= to == log.rows.len();
            if to > from.position as usize {
                reply.pages.push(self.page(log, from, to));
            }
            let compared = offer.compare.iter().find(|held| held.audience == audience);
            for subject in SUBJECTS.into_iter().filter(|_| compared.is_some() && cursor.is_some()) {
                reply.repairs.extend(self.repair(log, audience, subject, compared.unwrap()));
            }
        }
        reply
    }

    fn take(&mut self, number: u64, lines: &[Box<str>]) -> Answer {
        let outcome = if self.own.contains_key(&number) { Outcome::AlreadyHad } else { Outcome::Accepted };
        if outcome == Outcome::Accepted {
            let changes: Vec<Change> = lines.iter().map(|line| Change::read(line.clone()).unwrap()).collect();
            self.own.insert(number, changes.iter().map(Change::id).collect());
            changes.into_iter().for_each(|change| self.write(change));
        }
        Answer { incarnation: 1, number, outcome }
    }

    fn page(&self, log: &Log, from: Cursor, to: usize) -> ReceivedPage {
        let mut page = ReceivedPage {
            from,
            to: Cursor { position: to as u64, ..from },
            withdrawn: vec![],
            timed: vec![],
            changes: vec![],
            own: vec![],
        };
        for row in from.position as usize..to {
            if let Row::Withdrawn(withdrawn) = &log.rows[row] {
                page.withdrawn.push(*withdrawn);
            }
            let Some(change) = log.live(row) else { continue };
            match self
                .own
                .iter()
                .find_map(|(number, ids)| Some((*number, ids.iter().position(|id| *id == change.id())?)))
            {
                Some((number, place)) => page.own.push(OwnBatch(1, number, vec![place as u32])),
                None => page.changes.push(change.clone()),
            }
        }
        page
    }

    fn repair(
        &self,
        log: &Log,
        audience: AudienceId,
        subject: Subject,
        compared: &doorstep_sync::wire::HeldSums,
    ) -> Option<ReceivedRepair> {
        let changes: Vec<Change> =
            log.held().into_values().filter(|change| change.header.subject == subject).cloned().collect();
        let sum: Sum = changes.iter().map(Change::id).collect();
        let theirs = compared.sums.iter().find(|(of, _)| *of == subject).map_or([0; 16], |(_, sum)| sum.0);
        (sum.bytes() != theirs).then_some(ReceivedRepair { audience, subject, changes })
    }
}

fn version(entry: usize, text: usize, by: By) -> Change {
    match entry {
        0 => named(MOTHER, &format!("Ngozi {text}"), by),
        1 => phone(&format!("+4477009{text:05}"), by),
        2 => named(BABY, &format!("Ada {text}"), by),
        _ => narrative(1, &format!("Seen {text} times."), by),
    }
}

fn play(desk: &Desk, service: &mut Service, turn: usize, step: Step) {
    let entry_of = |entry: usize| version(entry, 0, By(BETH, vec![])).header.entry;
    match step {
        Step::Write(entry) => {
            let seen = service.heads(entry_of(entry));
            service.write(version(entry, turn, By(BETH, seen)));
        }
        Step::Sign(entry) => {
            let seen = desk.vault.folded(entry_of(entry)).map(|folded| folded.heads).unwrap_or_default();
            desk.signs(vec![version(entry, turn, By(AMINA, seen))]);
        }
        Step::Grant(audience, subject) => {
            let (log, subject) = (&mut service.logs[audience], SUBJECTS[subject]);
            if log.subjects.insert(subject) {
                let of_it = service.changes.iter().filter(|change| change.header.subject == subject);
                log.rows.extend(of_it.cloned().map(|change| Row::Change(Box::new(change))));
            }
        }
        Step::Withdraw(audience, subject) => {
            let (log, subject) = (&mut service.logs[audience], SUBJECTS[subject]);
            if log.subjects.remove(&subject) {
                log.withheld
                    .retain(|entry| (0..4).any(|other| entry_of(other) == *entry && SUBJECTS[other / 2] != subject));
                log.rows.push(Row::Withdrawn(Withdrawn { subject, entry: None }));
            }
        }
        Step::WithdrawEntry(audience, entry) => {
            let (log, subject, entry) = (&mut service.logs[audience], SUBJECTS[entry / 2], entry_of(entry));
            if log.subjects.contains(&subject) && log.withheld.insert(entry) {
                log.rows.push(Row::Withdrawn(Withdrawn { subject, entry: Some(entry) }));
            }
        }
        Step::Belong(audience, belongs) => {
            let log = &mut service.logs[audience];
            log.belongs = belongs;
            log.membership += 1;
        }
        Step::Sync(rows, true) => {
            // The service has taken what was sent, and the laptop never learns of it.
            drop(service.answer(&(&desk.vault).offer(500).unwrap(), rows));
        }
        Step::Sync(rows, false) => sync(desk, service, rows),
    }
}

fn sync(desk: &Desk, service: &mut Service, rows: usize) {
    for _ in 0..100 {
        let offer = (&desk.vault).offer(500).unwrap();
        let reply = service.answer(&offer, rows);
        if takes(desk, reply).up_to_date {
            return;
        }
    }
    panic!("a sync that never ends");
}

fn holds_what_it_should(desk: &Desk, service: &Service) {
    let held: BTreeSet<ChangeId> =
        service.logs.iter().filter(|log| log.belongs).flat_map(|log| log.held().into_keys()).collect();
    let mut here = BTreeSet::new();
    for entry in 0..4 {
        let entry = version(entry, 0, By(BETH, vec![])).header.entry;
        here.extend(desk.vault.versions(entry).unwrap().iter().map(Change::id));
    }
    assert_eq!(here, held);
    for person in [MOTHER, BABY] {
        let identity = named(person, "", By(BETH, vec![])).header.entry;
        let is_named =
            service.changes.iter().any(|change| change.header.entry == identity && held.contains(&change.id()));
        assert_eq!(desk.vault.person(person).unwrap().is_some_and(|person| !person.family.is_empty()), is_named);
        let found = desk.vault.find_people("Okafor").unwrap();
        assert_eq!(found.contains(&person), is_named);
    }
    assert!(!desk.vault.diverged().unwrap());
    assert_eq!(desk.vault.waiting().unwrap().unsent, 0);
}

fn plays(steps: &[Step]) {
    let (desk, mut service) = (Desk::new(), Service::default());
    for log in &mut service.logs {
        log.belongs = true;
    }
    for (turn, step) in steps.iter().enumerate() {
        play(&desk, &mut service, turn, *step);
        if matches!(step, Step::Sync(_, false)) {
            holds_what_it_should(&desk, &service);
        }
    }
    sync(&desk, &mut service, 3);
    holds_what_it_should(&desk, &service);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_vault_that_is_up_to_date_holds_what_its_audiences_hold(steps in prop::collection::vec(step(), 10..60)) {
        plays(&steps);
    }
}

#[test]
fn a_comparison_in_vain_does_not_stand_in_the_way_of_what_is_missing_later() {
    use Step::{Belong, Grant, Sign, Sync, Withdraw, WithdrawEntry, Write};
    plays(&[
        Sign(1),
        Sign(2),
        Grant(1, 1),
        Sign(0),
        Write(0),
        Write(0),
        Write(0),
        Grant(1, 0),
        Sync(3, true),
        Belong(1, false),
        Write(0),
        Withdraw(1, 1),
        WithdrawEntry(1, 0),
        Sync(5, false),
        Belong(1, true),
        Sync(4, false),
        Grant(1, 1),
    ]);
}
