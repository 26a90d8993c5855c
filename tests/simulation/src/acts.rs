//! What practitioners do on their laptops: real entries of the kinds that decide who holds what, and of those that merge.

use chrono::{DateTime, FixedOffset, TimeDelta};
use doorstep_domain::change::{Change, Header, Kind};
use doorstep_domain::entries::{EntryKind, Said, Writer};
use doorstep_domain::fixtures::dice::Dice;
use doorstep_domain::id::{ChangeId, DraftId, EntryId, HouseholdId, PersonId, StaffId, Subject};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::staff::Role;
use doorstep_domain::time::Occurred;
use doorstep_store::draft::Draft;
use doorstep_store::read::EntryState;
use serde_json::{Map, Value, json};

use crate::Outcome;
use crate::cast::{CENTRE, Family, LAPTOPS, ORGANISATION};
use crate::laptop::Laptop;

/// A word that no file of a laptop may show.
pub(crate) const MARKER: &str = "zebrafish";

/// Something to be signed.
pub(crate) struct Act {
    pub(crate) changes: Vec<Change>,
    pub(crate) subject: Subject,
    /// Something that the service is to set aside.
    pub(crate) is_hostile: bool,
    /// A draft that becomes this, where it is written at leisure.
    pub(crate) draft: Option<DraftId>,
    /// Families that begin with it.
    pub(crate) family: Option<Family>,
}

/// Where an act is thought up.
pub(crate) struct Desk<'s, 'b> {
    pub(crate) laptop: &'s Laptop<'b>,
    pub(crate) families: &'s [Family],
    pub(crate) dice: &'s mut Dice,
    pub(crate) clock: DateTime<FixedOffset>,
    /// Tells texts apart.
    pub(crate) number: usize,
}

impl Desk<'_, '_> {
    /// What its practitioner does next; nothing where what came to mind cannot be done here.
    pub(crate) fn act(&mut self) -> Outcome<Option<Act>> {
        let role = self.laptop.who.role;
        if role == Role::CentreWorker {
            return if self.dice.chance(300) { self.hostile() } else { self.centre() };
        }
        let begins = self.laptop.who.has_a_caseload() && (self.families.is_empty() || self.dice.chance(120));
        if begins {
            return self.register().map(Some);
        }
        let Some(family) = self.known_family()? else { return Ok(None) };
        let child = Subject::Person(family.child);
        match self.dice.weighted(&[14, 14, 14, 8, 8, 6, 6, 10, 6, 6, 10, 8, 2, 2, 5]) {
            0 => {
                self.fact(Subject::Person(family.mother), EntryKind::ContactPoint, "", json!({ "value": self.phone() }))
            }
            1 => self.new_entry(child, EntryKind::ContactNarrative, json!({ "narrative": self.words() })),
            2 => self.amend(family, json!({ "narrative": self.words() }), false),
            3 => self.new_entry(child, EntryKind::Measurement, json!({ "note": self.words() })),
            4 => self.new_entry(child, EntryKind::SafeguardingNote, json!({ "opinion": self.words() })),
            5 => self.raise(family),
            6 => self.amend(family, json!({}), true),
            7 => self.allocate(child),
            8 => self.safeguard(child),
            9 => self.delegate(child),
            10 => self.consent(child),
            11 => self.refer(child),
            12 => self.seal(child),
            13 => self.hostile(),
            _ => self.fact(child, EntryKind::Identity, "", json!({ "given": format!("Ada {}", self.number) })),
        }
    }

    /// A centre with a protocol, which nothing can be shared without.
    pub(crate) fn begins_sharing(&mut self) -> Outcome<Act> {
        let (subject, today) = (Subject::Centre(CENTRE), self.clock.date_naive());
        let centre = self.first(subject, EntryKind::Centre, "", json!({ "closed_on": null }))?;
        let slices = json!(["names", "safe_phone", "growth_and_feeding", "referral"]);
        let until = today + TimeDelta::days(if self.dice.chance(250) { 2 } else { 400 });
        let protocol = json!({ "slices": slices, "from": today, "to": until, "ended_on": null });
        let protocol = self.first(subject, EntryKind::SharingProtocol, "", protocol)?;
        Ok(Act { changes: vec![centre, protocol], ..self.plain(subject, Vec::new()) })
    }

    /// A family of which anything is on this laptop.
    fn known_family(&mut self) -> Outcome<Option<Family>> {
        let here = self.laptop.vault()?.all_changes()?;
        let is_here = |person: PersonId| here.iter().any(|change| change.subject == Subject::Person(person));
        let known: Vec<Family> = self.families.iter().copied().filter(|family| is_here(family.child)).collect();
        if known.is_empty() {
            return Ok(None);
        }
        let place = self.dice.below(u32::try_from(known.len())?);
        Ok(known.get(place as usize).copied())
    }

    fn register(&mut self) -> Outcome<Act> {
        let (child, mother) =
            (PersonId::mint(self.clock, self.dice.bytes()), PersonId::mint(self.clock, self.dice.bytes()));
        let home = Subject::Household(HouseholdId::mint(self.clock, self.dice.bytes()));
        let subject = Subject::Person(child);
        let name = json!({ "family": format!("Okafor{}", self.number), "given": "Ada" });
        let mut changes = vec![
            self.first(subject, EntryKind::Identity, "", name.clone())?,
            self.first(Subject::Person(mother), EntryKind::Identity, "", name)?,
        ];
        let tie = json!({ "adult": mother, "from": null, "to": null, "contact_restriction": null });
        changes.push(self.begin(subject, EntryKind::Relationship, tie)?);
        if self.dice.chance(500) {
            for person in [child, mother] {
                let member = json!({ "person": person, "from": null, "to": null });
                changes.push(self.begin(home, EntryKind::Membership, member)?);
            }
            changes.push(self.begin(home, EntryKind::Address, json!({}))?);
        }
        Ok(Act { family: Some(Family { child, mother }), ..self.plain(subject, changes) })
    }

    /// Who is accountable, with or without cover.
    fn allocate(&mut self, child: Subject) -> Outcome<Option<Act>> {
        if !matches!(self.laptop.who.role, Role::TeamLeader | Role::SafeguardingNurse) {
            return Ok(None);
        }
        let (to, by) = (self.colleague(), self.colleague());
        let today = self.clock.date_naive();
        let begins = today + TimeDelta::days(i64::from(self.dice.below(3)));
        let ends = begins + TimeDelta::days(i64::from(self.dice.below(3)));
        let cover = json!([{ "health_visitor": by, "from": begins, "to": ends, "reason": "Leave" }]);
        let cover = if self.dice.chance(400) { cover } else { json!([]) };
        self.fact(child, EntryKind::Accountable, "", json!({ "health_visitor": to, "from": today, "cover": cover }))
    }

    fn colleague(&mut self) -> StaffId {
        let may: Vec<StaffId> = LAPTOPS.iter().filter(|who| who.has_a_caseload()).map(|who| who.staff).collect();
        let place = self.dice.below(u32::try_from(may.len()).unwrap_or(1));
        may.get(place as usize).copied().unwrap_or(self.laptop.who.staff)
    }

    fn safeguard(&mut self, child: Subject) -> Outcome<Option<Act>> {
        let state = self.dice.word(&["none", "early_help", "child_in_need", "child_protection_plan"]);
        self.fact(child, EntryKind::SafeguardingStatus, "", json!({ "state": state, "review_on": null }))
    }

    fn delegate(&mut self, child: Subject) -> Outcome<Option<Act>> {
        let to = LAPTOPS.iter().find(|who| who.role == Role::NurseryNurse).map(|who| who.staff);
        let state = self.dice.word(&["proposed", "accepted", "in_progress", "refused", "revoked"]);
        let by = self.laptop.who.staff;
        self.fact(child, EntryKind::Delegation, "", json!({ "by": by, "to": to, "state": state, "state_note": "-" }))
    }

    fn consent(&mut self, child: Subject) -> Outcome<Option<Act>> {
        let state = self.dice.word(&["given", "given", "withdrawn", "refused"]);
        let slices = [json!(["names"]), json!(["names", "growth_and_feeding"]), json!(["safe_phone", "referral"])];
        let scope = slices[self.dice.below(3) as usize].clone();
        let expires = self.clock.date_naive() + TimeDelta::days(if self.dice.chance(250) { 1 } else { 300 });
        let said =
            json!({ "partner": "Harbour", "centre": CENTRE, "scope": scope, "state": state, "expires_on": expires });
        let key = "harbour|childrens_centre";
        self.fact(child, EntryKind::Consent, key, said)
    }

    /// A referral is written at leisure: the draft is journalled, and signed later in the same breath.
    fn refer(&mut self, child: Subject) -> Outcome<Option<Act>> {
        let centre = if self.dice.chance(600) { json!(CENTRE) } else { Value::Null };
        let id = DraftId::mint(self.clock, self.dice.bytes());
        let said = json!({ "centre": centre, "reason": self.words(), "state": "signed", "after_declined": null, "reached": null });
        let draft = Draft {
            id,
            subject: child,
            form: "referral".into(),
            schema: 1,
            typed: said.to_string(),
            opened_at: self.clock,
            saved_at: self.clock,
        };
        self.laptop.vault()?.save_draft(&draft)?;
        let act = self.new_entry(child, EntryKind::Referral, said)?;
        Ok(act.map(|act| Act { draft: Some(id), ..act }))
    }

    fn seal(&mut self, child: Subject) -> Outcome<Option<Act>> {
        let lifted = if self.dice.chance(400) { json!(self.clock.date_naive()) } else { Value::Null };
        self.fact(child, EntryKind::Sealing, "", json!({ "lifted_on": lifted }))
    }

    /// What its author may not record, or what is too long: to be kept, set aside and shown.
    fn hostile(&mut self) -> Outcome<Option<Act>> {
        let Some(family) = self.known_family()? else { return Ok(None) };
        let subject = Subject::Person(family.child);
        let change = if self.dice.chance(100) {
            let said = json!({ "narrative": "a".repeat(300_000) });
            self.begin(subject, EntryKind::ContactNarrative, said)?
        } else {
            self.begin(subject, EntryKind::StaffMember, json!({}))?
        };
        Ok(Some(Act { is_hostile: true, ..self.plain(subject, vec![change]) }))
    }

    fn centre(&mut self) -> Outcome<Option<Act>> {
        let phone = self.phone();
        self.fact(Subject::Centre(CENTRE), EntryKind::Centre, "", json!({ "phone": phone }))
    }

    /// Another version of a narrative of the child, or a mark that it was entered in error.
    fn amend(&mut self, family: Family, said: Value, in_error: bool) -> Outcome<Option<Act>> {
        let subject = Subject::Person(family.child);
        let here = self.laptop.vault()?.entries_of_kind(subject, EntryKind::ContactNarrative)?;
        let standing: Vec<_> = here.iter().filter(|stored| stored.state == EntryState::Settled).collect();
        let place = self.dice.below(u32::try_from(standing.len())?);
        let Some(stored) = standing.get(place as usize) else { return Ok(None) };
        let Some(mut version) = self.version(stored.entry)? else { return Ok(None) };
        version.in_error = in_error;
        let change = self.write(subject, EntryKind::ContactNarrative, said, &version)?;
        Ok(Some(self.plain(subject, vec![change])))
    }

    /// A narrative becomes too sensitive for some who hold it.
    fn raise(&mut self, family: Family) -> Outcome<Option<Act>> {
        let subject = Subject::Person(family.child);
        let here = self.laptop.vault()?.entries_of_kind(subject, EntryKind::ContactNarrative)?;
        let Some(stored) = here.iter().find(|stored| stored.state == EntryState::Settled) else { return Ok(None) };
        let Some(mut version) = self.version(stored.entry)? else { return Ok(None) };
        let raised = if self.dice.chance(500) { Sensitivity::Sensitive } else { Sensitivity::Restricted };
        version.sensitivity = version.sensitivity.max(raised);
        let said = json!({ "narrative": self.words() });
        let change = self.write(subject, EntryKind::ContactNarrative, said, &version)?;
        Ok(Some(self.plain(subject, vec![change])))
    }

    fn new_entry(&mut self, subject: Subject, kind: EntryKind, said: Value) -> Outcome<Option<Act>> {
        let change = self.begin(subject, kind, said)?;
        Ok(Some(self.plain(subject, vec![change])))
    }

    /// The first version of an entry of which there can be several.
    fn begin(&mut self, subject: Subject, kind: EntryKind, said: Value) -> Outcome<Change> {
        let entry = EntryId::mint(self.clock, self.dice.bytes());
        self.write(subject, kind, said, &Version::first(entry))
    }

    /// A version of the one entry of this kind and key, over whatever is here.
    fn fact(&mut self, subject: Subject, kind: EntryKind, key: &str, said: Value) -> Outcome<Option<Act>> {
        let entry = EntryId::derived(ORGANISATION, subject, kind, key);
        let Some(version) = self.version(entry)? else { return Ok(None) };
        let change = self.write(subject, kind, said, &version)?;
        if !self.is_legal(kind, entry, &change)? || !kind.recorders().include(self.laptop.who.role) {
            return Ok(None);
        }
        Ok(Some(self.plain(subject, vec![change])))
    }

    fn is_legal(&self, kind: EntryKind, entry: EntryId, change: &Change) -> Outcome<bool> {
        let header = &change.header;
        let versions = self.laptop.vault()?.versions(entry)?;
        let parents = versions.iter().filter(|version| header.parents.contains(&version.id()));
        let parents: Vec<Said> = parents.map(Said::by).collect();
        let by = Writer { staff: header.author, role: header.role, began: header.parents.is_empty() };
        Ok(!kind.has_states() || kind.is_legal(&parents, &Said::by(change), &by))
    }

    /// What a version of an entry is built on here; none where the practitioner may not read it.
    fn version(&self, entry: EntryId) -> Outcome<Option<Version>> {
        let vault = self.laptop.vault()?;
        let Some(stored) = vault.entry(entry)? else {
            return Ok((!vault.holds(entry)?).then(|| Version::first(entry)));
        };
        let body = serde_json::from_str(stored.body())?;
        let parents = vault.folded(entry)?.heads;
        Ok(Some(Version { entry, parents, sensitivity: stored.sensitivity, before: Some(body), in_error: false }))
    }

    fn first(&self, subject: Subject, kind: EntryKind, key: &str, said: Value) -> Outcome<Change> {
        self.write(subject, kind, said, &Version::first(EntryId::derived(ORGANISATION, subject, kind, key)))
    }

    /// A change: the kind's sample, or what was said before, with this said over it.
    fn write(&self, subject: Subject, kind: EntryKind, said: Value, on: &Version) -> Outcome<Change> {
        let mut body: Map<String, Value> = match &on.before {
            Some(before) => before.clone(),
            None => serde_json::from_str(kind.sample())?,
        };
        for (field, value) in said.as_object().ok_or("a body is an object")? {
            body.insert(field.clone(), value.clone());
        }
        body.retain(|_, value| !value.is_null());
        let who = &self.laptop.who;
        let header = Header {
            entry: on.entry,
            kind: Kind::Known(kind),
            schema: kind.schema(),
            organisation: ORGANISATION,
            subject,
            parents: on.parents.clone(),
            author: who.staff,
            role: who.role,
            occurred: Occurred::Instant(self.clock),
            recorded_at: self.clock,
            reason: (!on.parents.is_empty()).then(|| "Told at the door.".to_owned()),
            sensitivity: on.sensitivity.max(kind.sensitivity_of(&Value::Object(body.clone()))?),
            replaces: Vec::new(),
            in_error: on.in_error,
            confirmed: Vec::new(),
            unverified: false,
        };
        Ok(Change::write(header, &body)?)
    }

    fn plain(&self, subject: Subject, changes: Vec<Change>) -> Act {
        Act { changes, subject, is_hostile: false, draft: None, family: None }
    }

    fn words(&self) -> String {
        format!("{MARKER} {}", self.number)
    }

    fn phone(&self) -> String {
        format!("+447700900{:03}", self.number % 1_000)
    }
}

/// What a version is built on.
struct Version {
    entry: EntryId,
    parents: Vec<ChangeId>,
    sensitivity: Sensitivity,
    before: Option<Map<String, Value>>,
    in_error: bool,
}

impl Version {
    /// One that is built on nothing.
    fn first(entry: EntryId) -> Self {
        Self { entry, parents: Vec::new(), sensitivity: Sensitivity::Standard, before: None, in_error: false }
    }
}
