//! `search` and `open_family`, on a vault that holds a team's whole caseload: 2,400 children with 60 entries each.

use std::time::{Duration, Instant};

use doorstep_app::{App, laptop_clock};
use doorstep_domain::change::Change;
use doorstep_domain::fixtures::family::Families;
use doorstep_domain::id::{AudienceId, DeviceId, OrganisationId, PersonId, StaffId, VaultId};
use doorstep_domain::staff::Role;
use doorstep_store::device::Enrolment;
use doorstep_store::keys::KdfParams;
use doorstep_store::passphrase::Passphrase;
use doorstep_store::{Enrolled, Making, Vault};
use doorstep_sync::client::{Received, ReceivedPage, Replica};
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::{Cursor, Membership, PAGE_BYTES};
use serde_json::json;

use crate::families::Known;
use crate::laptop::{self, PASSPHRASE};
use crate::plain::{PlainVault, Row};
use crate::queries::{Query, queries};
use crate::records::{Author, Writer, today};
use crate::report::{Line, Target, Times, rate};
use crate::{Failed, fail};

const CHILDREN: usize = 2_400;
const ENTRIES_A_CHILD: usize = 60;
const A_PAGE: usize = PAGE_BYTES as usize / 1_500;
const AUDIENCE: AudienceId = AudienceId::from_bytes([4; 16]);

/// A laptop with a caseload, and the same rows in plain SQLite.
pub(crate) struct Caseload {
    known: Vec<Known>,
    app: App,
    plain: PlainVault,
    // Last: the folder goes when what is in it is closed.
    folder: tempfile::TempDir,
}

impl Caseload {
    pub(crate) fn build() -> Result<Self, Failed> {
        let folder = tempfile::tempdir()?;
        let enrolment = enrolment();
        let author = Author { organisation: enrolment.organisation, staff: enrolment.staff, role: enrolment.role };
        let mut writer = Writer::new(11, author);
        let (known, changes) = records(&mut writer)?;
        let mut plain = PlainVault::create(folder.path())?;
        let rows: Vec<Row> = changes.iter().map(Row::of).collect();
        let started = Instant::now();
        for page in rows.chunks(A_PAGE) {
            plain.receive(page)?;
        }
        let baseline = rate(rows.len(), started.elapsed());
        plain.index_people(&known)?;
        drop(rows);
        let count = changes.len();
        let took = receive(folder.path(), changes)?;
        Line::new("search.caseload_received", rate(count, took), "changes/s").against(baseline).print();
        let app = laptop::app(folder.path());
        laptop::unlock(&app)?;
        Ok(Self { known, app, plain, folder })
    }

    /// The application's own call, for what people type.
    pub(crate) fn search(&mut self) -> Result<(), Failed> {
        let queries = queries(&self.known);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for query in &queries {
            let started = Instant::now();
            let found = laptop::call(&self.app, "search", json!({ "text": query.text }))?;
            ours.push(started.elapsed());
            let people = found["people"].as_array().map_or(0, Vec::len);
            let records = found["records"].as_array().map_or(0, Vec::len);
            if query.finds && people + records == 0 {
                return fail(format!("nothing found for {:?}", query.text));
            }
            let started = Instant::now();
            self.plain.search(&query.text)?;
            theirs.push(started.elapsed());
        }
        sorts(&queries, &ours);
        print("search", &ours, &theirs, 16.0);
        Ok(())
    }

    /// Every projection made again from the changes, as after an update that shapes them otherwise.
    pub(crate) fn refold(&mut self) -> Result<(), Failed> {
        laptop::call(&self.app, "lock", json!({}))?;
        let vault = laptop::vault(self.folder.path())?;
        let entries = vault.count_entries()?;
        let started = Instant::now();
        vault.rebuild()?;
        let took = started.elapsed().as_secs_f64();
        let a_full_one = took * REFOLDED / f64::from(entries);
        vault.close(laptop_clock()())?;
        drop(vault);
        laptop::unlock(&self.app)?;
        Line::new(format!("refold_{entries}"), took, "s").print();
        // Folding is entry by entry, so that the time for 200,000 follows from the time for these.
        Line::new("refold_200000", a_full_one, "s").should_be(Target::AtMost(20.0)).print();
        Ok(())
    }

    /// The application's own call, for families all over the caseload.
    pub(crate) fn open_family(&mut self) -> Result<(), Failed> {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for known in self.known.iter().step_by(3) {
            let child = known.children[0];
            let started = Instant::now();
            let family = laptop::call(&self.app, "family", json!({ "person": child }))?;
            ours.push(started.elapsed());
            if family["people"].as_array().map_or(0, Vec::len) != known.people().count() {
                return fail("the family is not whole");
            }
            let subjects: Vec<[u8; 16]> = known.people().map(|person| *PersonId::bytes(&person)).collect();
            let started = Instant::now();
            self.plain.read_subjects(&subjects)?;
            theirs.push(started.elapsed());
        }
        print("open_family", &ours, &theirs, 10.0);
        Ok(())
    }
}

/// The entries that a refold is measured for.
const REFOLDED: f64 = 200_000.0;

fn print(name: &str, ours: &[Duration], theirs: &[Duration], target: f64) {
    let (ours, theirs) = (Times::of(ours), Times::of(theirs));
    let line = |what: &str, percent| {
        Line::new(format!("{name}{what}"), ours.percentile(percent), "ms").against(theirs.percentile(percent))
    };
    line("", 95).should_be(Target::AtMost(target)).print();
    line(".p50", 50).print();
    line(".p99", 99).print();
}

/// Which sort of query takes how long.
fn sorts(queries: &[Query], times: &[Duration]) {
    let mut sorts: Vec<&str> = queries.iter().map(|query| query.sort).collect();
    sorts.sort_unstable();
    sorts.dedup();
    for sort in sorts {
        let of_sort = queries.iter().zip(times).filter(|(query, _)| query.sort == sort).map(|(_, time)| *time);
        let times = Times::of(&of_sort.collect::<Vec<_>>());
        Line::new(format!("search.{sort}"), times.percentile(95), "ms").print();
    }
}

/// Families with sixty entries for each child: what is registered, and visits.
fn records(writer: &mut Writer) -> Result<(Vec<Known>, Vec<Change>), Failed> {
    let mut families = Families::new(11, today());
    let (mut all, mut changes) = (Vec::new(), Vec::new());
    let mut children = 0;
    while children < CHILDREN {
        writer.some_days_ago(5 * 365);
        let family = families.family((CHILDREN - children) as u32);
        let known = Known::new(writer, family);
        children += known.children.len();
        changes.extend(known.facts(writer)?);
        let mut turn = 0;
        while changes.len() + 5 <= children * ENTRIES_A_CHILD {
            writer.some_days_ago(5 * 365);
            changes.extend(writer.visit(known.visited(turn % known.children.len()))?);
            turn += 1;
        }
        while changes.len() < children * ENTRIES_A_CHILD {
            changes.push(writer.note(known.visited(0))?);
        }
        all.push(known);
    }
    Ok((all, changes))
}

/// A vault that holds nothing yet, enrolled.
pub(crate) fn empty_vault(data: &std::path::Path) -> Result<Vault, Failed> {
    let at = laptop_clock()();
    let folder = data.join("vaults").join(VaultId::mint(at, [3; 10]).to_string());
    doorstep_store::create_private_folder(&folder)?;
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let vault = Vault::create(&folder, &passphrase, &Making { label: "AY", kdf: KdfParams::LEAST, at })?;
    vault.set_enrolment(&Enrolled { enrolment: &enrolment(), recovery_key: &[9; 32], label: "AY" }, at)?;
    Ok(vault)
}

/// Makes the vault and hands it the records page by page, as a first pull does.
fn receive(data: &std::path::Path, changes: Vec<Change>) -> Result<Duration, Failed> {
    let (at, vault) = (laptop_clock()(), empty_vault(data)?);
    let cursor = |position: usize| Cursor { audience: AUDIENCE, epoch: 0, position: position as u64 };
    let mut changes = changes.into_iter().peekable();
    let (mut position, mut took) = (0, Duration::ZERO);
    while changes.peek().is_some() {
        let page: Vec<Change> = changes.by_ref().take(A_PAGE).collect();
        let to = position + page.len();
        let member = vec![Membership { audience: AUDIENCE, number: 1, until: None }];
        let received = Received {
            pages: vec![ReceivedPage {
                from: cursor(position),
                to: cursor(to),
                withdrawn: Vec::new(),
                timed: Vec::new(),
                changes: page,
                own: Vec::new(),
            }],
            complete: changes.peek().is_none(),
            ..Received::nothing_new(member, at)
        };
        let started = Instant::now();
        (&vault).receive(received)?;
        took += started.elapsed();
        position = to;
    }
    vault.close(at)?;
    Ok(took)
}

fn enrolment() -> Enrolment {
    Enrolment {
        organisation: OrganisationId::from_bytes([1; 16]),
        organisation_name: "Marsh Health Visiting".to_owned(),
        staff: StaffId::from_bytes([2; 16]),
        name: "Amina Yusuf".to_owned(),
        role: Role::HealthVisitor,
        device: DeviceId::from_bytes([3; 16]),
        service_key: Bytes([9; 32]),
        address: "http://127.0.0.1:9".to_owned(),
        authority: None,
    }
}
