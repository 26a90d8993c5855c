//! Who is accountable for whom: the caseloads of a team, and handing children over or covering them, one or many at once.

mod plan;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use doorstep_domain::access::may_record;
use doorstep_domain::allocation::{NotAllocated, post_of};
use doorstep_domain::change::Kind;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::accountable::{Accountable, CoverPeriod, Post};
use doorstep_domain::entries::level_of_need::Level;
use doorstep_domain::id::{ChangeId, PersonId, StaffId};
use doorstep_domain::staff::Role;
use doorstep_store::Vault;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use self::plan::Known;
use crate::App;
use crate::api::Nothing;
use crate::board::level;
use crate::error::{ApiError, ErrorCode};
use crate::person::{PersonView, view};
use crate::staff::{StaffNames, known_staff};

/// The caseloads, as far as this laptop knows them.
#[derive(Clone, Serialize, TS)]
pub struct CaseloadsView {
    /// For how many children nobody is accountable: to be nobody.
    pub nobody: u32,
    /// Everybody who holds a caseload or may hold one, by name.
    pub holders: Vec<HolderView>,
    /// Today, ISO: the first day that is suggested.
    pub today: String,
    /// When this laptop last synced, RFC 3339.
    pub as_of: Option<String>,
}

/// Somebody who holds a caseload or may hold one.
#[derive(Clone, Serialize, TS)]
pub struct HolderView {
    /// Who.
    pub staff: StaffId,
    /// Their name, where this laptop knows it.
    pub name: Option<String>,
    /// Their role, where this laptop knows it.
    pub role: Option<Role>,
    /// For how many children they are accountable today, on this laptop.
    pub children: u32,
    /// How many of these somebody else covers today.
    pub covered: u32,
    /// Whether they may become accountable for children, or cover.
    pub may_hold: bool,
    /// Whether what they are accountable for are vacant posts.
    pub vacant: bool,
}

/// Whose children.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CaseloadOf {
    /// Whose; none asks for those for whom nobody is accountable.
    pub staff: Option<StaffId>,
}

/// The children that somebody is accountable for, or nobody.
#[derive(Clone, Serialize, TS)]
pub struct CaseloadOfView {
    /// Their name, where this laptop knows it.
    pub name: Option<String>,
    /// The children, by name.
    pub children: Vec<AllocatedChild>,
}

/// A child of a caseload: facts alone.
#[derive(Clone, Serialize, TS)]
pub struct AllocatedChild {
    /// The child.
    pub person: PersonView,
    /// The level of need, the higher of the child's own and the household's.
    pub level: Option<Level>,
    /// Since when, ISO.
    pub since: Option<String>,
    /// Who becomes accountable on a day to come.
    pub planned: Option<Planned>,
    /// Who covers, today or later: what is first is first.
    pub cover: Vec<CoverView>,
    /// Colleagues differ about who is accountable: what is decided here settles it.
    pub disputed: bool,
    /// What a change names as parents.
    pub heads: Vec<ChangeId>,
}

/// Who becomes accountable, and when.
#[derive(Clone, Serialize, TS)]
pub struct Planned {
    /// Who, where this laptop knows their name.
    pub name: Option<String>,
    /// From which day, ISO.
    pub from: String,
}

/// Who covers, from when to when.
#[derive(Clone, Serialize, TS)]
pub struct CoverView {
    /// Who, where this laptop knows their name.
    pub name: Option<String>,
    /// The first day, ISO.
    pub from: String,
    /// The last day, ISO.
    pub to: String,
    /// Why.
    pub reason: String,
}

/// What is decided for some children.
#[derive(Clone, Deserialize, TS)]
pub struct Allocate {
    /// Which, each as it was shown.
    pub children: Vec<ChildShown>,
    /// What.
    pub step: AllocateStep,
    /// Who becomes accountable, or covers.
    pub staff: Option<StaffId>,
    /// From which day, ISO, as typed.
    pub from: String,
    /// Until which day, of cover; ISO, as typed.
    #[serde(default)]
    pub to: String,
    /// Why.
    pub reason: String,
}

/// Making somebody else accountable, or cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AllocateStep {
    /// Somebody else becomes accountable.
    MakeAccountable,
    /// Somebody stands in, and whoever is accountable stays so.
    Cover,
}

/// A child, as it was shown.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ChildShown {
    /// Which.
    pub person: PersonId,
    /// The versions that were shown.
    pub heads: Vec<ChangeId>,
}

/// Children that were handed over in one act.
#[derive(Clone, Deserialize, TS)]
pub struct UndoAllocation {
    /// Which, each as the act left it.
    pub children: Vec<ChildShown>,
}

/// What a decision does, or did.
#[derive(Clone, Serialize, TS)]
pub struct AllocatedView {
    /// The children that it is for, each as it stands after it; before it is signed, as it was shown.
    pub children: Vec<ChildShown>,
    /// From whom they come, with how many; none is nobody.
    pub from_whom: Vec<FromWhom>,
    /// Of how many cover ends with it that was arranged.
    pub cover_ends: u32,
    /// Who is left out, and why.
    pub left_out: Vec<LeftOutChild>,
    /// It begins on a day to come.
    pub later: bool,
    /// It can be taken back: before it, somebody was accountable for each of them.
    pub undoable: bool,
    /// How many could not be signed, since the disk failed: nothing of them is changed.
    pub unsigned: u32,
}

/// From whom children come.
#[derive(Clone, Serialize, TS)]
pub struct FromWhom {
    /// Who; none is nobody.
    pub staff: Option<StaffId>,
    /// Their name, where this laptop knows it.
    pub name: Option<String>,
    /// How many.
    pub children: u32,
}

/// A child that is left out.
#[derive(Clone, Serialize, TS)]
pub struct LeftOutChild {
    /// Which.
    pub person: PersonView,
    /// Why.
    pub why: NotAllocated,
    /// Who covers already.
    pub cover: Vec<CoverView>,
}

impl App {
    pub(crate) fn caseloads(&self, _: Nothing) -> Result<CaseloadsView, ApiError> {
        let (vault, today) = (self.vault_of_a_leader()?, self.now().date_naive());
        let mut counts: BTreeMap<StaffId, (u32, u32)> = BTreeMap::new();
        let mut nobody = 0;
        for child in vault.children(0, u32::MAX)? {
            let Some(said) = Known::of(&vault, child.id)?.said else {
                nobody += 1;
                continue;
            };
            let holder = said.holder(today);
            let (children, covered) = counts.entry(holder).or_default();
            *children += 1;
            *covered += u32::from(said.on(today) != holder);
        }
        let mut holders = Vec::new();
        for colleague in known_staff(&vault)?.into_values() {
            let post = post_of(colleague.role);
            let (may_hold, vacant) = (post.is_some(), post == Some(Post::Vacant));
            let counted = counts.remove(&colleague.staff);
            if may_hold || counted.is_some() {
                let (children, covered) = counted.unwrap_or_default();
                let (name, role) = (Some(colleague.name), Some(colleague.role));
                holders.push(HolderView { staff: colleague.staff, name, role, children, covered, may_hold, vacant });
            }
        }
        holders.sort_by(|one, other| one.name.cmp(&other.name));
        // Whom no entry of the service names: their children are listed all the same.
        holders.extend(counts.into_iter().map(|(staff, (children, covered))| HolderView {
            staff,
            name: None,
            role: None,
            children,
            covered,
            may_hold: false,
            vacant: false,
        }));
        let as_of = vault.synced_at()?.map(|at| at.to_rfc3339());
        Ok(CaseloadsView { nobody, holders, today: today.to_string(), as_of })
    }

    pub(crate) fn caseload_of(&self, input: CaseloadOf) -> Result<CaseloadOfView, ApiError> {
        let (vault, today) = (self.vault_of_a_leader()?, self.now().date_naive());
        let mut names = StaffNames::of(&vault)?;
        let name = input.staff.map(|staff| names.name(staff)).transpose()?.flatten();
        let mut children = Vec::new();
        for child in vault.children(0, u32::MAX)? {
            let known = Known::of(&vault, child.id)?;
            if known.said.as_ref().map(|said| said.holder(today)) != input.staff {
                continue;
            }
            let level = level(&vault, child.id)?;
            children.push(allocated(&known, (view(child, today), level), &mut names, today)?);
        }
        Ok(CaseloadOfView { name, children })
    }

    /// The vault, for whoever may say who is accountable.
    fn vault_of_a_leader(&self) -> Result<std::sync::Arc<Vault>, ApiError> {
        let vault = self.vault()?;
        if may_allocate(vault.enrolment()?.role) { Ok(vault) } else { Err(ApiError::new(ErrorCode::NotAllowed)) }
    }
}

/// Whether somebody of this role says who is accountable.
pub(crate) fn may_allocate(role: Role) -> bool {
    may_record(role, &Kind::Known(EntryKind::Accountable))
}

fn allocated(
    known: &Known,
    (person, level): (PersonView, Option<Level>),
    names: &mut StaffNames<'_>,
    today: NaiveDate,
) -> Result<AllocatedChild, ApiError> {
    let (said, heads) = (known.said.as_ref(), known.heads());
    let planned = said.filter(|said| said.before.is_some() && today < said.from);
    let planned = planned.map(|said| planned_view(said, names)).transpose()?;
    let since = said.filter(|_| planned.is_none()).map(|said| said.from.to_string());
    let cover = covers(said, names, today)?;
    Ok(AllocatedChild { person, level, since, planned, cover, disputed: known.is_disputed(), heads })
}

fn planned_view(said: &Accountable, names: &mut StaffNames<'_>) -> Result<Planned, ApiError> {
    Ok(Planned { name: names.name(said.health_visitor)?, from: said.from.to_string() })
}

/// Who covers a child, today or later.
fn covers(
    said: Option<&Accountable>,
    names: &mut StaffNames<'_>,
    today: NaiveDate,
) -> Result<Vec<CoverView>, ApiError> {
    let known = said.into_iter().flat_map(|said| &said.cover).filter(|cover| cover.to >= today);
    known.map(|cover| cover_view(cover, names)).collect()
}

fn cover_view(cover: &CoverPeriod, names: &mut StaffNames<'_>) -> Result<CoverView, ApiError> {
    let (from, to, reason) = (cover.from.to_string(), cover.to.to_string(), cover.reason.clone());
    Ok(CoverView { name: names.name(cover.health_visitor)?, from, to, reason })
}
