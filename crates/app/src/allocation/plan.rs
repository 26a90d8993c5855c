//! What a decision means for each child, and signing it: a batch for each, all of one act.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use doorstep_domain::allocation::{HandOver, NotAllocated, post_of};
use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::accountable::{Accountable, CoverPeriod, Post};
use doorstep_domain::id::{ActId, ChangeId, EntryId, PersonId, StaffId, Subject};
use doorstep_domain::invalid::{Findings, Rule};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use doorstep_store::read::EntryState;
use doorstep_store::sign::ToSign;

use super::{Allocate, AllocateStep, AllocatedView, ChildShown, FromWhom, LeftOutChild, UndoAllocation, covers};
use crate::App;
use crate::error::ApiError;
use crate::family::is_in_force;
use crate::person::person_view;
use crate::staff::{StaffNames, known_staff};
use crate::writing::{Of, Writing};

/// Batches of one transaction.
const GROUP: usize = 50;
const LONGEST_REASON: usize = 200;
/// Why an undo was signed.
const UNDONE: &str = "Put back as it was before: the decision was taken back.";

/// Who is accountable for a child, by every record of theirs.
pub(super) struct Known {
    entries: Vec<KnownEntry>,
    /// What is in force; none where nobody is accountable.
    pub(super) said: Option<Accountable>,
}

struct KnownEntry {
    entry: EntryId,
    subject: Subject,
    heads: Vec<ChangeId>,
    sensitivity: Sensitivity,
    is_disputed: bool,
    /// What it says; none of one that is in error.
    said: Option<Accountable>,
}

impl Known {
    pub(super) fn of(vault: &Vault, child: PersonId) -> Result<Self, ApiError> {
        let mut entries = Vec::new();
        for stored in vault.entries_of_kind(Subject::Person(child), EntryKind::Accountable)? {
            if matches!(stored.state, EntryState::Disposed | EntryState::SetAside) {
                continue;
            }
            entries.push(KnownEntry {
                entry: stored.entry,
                subject: stored.change.header.subject,
                heads: vault.folded(stored.entry)?.heads,
                sensitivity: stored.sensitivity,
                is_disputed: stored.state == EntryState::Disputed,
                said: if is_in_force(&stored) { serde_json::from_str(stored.body()).ok() } else { None },
            });
        }
        let said = entries.iter().find_map(|one| one.said.clone());
        Ok(Self { entries, said })
    }

    /// What a change is based on, whichever record of the child it is about.
    pub(super) fn heads(&self) -> Vec<ChangeId> {
        let mut heads: Vec<ChangeId> = self.entries.iter().flat_map(|one| one.heads.iter().copied()).collect();
        heads.sort_unstable();
        heads
    }

    pub(super) fn is_disputed(&self) -> bool {
        self.entries.iter().any(|one| one.is_disputed)
    }
}

/// What was decided, read and checked.
enum Decided {
    HandOver(HandOver),
    Cover(CoverPeriod),
}

impl Decided {
    fn from(&self) -> NaiveDate {
        match self {
            Self::HandOver(hand_over) => hand_over.from,
            Self::Cover(cover) => cover.from,
        }
    }

    fn of(&self, known: Option<&Accountable>, today: NaiveDate) -> Result<Accountable, NotAllocated> {
        match self {
            Self::HandOver(hand_over) => hand_over.of(known, today),
            Self::Cover(cover) => known.ok_or(NotAllocated::NobodyAccountable)?.covered(cover.clone()),
        }
    }
}

/// Children with what is to be signed of each.
struct Plan<'a> {
    vault: &'a Vault,
    writing: Writing,
    names: StaffNames<'a>,
    children: Vec<(ChildShown, Vec<Change>)>,
    from_whom: BTreeMap<Option<StaffId>, u32>,
    cover_ends: u32,
    left_out: Vec<LeftOutChild>,
    /// It begins on a day to come.
    later: bool,
    is_undo: bool,
}

impl App {
    /// Says what a decision would do. Signs nothing.
    pub(crate) fn allocate_check(&self, input: Allocate) -> Result<AllocatedView, ApiError> {
        let (vault, now) = (self.vault_of_a_leader()?, self.now());
        Plan::of(&vault, input, now)?.view(0)
    }

    /// Signs a decision for every child of whom nothing changed since it was shown: one act, a batch for each child.
    pub(crate) fn allocate(&self, input: Allocate) -> Result<AllocatedView, ApiError> {
        let (vault, now) = (self.vault_of_a_leader()?, self.now());
        let plan = Plan::of(&vault, input, now)?;
        self.sign_allocation(plan)
    }

    /// Puts back who was accountable before an act, of every child of whom nothing changed since.
    pub(crate) fn undo_allocation(&self, input: UndoAllocation) -> Result<AllocatedView, ApiError> {
        let (vault, now) = (self.vault_of_a_leader()?, self.now());
        let mut plan = Plan { is_undo: true, ..Plan::new(&vault, Some(UNDONE.to_owned()), now)? };
        for child in input.children {
            let before = before(&vault, child.person)?;
            plan.add(child, |_| before.clone().ok_or(NotAllocated::NothingBefore))?;
        }
        self.sign_allocation(plan)
    }

    fn sign_allocation(&self, mut plan: Plan<'_>) -> Result<AllocatedView, ApiError> {
        let (act, at) = (self.mint().id(ActId::mint)?, plan.writing.at);
        let (children, changes): (Vec<_>, Vec<_>) = std::mem::take(&mut plan.children).into_iter().unzip();
        let batches: Vec<ToSign> =
            changes.into_iter().map(|changes| ToSign { changes, act: Some(act), draft: None, at }).collect();
        let mut signed = 0;
        for group in batches.chunks(GROUP) {
            match plan.vault.sign(group) {
                Ok(_) => signed += group.len(),
                Err(error) if signed == 0 => return Err(error.into()),
                // What was signed is signed: it is said how many were, and how many were not.
                Err(error) => {
                    tracing::error!(%error, "a part of an allocation could not be signed");
                    break;
                }
            }
        }
        if signed > 0 {
            self.signed()?;
        }
        let unsigned = u32::try_from(children.len() - signed).unwrap_or(u32::MAX);
        for child in children.into_iter().take(signed) {
            let heads = Known::of(plan.vault, child.person)?.heads();
            plan.children.push((ChildShown { heads, ..child }, Vec::new()));
        }
        plan.view(unsigned)
    }
}

impl<'a> Plan<'a> {
    fn new(vault: &'a Vault, reason: Option<String>, now: DateTime<FixedOffset>) -> Result<Self, ApiError> {
        Ok(Self {
            vault,
            writing: Writing { reason, ..Writing::by(&vault.enrolment()?, now) },
            names: StaffNames::of(vault)?,
            children: Vec::new(),
            from_whom: BTreeMap::new(),
            cover_ends: 0,
            left_out: Vec::new(),
            later: false,
            is_undo: false,
        })
    }

    fn of(vault: &'a Vault, input: Allocate, now: DateTime<FixedOffset>) -> Result<Self, ApiError> {
        let decided = read(vault, &input, now.date_naive())?;
        let mut plan = Self::new(vault, Some(input.reason.trim().to_owned()), now)?;
        plan.later = decided.from() > now.date_naive();
        for child in input.children {
            plan.add(child, |known| decided.of(known, now.date_naive()))?;
        }
        Ok(plan)
    }

    /// Adds a child, or leaves them out and says why.
    fn add(
        &mut self,
        child: ChildShown,
        decide: impl Fn(Option<&Accountable>) -> Result<Accountable, NotAllocated>,
    ) -> Result<(), ApiError> {
        let (known, today) = (Known::of(self.vault, child.person)?, self.writing.at.date_naive());
        let shown = {
            let mut heads = child.heads.clone();
            heads.sort_unstable();
            heads
        };
        let is_here = self.vault.person(child.person)?.is_some();
        let after = if is_here && known.heads() == shown {
            decide(known.said.as_ref())
        } else {
            Err(NotAllocated::ChangedMeanwhile)
        };
        let after = match after {
            Ok(after) => after,
            Err(why) => return self.leave_out(child.person, why, known.said.as_ref()),
        };
        let still = |said: &Accountable| said.cover.iter().filter(|cover| cover.to >= today).count();
        self.cover_ends += u32::from(known.said.as_ref().is_some_and(|said| still(said) > still(&after)));
        let holder = known.said.as_ref().map(|said| said.holder(today));
        *self.from_whom.entry(holder).or_default() += 1;
        let changes = self.changes(child.person, &known, &after)?;
        self.children.push((child, changes));
        Ok(())
    }

    /// A version of what is said of every record of the child, so that none of them still says otherwise.
    fn changes(&self, child: PersonId, known: &Known, after: &Accountable) -> Result<Vec<Change>, ApiError> {
        let of = |entry, subject, parents, sensitivity| Of {
            kind: EntryKind::Accountable,
            entry,
            subject,
            parents,
            occurred: Occurred::Instant(self.writing.at),
            sensitivity,
        };
        if known.entries.is_empty() {
            let (subject, kind) = (Subject::Person(child), EntryKind::Accountable);
            let entry = EntryId::derived(self.writing.organisation, subject, kind, "");
            return Ok(vec![self.writing.change(of(entry, subject, Vec::new(), kind.sensitivity()), after)?]);
        }
        // Of entries that are all in error one is enough: nobody is accountable by any of them.
        let in_force = known.entries.iter().filter(|one| one.said.is_some());
        let first = known.entries.iter().take(usize::from(known.said.is_none()));
        in_force
            .chain(first)
            .map(|one| self.writing.change(of(one.entry, one.subject, one.heads.clone(), one.sensitivity), after))
            .collect()
    }

    fn leave_out(&mut self, child: PersonId, why: NotAllocated, said: Option<&Accountable>) -> Result<(), ApiError> {
        let today = self.writing.at.date_naive();
        let cover = covers(said, &mut self.names, today)?;
        self.left_out.push(LeftOutChild { person: person_view(self.vault, child, today)?, why, cover });
        Ok(())
    }

    fn view(mut self, unsigned: u32) -> Result<AllocatedView, ApiError> {
        let mut from_whom = Vec::new();
        for (staff, children) in self.from_whom {
            let name = staff.map(|staff| self.names.name(staff)).transpose()?.flatten();
            from_whom.push(FromWhom { staff, name, children });
        }
        Ok(AllocatedView {
            children: self.children.into_iter().map(|(child, _)| child).collect(),
            undoable: !self.is_undo && from_whom.iter().all(|from| from.staff.is_some()),
            from_whom,
            cover_ends: self.cover_ends,
            left_out: self.left_out,
            later: self.later,
            unsigned,
        })
    }
}

/// What was typed, as a decision.
fn read(vault: &Vault, input: &Allocate, today: NaiveDate) -> Result<Decided, ApiError> {
    let mut found = Findings::default();
    if input.children.is_empty() {
        found.reject("children", Rule::Required);
    }
    let chosen = chosen(vault, input.staff, &mut found)?;
    let from = day("from", &input.from, &mut found);
    let is_cover = input.step == AllocateStep::Cover;
    let to = if is_cover { day("to", &input.to, &mut found) } else { None };
    if let Some((from, to)) = from.zip(to) {
        found.refuse_before("to", to, from);
        if to < today {
            found.reject("to", Rule::InThePast);
        }
    }
    found.require_text("reason", &input.reason, LONGEST_REASON);
    ApiError::unless_clear(found, &[])?;
    let reason = input.reason.trim().to_owned();
    match (chosen, from, to) {
        (Some((health_visitor, _)), Some(from), Some(to)) => {
            Ok(Decided::Cover(CoverPeriod { health_visitor, from, to, reason }))
        }
        (Some((to, post)), Some(from), None) => Ok(Decided::HandOver(HandOver { to, post, from })),
        _ => Err(ApiError::not_found()),
    }
}

/// Who was chosen, with the post in which they may be accountable.
fn chosen(vault: &Vault, staff: Option<StaffId>, found: &mut Findings) -> Result<Option<(StaffId, Post)>, ApiError> {
    let Some(staff) = staff else {
        found.reject("staff", Rule::Required);
        return Ok(None);
    };
    let role = known_staff(vault)?.get(&staff).map(|colleague| colleague.role);
    let post = role.and_then(post_of);
    if post.is_none() {
        found.reject("staff", Rule::NoCaseload);
    }
    Ok(post.map(|post| (staff, post)))
}

fn day(field: &str, typed: &str, found: &mut Findings) -> Option<NaiveDate> {
    let typed = typed.trim();
    let read = typed.parse::<NaiveDate>().ok();
    if read.is_none() {
        found.reject(field, if typed.is_empty() { Rule::Required } else { Rule::NotADate });
    }
    read
}

/// What the only version before the newest said of a child; none where there was none, or there were several.
fn before(vault: &Vault, child: PersonId) -> Result<Option<Accountable>, ApiError> {
    let known = Known::of(vault, child)?;
    let [entry] = known.entries.as_slice() else { return Ok(None) };
    let ([head], versions) = (entry.heads.as_slice(), vault.versions(entry.entry)?) else { return Ok(None) };
    let by_id = |id: &ChangeId| versions.iter().find(|version| version.id() == *id);
    let Some([parent]) = by_id(head).map(|head| head.header.parents.as_slice()) else { return Ok(None) };
    let parent = by_id(parent).filter(|parent| !parent.header.in_error);
    Ok(parent.and_then(|parent| serde_json::from_str(parent.body()).ok()))
}
