//! Opening, journalling and resuming the draft of an entry.

use doorstep_domain::access::may_record_of;
use doorstep_domain::change::Kind;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{CentreId, ChangeId, EntryId, Subject};
use doorstep_domain::policy::NeedsDomain;
use doorstep_store::Vault;
use doorstep_store::draft::Draft;
use doorstep_store::read::{EntryState, Stored};
use doorstep_store::set_aside::SetAside;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{EntryDraft, EntryForm, OpenEntry, PreviousEntry, SaveEntry};
use crate::App;
use crate::error::{ApiError, ErrorCode};
use crate::family::is_in_force;
use crate::journal::Form;
use crate::scales::for_age;
use crate::screen::Screen;
use crate::set_aside::{SetAsideWhich, screen_of};
use crate::staff::StaffNames;
use crate::status::Area;
use crate::visit::{DraftSaved, DraftWhich};

/// The version of [`Typed`]: an older draft is lifted when it is opened.
const SCHEMA: u32 = 1;

/// A draft as it is journalled: what was opened, and what was typed.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Typed {
    pub(super) subject: Subject,
    /// The entry that is amended.
    pub(super) entry: Option<EntryId>,
    /// The heads that the form was opened on: what came in meanwhile was not seen.
    pub(super) heads: Vec<ChangeId>,
    /// What the service had set aside, where this is to be signed in place of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) replaces: Vec<ChangeId>,
    pub(super) form: EntryForm,
}

/// The kind of entry that a draft is of; none where it is a visit's.
pub(crate) fn kind_of(draft: &Draft) -> Option<EntryKind> {
    EntryKind::named(&draft.form)
}

/// What a draft of an entry is about; none where it is no entry's.
pub(crate) fn subject_of(draft: &Draft) -> Option<Subject> {
    Typed::of(draft).ok().map(|(_, typed)| typed.subject)
}

impl Typed {
    pub(super) fn of(draft: &Draft) -> Result<(EntryKind, Self), ApiError> {
        let kind = kind_of(draft).ok_or_else(ApiError::not_found)?;
        Ok((kind, serde_json::from_str(&draft.typed)?))
    }
}

impl App {
    pub(crate) fn open_entry(&self, input: OpenEntry) -> Result<EntryDraft, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let subject = self.subject(&vault, &input)?;
        let own = vault.enrolment()?.staff;
        if !input.kind.about().allows(subject) || !may_record_of(own, &Kind::Known(input.kind), subject) {
            return Err(ApiError::not_found());
        }
        let entry = input.entry.or(existing(&vault, input.kind, subject)?);
        let begins = input.begins.unwrap_or_default();
        let same = |draft: &&Draft| {
            let is_same =
                |typed: Typed| typed.subject == subject && typed.entry == entry && answers(&typed.form.body, &begins);
            kind_of(draft) == Some(input.kind) && Typed::of(draft).is_ok_and(|(_, typed)| is_same(typed))
        };
        if let Some(draft) = vault.drafts()?.iter().find(same) {
            return self.entry_draft(&vault, draft);
        }
        let today = now.format("%Y-%m-%d").to_string();
        let mut typed = opened(&vault, subject, entry, &today)?;
        if entry.is_none() {
            typed.form.body.extend(usual(input.kind, &today));
            typed.form.body.extend(begins);
        }
        let form = Form { name: input.kind.name(), schema: SCHEMA };
        let screen = input.person.map_or(subject, Subject::Person);
        let draft = self.begin_draft(&vault, form, screen, &typed)?;
        self.entry_draft(&vault, &draft)
    }

    /// What it is about: what an entry that is changed says itself, or as asked, or the person of the screen, or whoever
    /// writes, or a centre that is not known yet.
    fn subject(&self, vault: &Vault, input: &OpenEntry) -> Result<Subject, ApiError> {
        if let Some(entry) = input.entry {
            return of_entry(vault, entry, input);
        }
        if let Some(subject) = input.subject.or(input.person.map(Subject::Person)) {
            return Ok(subject);
        }
        if input.kind != EntryKind::Centre {
            return Ok(Subject::Staff(vault.enrolment()?.staff));
        }
        let begun = vault.drafts()?.into_iter().filter(|draft| kind_of(draft) == Some(EntryKind::Centre));
        let mut new = begun.filter_map(|draft| Typed::of(&draft).ok()).filter(|(_, typed)| typed.entry.is_none());
        new.next().map_or_else(|| Ok(Subject::Centre(self.mint().id(CentreId::mint)?)), |(_, typed)| Ok(typed.subject))
    }

    pub(crate) fn resume_entry(&self, input: DraftWhich) -> Result<EntryDraft, ApiError> {
        let vault = self.vault()?;
        self.entry_draft(&vault, &vault.draft(input.draft)?)
    }

    pub(crate) fn save_entry(&self, input: SaveEntry) -> Result<DraftSaved, ApiError> {
        let vault = self.vault()?;
        let before = vault.draft(input.draft)?;
        let (_, typed) = Typed::of(&before)?;
        self.journal(&vault, before, SCHEMA, &Typed { form: input.form, ..typed })
    }

    /// Opens what the service set aside as a form, over the record as it stands now.
    pub(crate) fn correct_set_aside(&self, input: SetAsideWhich) -> Result<EntryDraft, ApiError> {
        let vault = self.vault()?;
        let waits = vault.set_aside(input.batch)?.into_iter().find(|one| one.change.id() == input.change);
        let SetAside { change, replaces, .. } = waits.ok_or_else(ApiError::not_found)?;
        let begun = |draft: &&Draft| Typed::of(draft).is_ok_and(|(_, typed)| typed.replaces.contains(&input.change));
        if let Some(draft) = vault.drafts()?.iter().find(begun) {
            return self.entry_draft(&vault, draft);
        }
        let header = &change.header;
        let kind = header.kind.known().filter(|_| !header.in_error).ok_or_else(ApiError::not_found)?;
        let form = EntryForm {
            happened_on: header.occurred.earliest().to_string(),
            why: header.reason.clone().unwrap_or_default(),
            body: serde_json::from_str(change.body())?,
        };
        let (subject, heads) = (header.subject, vault.folded(header.entry)?.heads);
        let screen = screen_of(&vault, [subject].into_iter())?.map_or(subject, Subject::Person);
        let typed = Typed { subject, entry: Some(header.entry), heads, replaces, form };
        let draft = self.begin_draft(&vault, Form { name: kind.name(), schema: SCHEMA }, screen, &typed)?;
        self.entry_draft(&vault, &draft)
    }

    /// What was typed becomes a change of the entry that says this already, with what is there beside it.
    pub(crate) fn amend_instead(&self, input: SaveEntry) -> Result<EntryDraft, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let before = vault.draft(input.draft)?;
        let (kind, typed) = Typed::of(&before)?;
        let body = kind.read(Value::Object(input.form.body.clone())).map_err(|_| ApiError::new(ErrorCode::Invalid))?;
        let key = kind.key(&body)?.ok_or_else(ApiError::not_found)?;
        let entry = EntryId::derived(vault.enrolment()?.organisation, typed.subject, kind, &key);
        vault.entry(entry)?.ok_or_else(ApiError::not_found)?;
        let heads = vault.folded(entry)?.heads;
        let typed = Typed { entry: Some(entry), heads, form: input.form, ..typed };
        let draft = Draft { typed: serde_json::to_string(&typed)?, schema: SCHEMA, saved_at: now, ..before };
        vault.save_draft(&draft)?;
        self.changed(&[Area::Drafts]);
        self.entry_draft(&vault, &draft)
    }

    fn entry_draft(&self, vault: &Vault, draft: &Draft) -> Result<EntryDraft, ApiError> {
        let (kind, typed) = Typed::of(draft)?;
        // It copies what it amends: for nobody who may not read that, or no longer.
        if let Some(entry) = typed.entry {
            vault.entry(entry)?.ok_or_else(ApiError::not_found)?;
        }
        let screen = Screen::of_draft(vault, draft, self.now().date_naive())?;
        if matches!(screen, Screen::Sealed {}) {
            return Err(ApiError::not_found());
        }
        Ok(EntryDraft {
            draft: draft.id,
            screen,
            kind,
            sensitivity: kind.sensitivity(),
            amends: !typed.heads.is_empty(),
            for_age: for_age(vault, kind, typed.subject, self.now().date_naive())?,
            previous: beside(vault, kind, &typed)?,
            form: typed.form,
            saved_at: draft.saved_at.to_rfc3339(),
        })
    }
}

/// Whether a draft is about the same records as what a new one would begin with: two things that ended are two drafts.
fn answers(typed: &Map<String, Value>, begins: &Map<String, Value>) -> bool {
    let mut links = begins.iter().filter(|(_, value)| EntryId::deserialize(*value).is_ok());
    links.all(|(field, value)| typed.get(field) == Some(value))
}

/// The entry of a fact of which a subject can have only one: recording it again amends it.
pub(crate) fn existing(vault: &Vault, kind: EntryKind, subject: Subject) -> Result<Option<EntryId>, ApiError> {
    if !is_single(kind) {
        return Ok(None);
    }
    let entry = EntryId::derived(vault.enrolment()?.organisation, subject, kind, "");
    match vault.entry(entry)? {
        None if vault.holds(entry)? => Err(ApiError::new(ErrorCode::NotAllowed)),
        Some(stored) => Ok(Some(stored.entry)),
        // It may have been said under another record of the same person.
        None => Ok(vault.entries_of_kind(subject, kind)?.into_iter().find(is_in_force).map(|stored| stored.entry)),
    }
}

/// Whether a subject can have only one entry of this kind.
pub(crate) fn is_single(kind: EntryKind) -> bool {
    let sample: Option<Value> = serde_json::from_str(kind.sample()).ok();
    sample.and_then(|sample| kind.key(&sample).ok().flatten()).is_some_and(|key| key.is_empty())
}

/// What an entry is about, of which the window may know only whose screen it is on. Somebody else's is not opened there.
fn of_entry(vault: &Vault, entry: EntryId, input: &OpenEntry) -> Result<Subject, ApiError> {
    let record = vault.entry(entry)?.ok_or_else(ApiError::not_found)?.change.header.subject;
    let Some(person) = record.person() else { return Ok(record) };
    let screen = input.subject.map_or(input.person, |subject| subject.person());
    if screen.map(|screen| vault.one_of(screen)).transpose()? != Some(vault.one_of(person)?) {
        return Err(ApiError::not_found());
    }
    Ok(record)
}

fn opened(vault: &Vault, subject: Subject, entry: Option<EntryId>, today: &str) -> Result<Typed, ApiError> {
    let form = EntryForm { happened_on: today.to_owned(), ..EntryForm::default() };
    let Some(entry) = entry else {
        return Ok(Typed { subject, entry: None, heads: Vec::new(), replaces: Vec::new(), form });
    };
    let stored = vault.entry(entry)?.ok_or_else(ApiError::not_found)?;
    // A fact of which there is one may have been said under another record of the same person.
    let subject = stored.change.header.subject;
    let happened_on = stored.change.header.occurred.earliest().to_string();
    let body = serde_json::from_str(stored.body())?;
    let heads = vault.folded(entry)?.heads;
    Ok(Typed {
        subject,
        entry: Some(entry),
        heads,
        replaces: Vec::new(),
        form: EntryForm { happened_on, body, ..form },
    })
}

/// What a new entry begins with, as a visit begins today: the state that every one begins in, where there is exactly one,
/// and the day from which it holds.
fn usual(kind: EntryKind, today: &str) -> Map<String, Value> {
    let begins: &[(&str, &str)] = match kind {
        EntryKind::Referral => &[("made_on", today), ("state", "signed")],
        EntryKind::Delegation => &[("state", "proposed")],
        EntryKind::Appointment => &[("state", "booked")],
        EntryKind::Task => &[("state", "open")],
        EntryKind::LevelOfNeed | EntryKind::Alert | EntryKind::Programme => &[("from", today)],
        _ => &[],
    };
    begins.iter().map(|(field, value)| ((*field).to_owned(), Value::from(*value))).collect()
}

/// What to read beside the fields. An entry that is amended is in the fields already, but for what was typed before it was
/// known that there is one.
fn beside(vault: &Vault, kind: EntryKind, typed: &Typed) -> Result<Option<PreviousEntry>, ApiError> {
    let Some(entry) = typed.entry else { return previous(vault, kind, typed.subject, None) };
    let Some(stored) = vault.entry(entry)? else { return Ok(None) };
    let body: Value = serde_json::from_str(stored.body())?;
    if body.as_object() == Some(&typed.form.body) {
        return Ok(None);
    }
    let header = &stored.change.header;
    let author = StaffNames::of(vault)?.author(header)?;
    Ok(Some(PreviousEntry { body, occurred: header.occurred.to_string(), author }))
}

/// What was last recorded of this kind: of the same domain, where it has one.
pub(crate) fn previous(
    vault: &Vault,
    kind: EntryKind,
    subject: Subject,
    domain: Option<NeedsDomain>,
) -> Result<Option<PreviousEntry>, ApiError> {
    let mut last: Option<(i64, Stored, Value)> = None;
    for stored in vault.entries_of_kind(subject, kind)? {
        if stored.state != EntryState::Settled {
            continue;
        }
        let body: Value = serde_json::from_str(stored.body())?;
        let same = domain.is_none_or(|domain| serde_json::to_value(domain).is_ok_and(|name| body["domain"] == name));
        let order = stored.change.header.occurred.order();
        if same && last.as_ref().is_none_or(|(before, ..)| *before <= order) {
            last = Some((order, stored, body));
        }
    }
    let Some((_, stored, body)) = last else { return Ok(None) };
    let header = &stored.change.header;
    Ok(Some(PreviousEntry {
        body,
        occurred: header.occurred.to_string(),
        author: StaffNames::of(vault)?.author(header)?,
    }))
}
