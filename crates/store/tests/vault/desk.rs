//! A vault of somebody invented, and short ways of writing changes into it.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::{Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{ChangeId, DeviceId, EntryId, OrganisationId, PersonId, StaffId, Subject};
use doorstep_domain::staff::Role;
use doorstep_domain::time::Occurred;
use doorstep_store::device::Enrolment;
use doorstep_store::keys::KdfParams;
use doorstep_store::passphrase::Passphrase;
use doorstep_store::sign::{SignedBatchRow, ToSign};
use doorstep_store::{Enrolled, Making, Vault};
use doorstep_sync::key::Bytes;
use serde_json::{Value, json};

pub(crate) const ORGANISATION: OrganisationId = OrganisationId::from_bytes([1; 16]);
pub(crate) const AMINA: StaffId = StaffId::from_bytes([2; 16]);
pub(crate) const BETH: StaffId = StaffId::from_bytes([3; 16]);
pub(crate) const MOTHER: PersonId = PersonId::from_bytes([4; 16]);
pub(crate) const BABY: PersonId = PersonId::from_bytes([5; 16]);

pub(crate) fn at(time: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("2026-11-02T{time}:00+00:00")).unwrap()
}

pub(crate) fn passphrase() -> Passphrase {
    Passphrase::new("plover lantern gravel mint".to_owned())
}

/// A vault of Amina's, in a folder that goes with it.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) vault: Vault,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let making = Making { label: "AY", kdf: KdfParams::LEAST, at: at("08:00") };
        let vault = Vault::create(folder.path(), &passphrase(), &making).unwrap();
        let enrolment = Enrolment {
            organisation: ORGANISATION,
            organisation_name: "Marsh".into(),
            staff: AMINA,
            name: "Amina Yusuf".into(),
            role: Role::HealthVisitor,
            device: DeviceId::from_bytes([9; 16]),
            service_key: Bytes([0; 32]),
            address: "https://localhost".into(),
            authority: None,
        };
        let enrolled = Enrolled { enrolment: &enrolment, recovery_key: &[9; 32], label: "AY" };
        vault.set_enrolment(&enrolled, at("08:00")).unwrap();
        Self { folder, vault }
    }

    /// The process ends without closing anything, and the vault is opened again.
    pub(crate) fn killed_and_reopened(self) -> Self {
        let Self { folder, vault } = self;
        drop(vault);
        let vault = Vault::unlock(folder.path(), &passphrase(), at("09:00")).unwrap();
        Self { folder, vault }
    }

    pub(crate) fn signs(&self, changes: Vec<Change>) -> SignedBatchRow {
        self.vault.sign(&[ToSign { changes, act: None, draft: None, at: at("10:00") }]).unwrap()[0]
    }
}

/// Who writes a change, and on top of what.
pub(crate) struct By(pub(crate) StaffId, pub(crate) Vec<ChangeId>);

pub(crate) const fn first(author: StaffId) -> By {
    By(author, Vec::new())
}

pub(crate) fn identity(person: PersonId, family: &str, given: &str) -> Change {
    let body = json!({ "family": family, "given": given, "birth_date": "2026-10-20" });
    fact(EntryKind::Identity, Subject::Person(person), &body, first(AMINA))
}

pub(crate) fn birth(person: PersonId) -> Change {
    let body = json!({ "sex": "male", "gestation": "39+4", "weight": 3400 });
    fact(EntryKind::Birth, Subject::Person(person), &body, first(AMINA))
}

pub(crate) fn phone(number: &str, by: By) -> Change {
    let body = json!({ "means": "phone", "value": number, "safe_to_voicemail": "not_known", "safe_to_text": "yes" });
    fact(EntryKind::ContactPoint, Subject::Person(MOTHER), &body, by)
}

pub(crate) fn narrative(entry: u8, text: &str, by: By) -> Change {
    let body = json!({ "contact": EntryId::from_bytes([entry; 16]), "narrative": text });
    let entry = EntryId::from_bytes([entry + 100; 16]);
    change(EntryKind::ContactNarrative, entry, Subject::Person(BABY), &body, by)
}

/// A version of somebody's identity, built on what was seen.
pub(crate) fn named(person: PersonId, given: &str, by: By) -> Change {
    let body = json!({ "family": "Okafor", "given": given, "birth_date": "2026-10-20" });
    fact(EntryKind::Identity, Subject::Person(person), &body, by)
}

/// A fact of which only one value can hold: its entry's id is derived.
pub(crate) fn fact(kind: EntryKind, subject: Subject, body: &Value, by: By) -> Change {
    change(kind, EntryId::derived(ORGANISATION, subject, kind, ""), subject, body, by)
}

/// That a change was entered in error.
pub(crate) fn in_error(wrong: &Change) -> Change {
    let header =
        Header { parents: vec![wrong.id()], in_error: true, reason: Some("Wrong.".into()), ..wrong.header.clone() };
    let body: Value = serde_json::from_str(wrong.body()).unwrap();
    Change::write(header, &body).unwrap()
}

/// A change whose author's clock said otherwise.
pub(crate) fn written_at(recorded_at: DateTime<FixedOffset>, change: &Change) -> Change {
    let body: Value = serde_json::from_str(change.body()).unwrap();
    Change::write(Header { recorded_at, ..change.header.clone() }, &body).unwrap()
}

fn change(kind: EntryKind, entry: EntryId, subject: Subject, body: &Value, by: By) -> Change {
    let By(author, parents) = by;
    let header = Header {
        entry,
        kind: Kind::Known(kind),
        schema: 1,
        organisation: ORGANISATION,
        subject,
        parents,
        author,
        role: Role::HealthVisitor,
        occurred: Occurred::Instant(at("09:30")),
        recorded_at: at("10:00"),
        reason: None,
        sensitivity: kind.sensitivity(),
        replaces: Vec::new(),
        in_error: false,
        confirmed: Vec::new(),
        unverified: false,
    };
    Change::write(header, body).unwrap()
}
