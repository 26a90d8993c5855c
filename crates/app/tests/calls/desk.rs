//! A desk: an application with an open, enrolled vault, and what a test asks of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use doorstep_app::{ApiError, App, Config};
use doorstep_domain::change::{Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{DeviceId, EntryId, OrganisationId, PersonId, StaffId, Subject, VaultId};
use doorstep_domain::staff::Role;
use doorstep_domain::time::Occurred;
use doorstep_store::device::Enrolment;
use doorstep_store::keys::KdfParams;
use doorstep_store::passphrase::Passphrase;
use doorstep_store::read::Stored;
use doorstep_store::sign::ToSign;
use doorstep_store::{Enrolled, Making, Vault};
use doorstep_sync::key::Bytes;
use serde_json::{Value, json};
use tempfile::TempDir;

const PASSPHRASE: &str = "plover lantern gravel soup";
const VAULT: [u8; 16] = [9; 16];

pub(crate) struct Desk {
    pub(crate) app: App,
    folder: TempDir,
    clock: Arc<Mutex<DateTime<FixedOffset>>>,
}

/// What a vault holds: every entry, what it says, and whether it is in error.
pub(crate) type Facts = BTreeMap<EntryId, (String, Value)>;

impl Desk {
    /// A health visitor's, unlocked.
    pub(crate) fn new() -> Self {
        Self::of(1, Role::HealthVisitor)
    }

    /// A colleague's in the same organisation.
    pub(crate) fn of(staff: u8, role: Role) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Mutex::new(DateTime::parse_from_rfc3339("2026-11-21T09:00:00+00:00").unwrap()));
        make_vault(&vault_folder(&folder), staff, role, *clock.lock().unwrap());
        let told = Arc::clone(&clock);
        // Each look at the clock is a moment later, as on a laptop.
        let clock_of_app = move || {
            let mut now = told.lock().unwrap();
            *now += TimeDelta::milliseconds(7);
            *now
        };
        let config = Config {
            data_dir: folder.path().to_owned(),
            clock: Arc::new(clock_of_app),
            kdf: Some(KdfParams::LEAST),
            background_sync: false,
        };
        let desk = Self { app: App::new(config), folder, clock };
        desk.unlock();
        desk
    }

    pub(crate) fn unlock(&self) {
        let vault = VaultId::from_bytes(VAULT);
        self.call("unlock", json!({ "vault": vault, "passphrase": PASSPHRASE }));
    }

    pub(crate) fn try_call(&self, name: &str, input: Value) -> Result<Value, ApiError> {
        self.app.call(name, input)
    }

    pub(crate) fn call(&self, name: &str, input: Value) -> Value {
        self.try_call(name, input).unwrap_or_else(|error| panic!("{name}: {error} {:?}", error.detail))
    }

    pub(crate) fn check(&self, file: &str) -> Value {
        self.call("import_check", json!({ "name": "caseload.csv", "content": STANDARD.encode(file) }))
    }

    pub(crate) fn check_bytes(&self, file: &[u8]) -> Result<Value, ApiError> {
        self.try_call("import_check", json!({ "name": "caseload.csv", "content": STANDARD.encode(file) }))
    }

    /// Checks, starts, waits. Gives the report and the end.
    pub(crate) fn import(&self, file: &str) -> (Value, Value) {
        let report = self.check(file);
        self.call("import_start", json!({ "act": report["act"] }));
        let end = self.wait(&report["act"]);
        (report, end)
    }

    pub(crate) fn wait(&self, act: &Value) -> Value {
        loop {
            let progress = self.call("import_progress", json!({ "act": act }));
            if progress["state"] != "running" {
                return progress;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn total(&self) -> u64 {
        self.call("caseload", json!({ "from": 0, "limit": 1 }))["total"].as_u64().unwrap()
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.clock.lock().unwrap().date_naive()
    }

    /// Time passes.
    pub(crate) fn waits(&self, time: TimeDelta) {
        *self.clock.lock().unwrap() += time;
    }

    /// Locks, and looks into the vault itself.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Vault) -> T) -> T {
        self.call("lock", json!({}));
        let at = *self.clock.lock().unwrap();
        let vault = Vault::unlock(&vault_folder(&self.folder), &Passphrase::new(PASSPHRASE.into()), at).unwrap();
        let seen = look(&vault);
        drop(vault);
        self.unlock();
        seen
    }

    /// The same vault, enrolled in another role from now on.
    pub(crate) fn becomes(&self, role: Role) {
        self.becomes_somebody(1, role);
    }

    /// The same vault, as if a colleague's: what one wrote has reached the other.
    pub(crate) fn becomes_somebody(&self, staff: u8, role: Role) {
        let at = *self.clock.lock().unwrap();
        self.look(|vault| {
            let staff = StaffId::from_bytes([staff; 16]);
            let enrolment = Enrolment { staff, role, ..vault.enrolment().unwrap() };
            let given = Enrolled { enrolment: &enrolment, recovery_key: &[7; 32], label: "AY" };
            vault.set_enrolment(&given, at).unwrap();
        });
    }

    /// What the service tells of its staff.
    pub(crate) fn knows_colleague(&self, staff: u8, role: Role) {
        self.knows_colleague_as(staff, &json!(role));
    }

    /// As [`Self::knows_colleague`], in a role that this build may not know.
    pub(crate) fn knows_colleague_as(&self, staff: u8, role: &Value) {
        let at = *self.clock.lock().unwrap();
        self.look(|vault| {
            let (kind, subject) = (EntryKind::StaffMember, Subject::Staff(StaffId::from_bytes([staff; 16])));
            let organisation = vault.enrolment().unwrap().organisation;
            let header = Header {
                entry: EntryId::derived(organisation, subject, kind, ""),
                kind: Kind::Known(kind),
                schema: kind.schema(),
                organisation,
                subject,
                parents: Vec::new(),
                author: StaffId::from_bytes([200; 16]),
                role: Role::Service,
                occurred: Occurred::Instant(at),
                recorded_at: at,
                reason: None,
                sensitivity: kind.sensitivity(),
                replaces: Vec::new(),
                in_error: false,
                confirmed: Vec::new(),
                unverified: false,
            };
            let change = Change::write(header, &json!({ "name": format!("Colleague {staff}"), "role": role })).unwrap();
            vault.sign(&[ToSign { changes: vec![change], act: None, draft: None, at }]).unwrap();
        });
    }

    /// What a colleague wrote on the first version of an entry, having seen nothing later: `edit` is what they changed.
    pub(crate) fn colleague_writes(&self, entry: &Value, edit: impl FnOnce(&mut Value)) {
        let at = *self.clock.lock().unwrap();
        let entry: EntryId = entry.as_str().unwrap().parse().unwrap();
        self.look(|vault| {
            let first = vault.versions(entry).unwrap().remove(0);
            let mut body: Value = serde_json::from_str(first.body()).unwrap();
            edit(&mut body);
            let header = Header {
                parents: vec![first.id()],
                author: StaffId::from_bytes([2; 16]),
                recorded_at: at,
                reason: Some("Told at clinic.".into()),
                ..first.header.clone()
            };
            let change = Change::write(header, &body).unwrap();
            vault.sign(&[ToSign { changes: vec![change], act: None, draft: None, at }]).unwrap();
        });
    }

    /// Everything about the children in force and everybody around them.
    pub(crate) fn facts(&self) -> Facts {
        self.look(facts)
    }

    /// Everything about one child, and nobody else.
    pub(crate) fn facts_of_child(&self, family: &str) -> Facts {
        let child = Subject::Person(self.child(family));
        self.look(|vault| vault.entries_of(child).unwrap().iter().map(fact).collect())
    }

    /// The one child of this family name.
    pub(crate) fn child(&self, family: &str) -> PersonId {
        let found = self.call("caseload", json!({ "from": 0, "limit": 200 }));
        let children = found["children"].as_array().unwrap();
        let child = children.iter().find(|child| child["person"]["family"] == family).unwrap();
        child["person"]["person"].as_str().unwrap().parse().unwrap()
    }

    pub(crate) fn family(&self, family: &str) -> Value {
        self.call("family", json!({ "person": self.child(family) }))
    }
}

fn vault_folder(folder: &TempDir) -> PathBuf {
    folder.path().join("vaults").join(VaultId::from_bytes(VAULT).to_string())
}

fn make_vault(folder: &std::path::Path, staff: u8, role: Role, at: DateTime<FixedOffset>) {
    doorstep_store::create_private_folder(folder).unwrap();
    let making = Making { label: "AY", kdf: KdfParams::LEAST, at };
    let vault = Vault::create(folder, &Passphrase::new(PASSPHRASE.into()), &making).unwrap();
    let enrolment = Enrolment {
        organisation: OrganisationId::from_bytes([1; 16]),
        organisation_name: "Little Haven".into(),
        staff: StaffId::from_bytes([staff; 16]),
        name: "Amina Yusuf".into(),
        role,
        device: DeviceId::from_bytes([staff; 16]),
        service_key: Bytes([3; 32]),
        address: "http://127.0.0.1:1".into(),
        authority: None,
    };
    let given = Enrolled { enrolment: &enrolment, recovery_key: &[7; 32], label: "AY" };
    vault.set_enrolment(&given, at).unwrap();
}

fn facts(vault: &Vault) -> Facts {
    let mut facts = Facts::new();
    for child in vault.children(0, u32::MAX).unwrap() {
        let mut subjects = vec![Subject::Person(child.id)];
        subjects.extend(vault.adults_of(child.id).unwrap().into_iter().map(Subject::Person));
        subjects.extend(vault.households_of(child.id).unwrap().into_iter().map(Subject::Household));
        for stored in subjects.into_iter().flat_map(|subject| vault.entries_of(subject).unwrap()) {
            facts.extend([fact(&stored)]);
        }
    }
    facts
}

fn fact(stored: &Stored) -> (EntryId, (String, Value)) {
    let kind = stored.change.header.kind.name().to_owned();
    (stored.entry, (kind, serde_json::from_str(stored.body()).unwrap()))
}

/// The one entry of a kind among facts.
pub(crate) fn one(facts: &Facts, kind: EntryKind) -> Value {
    let of_kind: Vec<&Value> = facts.values().filter(|(name, _)| name == kind.name()).map(|(_, body)| body).collect();
    assert_eq!(of_kind.len(), 1, "{kind:?}");
    of_kind[0].clone()
}

pub(crate) const HEADER: &str = "nhs_number,family_name,given_names,birth_date,sex,gestation_weeks,birth_weight_g,birth_order,\
multiple,address,postcode,second_address,second_postcode,carer1_nhs_number,carer1_family_name,carer1_given_names,\
carer1_birth_date,carer1_relationship,carer1_phone,carer1_safe_to_text,carer2_family_name,carer2_given_names,\
carer2_relationship,carer2_home";

/// A line of [`HEADER`], as it is but for some cells.
pub(crate) fn line(cells: &[(&str, &str)]) -> String {
    let usual = [
        ("nhs_number", "999 000 0018"),
        ("family_name", "Okafor"),
        ("given_names", "Ada"),
        ("birth_date", "2026-05-04"),
        ("sex", "female"),
        ("address", "14 Mill Lane | Saltmere"),
        ("postcode", "XA1 2BC"),
        ("carer1_nhs_number", "999 000 0026"),
        ("carer1_family_name", "Okafor"),
        ("carer1_given_names", "Ngozi"),
        ("carer1_birth_date", "1994-02-28"),
        ("carer1_relationship", "mother"),
        ("carer1_phone", "07700 900123"),
    ];
    let written = HEADER.split(',').map(|column| {
        let given =
            cells.iter().find(|(name, _)| *name == column).or_else(|| usual.iter().find(|(name, _)| *name == column));
        let text = given.map_or("", |(_, text)| *text);
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    });
    written.collect::<Vec<_>>().join(",")
}

pub(crate) fn file(lines: &[String]) -> String {
    format!("{HEADER}\n{}\n", lines.join("\n"))
}
