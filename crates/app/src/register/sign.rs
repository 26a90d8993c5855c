//! Signing a registration: everybody and everything of it is one batch, all or none.

use doorstep_domain::access::may_record;
use doorstep_domain::change::Kind;
use doorstep_domain::entries::registration::RegistrationSource;
use doorstep_domain::entries::{About, EntryKind};
use doorstep_domain::household::MainHome;
use doorstep_domain::id::{PersonId, Subject};
use doorstep_domain::invalid::{Ask, Rule};
use doorstep_domain::nhs_number::NhsNumber;
use doorstep_domain::staff::Role;
use doorstep_store::Vault;
use doorstep_store::draft::Draft;
use doorstep_store::sign::ToSign;

use super::draft::Typed;
use super::read::{Read, read};
use super::write::Writer;
use super::{Joining, Registered, SignRegistration};
use crate::App;
use crate::error::ApiError;
use crate::family::main_home;
use crate::identity::{DuplicatesQuery, Typed as Typing, likely};
use crate::import::key::{Keys, is_somewhere};
use crate::writing::Writing;

impl App {
    pub(crate) fn sign_registration(&self, input: SignRegistration) -> Result<Registered, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let (draft, enrolment) = (vault.draft(input.draft)?, vault.enrolment()?);
        let typed = Typed { form: input.form, ..Typed::of(&draft)? };
        let mut read = read(typed.joining, &typed.form, &About::nobody(now));
        if !may_record(enrolment.role, &Kind::Known(EntryKind::Identity)) {
            read.found.reject("identity", Rule::RoleMayNot);
        }
        if !likely(&vault, &Typing::of(&typed_so_far(&typed)).0, &[])?.is_empty() {
            read.found.ask("identity.family", Ask::MayBeRegistered);
        }
        let who = who(&vault, Keys(enrolment.organisation), &draft, &typed, &mut read)?;
        ApiError::unless_clear(std::mem::take(&mut read.found), &input.confirmed)?;
        let writing = Writing { confirmed: input.confirmed, ..Writing::by(&enrolment, now) };
        let mut writer = Writer { vault: &vault, writing, mint: self.mint(), changes: Vec::new() };
        write(&mut writer, &typed, &read, &who)?;
        let changes = writer.changes;
        self.sign_one(&vault, ToSign { changes, act: None, draft: Some(draft.id), at: now }, Vec::new())?;
        let open = typed.beside.filter(|_| typed.joining == Joining::Adult).unwrap_or(who.person);
        Ok(Registered { person: who.person, open, signed_at: now.to_rfc3339() })
    }
}

/// The child or adult of a form, as the search for duplicates asks.
fn typed_so_far(typed: &Typed) -> DuplicatesQuery {
    let text = |part: &str, field: &str| {
        let value = typed.form.get(part).and_then(|part| part.get(field));
        value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).unwrap_or_default()
    };
    DuplicatesQuery {
        family: text("identity", "family"),
        given: text("identity", "given"),
        preferred: text("identity", "preferred"),
        birth_date: text("identity", "birth_date"),
        nhs_number: text("nhs_number", "number"),
        postcode: text("address", "postcode"),
        birth_order: text("birth", "order"),
        mother: typed.beside.filter(|_| typed.joining == Joining::Baby),
    }
}

/// Whom a registration is of.
struct Who {
    person: PersonId,
    /// The adult of a family that moves in: somebody new, or known by the NHS number.
    carer: Option<PersonId>,
    carer_is_new: bool,
}

fn who(vault: &Vault, keys: Keys, draft: &Draft, typed: &Typed, read: &mut Read) -> Result<Who, ApiError> {
    let number = read.number.as_ref().and_then(|entry| entry.number);
    let minted = draft.subject.person().ok_or_else(ApiError::not_found)?;
    let mut person = number.map_or_else(|| unnumbered(keys, minted, typed, read), |number| keys.numbered(number));
    if let Some(number) = number
        && let Some(known) = vault.person_of_nhs_number(&number.digits())?
    {
        read.found.reject("nhs_number.number", Rule::AlreadyRegistered);
        person = known.id;
    } else if vault.person(person)?.is_some() {
        let field = if typed.joining == Joining::Baby { "birth.order" } else { "identity.given" };
        read.found.reject(field, Rule::AlreadyRegistered);
    }
    if typed.joining != Joining::Family {
        return Ok(Who { person, carer: None, carer_is_new: false });
    }
    let carer_number = read.carer_number.as_ref().and_then(|entry| entry.number);
    let known = carer_number.map(|number| carer_of(vault, number, read)).transpose()?.flatten();
    // The child's own id is fresh; one further on is as fresh, and the same each time the draft is signed.
    let fresh = PersonId::derived(keys.0, "carer-of-draft", &draft.id.to_string());
    let carer = known.or(carer_number.map(|number| keys.numbered(number))).unwrap_or(fresh);
    if carer == person {
        read.found.reject("carer_nhs_number.number", Rule::SamePerson);
    }
    Ok(Who { person, carer: Some(carer), carer_is_new: known.is_none() })
}

/// An adult whose number is known is that person; with another birth date, one of the two is wrong.
fn carer_of(vault: &Vault, number: NhsNumber, read: &mut Read) -> Result<Option<PersonId>, ApiError> {
    let Some(known) = vault.person_of_nhs_number(&number.digits())? else { return Ok(None) };
    let born = read.carer.as_ref().and_then(|carer| carer.birth_date);
    if known.born.zip(born).is_some_and(|(one, other)| one != other) {
        read.found.reject("carer_nhs_number.number", Rule::AlreadyRegistered);
    }
    Ok(Some(known.id))
}

/// Somebody without a number. Of one mother, one day and one place among twins there is one baby, whoever registers it.
fn unnumbered(keys: Keys, minted: PersonId, typed: &Typed, read: &Read) -> PersonId {
    let Some(identity) = &read.identity else { return minted };
    let order = read.birth.as_ref().and_then(|birth| birth.order);
    let place = read.address.as_ref().and_then(|home| home.postcode.as_ref()).filter(|postcode| is_somewhere(postcode));
    match (typed.joining, typed.beside, identity.birth_date, place) {
        (Joining::Baby, Some(mother), Some(born), _) => {
            PersonId::derived(keys.0, "mother-birth-order", &format!("{mother}|{born}|{}", order.unwrap_or(1)))
        }
        (Joining::Family, _, Some(_), Some(place)) => {
            let order = order.map(|order| order.to_string()).unwrap_or_default();
            keys.named(identity, &[&place.to_string(), &order])
        }
        (Joining::Baby | Joining::Family | Joining::Adult | Joining::Mother, ..) => minted,
    }
}

fn write(writer: &mut Writer<'_>, typed: &Typed, read: &Read, who: &Who) -> Result<(), ApiError> {
    let subject = Subject::Person(who.person);
    let Some(identity) = &read.identity else { return Err(ApiError::not_found()) };
    writer.put(EntryKind::Identity, (subject, ""), identity)?;
    if let Some(number) = &read.number {
        writer.put(EntryKind::NhsNumberEntry, (subject, ""), number)?;
    }
    if let Some(birth) = &read.birth {
        writer.put(EntryKind::Birth, (subject, ""), birth)?;
    }
    match (typed.joining, typed.beside) {
        (Joining::Baby, Some(mother)) => baby(writer, typed, read, (who.person, mother)),
        (Joining::Adult, Some(child)) => adult(writer, read, (child, who.person)),
        (Joining::Family, _) => family(writer, read, who),
        (Joining::Mother, _) => mother(writer, read, who.person),
        (Joining::Baby | Joining::Adult, None) => Err(ApiError::not_found()),
    }
}

fn baby(
    writer: &mut Writer<'_>,
    typed: &Typed,
    read: &Read,
    (baby, mother): (PersonId, PersonId),
) -> Result<(), ApiError> {
    if let Some(said) = &read.relationship {
        writer.relates(baby, mother, said)?;
    }
    if let Some(home) = home_of(writer, mother)?.known() {
        writer.lives(baby, home)?;
    }
    if let Some(pregnancy) = typed.pregnancy {
        writer.ends_pregnancy(pregnancy, baby)?;
    }
    let born = read.identity.as_ref().and_then(|identity| identity.birth_date).and_then(|born| born.exact());
    match born.filter(|_| may_register(writer.writing.role)) {
        Some(born) => writer.registers(baby, RegistrationSource::BirthNotification, born),
        None => Ok(()),
    }
}

fn mother(writer: &mut Writer<'_>, read: &Read, mother: PersonId) -> Result<(), ApiError> {
    let (Some(address), Some(pregnancy)) = (&read.address, &read.pregnancy) else { return Err(ApiError::not_found()) };
    let home = Keys(writer.writing.organisation).household(address, mother);
    writer.address(home, address)?;
    writer.lives(mother, home)?;
    if let Some(phone) = &read.phone {
        writer.reached(mother, phone)?;
    }
    writer.add(EntryKind::Pregnancy, Subject::Person(mother), pregnancy)
}

fn adult(writer: &mut Writer<'_>, read: &Read, (child, adult): (PersonId, PersonId)) -> Result<(), ApiError> {
    if let Some(said) = &read.relationship {
        writer.relates(child, adult, said)?;
    }
    if let Some(phone) = &read.phone {
        writer.reached(adult, phone)?;
    }
    match home_of(writer, child)?.known().filter(|_| read.lives_here) {
        Some(home) => writer.lives(adult, home),
        None => Ok(()),
    }
}

fn family(writer: &mut Writer<'_>, read: &Read, who: &Who) -> Result<(), ApiError> {
    let (Some(address), Some(carer)) = (&read.address, who.carer) else { return Err(ApiError::not_found()) };
    if let Some(identity) = read.carer.as_ref().filter(|_| who.carer_is_new) {
        writer.put(EntryKind::Identity, (Subject::Person(carer), ""), identity)?;
        if let Some(number) = &read.carer_number {
            writer.put(EntryKind::NhsNumberEntry, (Subject::Person(carer), ""), number)?;
        }
    }
    let home = Keys(writer.writing.organisation).household(address, carer);
    writer.address(home, address)?;
    writer.lives(who.person, home)?;
    if home_of(writer, carer)? == MainHome::NotKnown {
        writer.lives(carer, home)?;
    }
    if let Some(said) = &read.relationship {
        writer.relates(who.person, carer, said)?;
    }
    if let Some(phone) = &read.phone {
        writer.reached(carer, phone)?;
    }
    match read.moved_in_on.filter(|_| may_register(writer.writing.role)) {
        Some(moved) => writer.registers(who.person, RegistrationSource::TransferIn, moved),
        None => Ok(()),
    }
}

/// Admin registers people; that an episode of care began is for somebody who sees families to say.
fn may_register(role: Role) -> bool {
    may_record(role, &Kind::Known(EntryKind::Registration))
}

fn home_of(writer: &Writer<'_>, person: PersonId) -> Result<MainHome, ApiError> {
    main_home(writer.vault, person, writer.writing.at.date_naive())
}
