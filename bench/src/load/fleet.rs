//! An organisation with all of its laptops, each with families that it has told the service of.

use chrono::TimeDelta;
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::{OrganisationId, TeamId};
use doorstep_domain::staff::Role;

use super::laptop::Laptop;
use super::running::Running;
use crate::{Failed, fail};

/// Laptops of one team.
const A_TEAM: usize = 10;
/// Families of a laptop, and what each was told of at the beginning.
pub(crate) const FAMILIES: usize = 8;
const A_VISIT: usize = 5;
/// A service takes 10,000 changes an hour of one laptop.
const MOST_OF_ONE: usize = 8_000;
/// How many prepare at once.
const AT_ONCE: usize = 8;
const PATIENCE: u32 = 3;

/// How many of what.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) laptops: usize,
    /// Changes of the team that new laptops join.
    pub(crate) first_pull: usize,
    /// New laptops, which have not synced yet.
    pub(crate) fresh: usize,
}

pub(crate) struct Fleet {
    pub(crate) running: Running,
    pub(crate) laptops: Vec<Laptop>,
    /// One more in each team, whose work is news to the others.
    pub(crate) colleagues: Vec<Laptop>,
    pub(crate) fresh: Vec<Laptop>,
    /// Laptops that have played their part.
    pub(crate) done: Vec<Laptop>,
    _folder: tempfile::TempDir,
}

impl Fleet {
    /// Starts a service on this ledger and enrols everybody.
    pub(crate) fn prepare(ledger: &str, size: Size) -> Result<Self, Failed> {
        let folder = tempfile::tempdir()?;
        let running = Running::start(&folder.path().join("service"), ledger)?;
        let organisation = running.admin.create_organisation("Marsh Health Visiting")?;
        let enrolling = Enrolling { running: &running, organisation };
        let teams = size.laptops.div_ceil(A_TEAM);
        eprintln!("enrolling {} laptops in {teams} teams", size.laptops + teams + size.fresh);
        let (mut laptops, mut colleagues) = (Vec::new(), Vec::new());
        for team in 0..teams {
            let id = running.admin.add_team(organisation, &format!("Team {team}"), true)?;
            let members = A_TEAM.min(size.laptops - team * A_TEAM);
            laptops.extend(enrolling.members(id, members)?);
            colleagues.extend(enrolling.members(id, 1)?);
        }
        let large = running.admin.add_team(organisation, "Large", true)?;
        let mut writers = enrolling.members(large, size.first_pull.div_ceil(MOST_OF_ONE))?;
        let fresh = enrolling.members(large, size.fresh)?;
        eprintln!("everybody tells of {FAMILIES} families");
        let share = size.first_pull / A_VISIT / writers.len().max(1);
        writers.iter_mut().try_for_each(|one| one.visits(FAMILIES, std::iter::repeat_n(A_VISIT, share)))?;
        for laptop in laptops.iter_mut().chain(&mut colleagues) {
            laptop.visits(FAMILIES, [A_VISIT; FAMILIES])?;
        }
        let mut fleet = Self { running, laptops, colleagues, fresh, done: writers, _folder: folder };
        // Twice: what was told after the first time comes with the second.
        for _ in 0..2 {
            fleet.all_sync()?;
        }
        Ok(fleet)
    }

    fn all_sync(&mut self) -> Result<(), Failed> {
        sync(&mut self.done)?;
        sync(&mut self.laptops)?;
        sync(&mut self.colleagues)
    }

    /// Each team's colleague writes so many changes and sends them.
    pub(crate) fn colleagues_write(&mut self, changes: usize) -> Result<(), Failed> {
        for colleague in &mut self.colleagues {
            colleague.visits(FAMILIES, std::iter::repeat_n(A_VISIT, changes / A_VISIT))?;
        }
        sync(&mut self.colleagues)
    }

    /// Each laptop writes visits of so many changes, and does not send them yet.
    pub(crate) fn laptops_write(&mut self, visits: &[usize]) -> Result<(), Failed> {
        self.laptops.iter_mut().try_for_each(|laptop| laptop.visits(FAMILIES, visits.iter().copied()))
    }

    /// Every laptop that there is.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Laptop> {
        self.laptops.iter().chain(&self.colleagues).chain(&self.fresh).chain(&self.done)
    }
}

/// Brings laptops up to date, some at once.
pub(crate) fn sync(laptops: &mut [Laptop]) -> Result<(), Failed> {
    each(laptops, |laptop| laptop.syncs(PATIENCE).map(drop))
}

/// Does something with each laptop, some at once.
pub(crate) fn each(
    laptops: &mut [Laptop],
    work: impl Fn(&mut Laptop) -> Result<(), Failed> + Sync,
) -> Result<(), Failed> {
    let share = laptops.len().div_ceil(AT_ONCE).max(1);
    std::thread::scope(|scope| {
        let (work, parts) = (&work, laptops.chunks_mut(share));
        let running: Vec<_> = parts.map(|part| scope.spawn(move || part.iter_mut().try_for_each(work))).collect();
        running.into_iter().try_for_each(|one| one.join().unwrap_or_else(|_| fail("a laptop ended badly")))
    })
}

struct Enrolling<'r> {
    running: &'r Running,
    organisation: OrganisationId,
}

impl Enrolling<'_> {
    fn members(&self, team: TeamId, count: usize) -> Result<Vec<Laptop>, Failed> {
        (0..count).map(|_| self.member(team)).collect()
    }

    fn member(&self, team: TeamId) -> Result<Laptop, Failed> {
        let admin = &self.running.admin;
        let who = StaffMember { name: "Robin Marsh".to_owned(), role: Role::HealthVisitor, employer: None };
        let staff = admin.add_staff(self.organisation, team.into(), &who)?;
        let code = admin.enrolment_code(self.organisation, staff, TimeDelta::minutes(10))?;
        let mut seed = [0; 8];
        seed.copy_from_slice(&staff.bytes()[8..]);
        Laptop::enrol(&self.running.place, &code, u64::from_be_bytes(seed))
    }
}
