//! Projections of entries that screens query: who is who, who lives where, who is what to whom.

use chrono::Datelike as _;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::birth::Birth;
use doorstep_domain::entries::death::Death;
use doorstep_domain::entries::identity::Identity;
use doorstep_domain::entries::membership::{Membership, Residence};
use doorstep_domain::entries::nhs_number::NhsNumberEntry;
use doorstep_domain::entries::relationship::Relationship;
use doorstep_domain::loops::{can_wait, waits_from};
use doorstep_domain::name;
use rusqlite::{OptionalExtension, Params, params};
use serde::de::DeserializeOwned;

use crate::append::{Appending, EntryRow};
use crate::error::Error;
use crate::one_person::{relist, show_same_person, show_sealing};
use crate::scans;

type Show = fn(&mut Appending<'_>, &EntryRow, Option<&str>) -> Result<(), Error>;

/// What is projected, and how. Every other kind is read from its entries.
const PROJECTED: [(EntryKind, Show); 11] = [
    (EntryKind::Identity, |appending, entry, body| show_identity(appending, entry, read(body))),
    (EntryKind::NhsNumberEntry, |appending, entry, body| show_nhs_number(appending, entry, read(body))),
    (EntryKind::Birth, |appending, entry, body| show_birth(appending, entry, read(body))),
    (EntryKind::Death, |appending, entry, body| show_death(appending, entry, read(body))),
    (EntryKind::Membership, |appending, entry, body| show_membership(appending, entry, read(body))),
    (EntryKind::Relationship, |appending, entry, body| show_relationship(appending, entry, read(body))),
    (EntryKind::Address, |appending, entry, body| show_address(appending, entry, read(body))),
    (EntryKind::SamePerson, |appending, entry, body| show_same_person(appending, entry, read(body))),
    (EntryKind::Sealing, |appending, entry, body| show_sealing(appending, entry, read(body))),
    (EntryKind::ContactPoint, |appending, entry, _| {
        appending.touched.insert(entry.subject);
        Ok(())
    }),
    (EntryKind::DocumentPart, |appending, entry, body| scans::show(appending, entry, read(body))),
];

/// Brings the projections of one entry up to date. `body` is what is in force; none when nothing is.
pub(crate) fn show(appending: &mut Appending<'_>, entry: &EntryRow, body: Option<&str>) -> Result<(), Error> {
    // What has ended is not shown; but that a record is sealed still holds.
    let body = body.filter(|_| !entry.has_ended || entry.kind.known() == Some(EntryKind::Sealing));
    show_waiting(appending, entry, body)?;
    let projected = PROJECTED.iter().find(|(kind, _)| entry.kind.known() == Some(*kind));
    projected.map_or(Ok(()), |(_, show)| show(appending, entry, body))
}

/// Takes away everything that was made of an entry.
pub(crate) fn forget(appending: &mut Appending<'_>, entry: &EntryRow) -> Result<(), Error> {
    show(appending, entry, None)
}

/// What may be open, and from when; what it is, is worked out when somebody asks.
fn show_waiting(appending: &Appending<'_>, entry: &EntryRow, body: Option<&str>) -> Result<(), Error> {
    let Some(kind) = entry.kind.known().filter(|kind| can_wait(*kind)) else { return Ok(()) };
    let Some(from) = read(body).and_then(|body| waits_from(kind, &body)) else {
        return run(appending, "DELETE FROM waiting WHERE entry = ?1", [entry.number]);
    };
    run(
        appending,
        "INSERT INTO waiting (entry, subject, from_day) VALUES (?1, ?2, ?3) ON CONFLICT (entry) DO UPDATE SET from_day = ?3",
        params![entry.number, entry.subject, from.num_days_from_ce()],
    )
}

/// A body that cannot be read is projected as if nothing were in force: the entry itself still shows, and says so.
fn read<T: DeserializeOwned>(body: Option<&str>) -> Option<T> {
    body.and_then(|body| serde_json::from_str(body).ok())
}

fn run(appending: &Appending<'_>, sql: &str, values: impl Params) -> Result<(), Error> {
    appending.transaction.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

fn show_identity(appending: &mut Appending<'_>, entry: &EntryRow, identity: Option<Identity>) -> Result<(), Error> {
    appending.touched.insert(entry.subject);
    let Some(identity) = identity else {
        // What else is known of them stands, and an identity that comes back finds it.
        let sql = "UPDATE person SET family = '', given = '', preferred = NULL, born = NULL, sort = '' WHERE id = ?1";
        run(appending, sql, [entry.subject])?;
        return forget_nobody(appending, entry.subject);
    };
    let sort = format!("{} {}", name::fold(&identity.family), name::fold(&identity.given));
    run(
        appending,
        "INSERT INTO person (id, family, given, preferred, born, child, sort) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)
         ON CONFLICT (id) DO UPDATE SET family = ?2, given = ?3, preferred = ?4, born = ?5, sort = ?6",
        params![
            entry.subject,
            identity.family,
            identity.given,
            identity.preferred,
            identity.birth_date.map(|date| date.to_string()),
            sort
        ],
    )
}

fn show_nhs_number(
    appending: &mut Appending<'_>,
    entry: &EntryRow,
    number: Option<NhsNumberEntry>,
) -> Result<(), Error> {
    appending.touched.insert(entry.subject);
    let digits = number.as_ref().and_then(|entry| entry.number.as_ref()).map(|number| number.digits().to_owned());
    let status = number.map(|entry| code(&entry.status)).transpose()?;
    run(
        appending,
        "INSERT INTO person (id, family, given, nhs_number, nhs_status, child, sort) VALUES (?1, '', '', ?2, ?3, 0, '')
         ON CONFLICT (id) DO UPDATE SET nhs_number = ?2, nhs_status = ?3",
        params![entry.subject, digits, status],
    )?;
    forget_nobody(appending, entry.subject)
}

fn show_birth(appending: &mut Appending<'_>, entry: &EntryRow, birth: Option<Birth>) -> Result<(), Error> {
    appending.touched.insert(entry.subject);
    let child = birth.is_some();
    let sex = birth.as_ref().map(|birth| code(&birth.sex)).transpose()?;
    let gestation = birth.as_ref().and_then(|birth| birth.gestation).map(|gestation| gestation.to_string());
    let (order, multiple) = birth.map_or((None, None), |birth| (birth.order, birth.multiple));
    let shown = run(
        appending,
        "INSERT INTO person (id, family, given, sex, gestation, birth_order, multiple, child, sort)
         VALUES (?1, '', '', ?2, ?3, ?4, ?5, ?6, '')
         ON CONFLICT (id) DO UPDATE SET sex = ?2, gestation = ?3, birth_order = ?4, multiple = ?5, child = ?6",
        params![entry.subject, sex, gestation, order, multiple, child],
    );
    shown?;
    forget_nobody(appending, entry.subject)?;
    let mut grouped = appending.transaction.prepare_cached("SELECT 1 FROM one_person WHERE person = ?1")?;
    if grouped.exists([entry.subject])? { relist(appending.transaction) } else { Ok(()) }
}

/// Takes away the row of somebody of whom no entry in force says anything that it shows, and what they were found by.
fn forget_nobody(appending: &Appending<'_>, person: [u8; 16]) -> Result<(), Error> {
    let mut statement = appending.transaction.prepare_cached(
        "DELETE FROM person WHERE id = ?1 AND family = '' AND given = '' AND born IS NULL AND nhs_status IS NULL
         AND sex IS NULL AND died IS NULL AND child = 0 RETURNING number",
    )?;
    let forgotten: Option<i64> = statement.query_row([person], |row| row.get(0)).optional()?;
    let Some(number) = forgotten else { return Ok(()) };
    run(appending, "DELETE FROM found_by_start WHERE rowid = ?1", [number])?;
    run(appending, "DELETE FROM found_by_part WHERE rowid = ?1", [number])
}

fn show_death(appending: &mut Appending<'_>, entry: &EntryRow, death: Option<Death>) -> Result<(), Error> {
    let Some(death) = death else {
        run(appending, "UPDATE person SET died = NULL WHERE id = ?1", [entry.subject])?;
        return forget_nobody(appending, entry.subject);
    };
    run(
        appending,
        "INSERT INTO person (id, family, given, died, child, sort) VALUES (?1, '', '', ?2, 0, '')
         ON CONFLICT (id) DO UPDATE SET died = ?2",
        params![entry.subject, death.on.to_string()],
    )
}

fn show_membership(
    appending: &mut Appending<'_>,
    entry: &EntryRow,
    membership: Option<Membership>,
) -> Result<(), Error> {
    let Some(membership) = membership else {
        touch_household(appending, entry.subject)?;
        return run(appending, "DELETE FROM membership WHERE entry = ?1", [entry.number]);
    };
    appending.touched.insert(*membership.person.bytes());
    run(
        appending,
        "INSERT INTO membership (entry, household, person, main, lives) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (entry) DO UPDATE SET person = ?3, main = ?4, lives = ?5",
        params![
            entry.number,
            entry.subject,
            membership.person.bytes(),
            membership.residence == Residence::Main,
            membership.to.is_none()
        ],
    )
}

fn show_address(appending: &mut Appending<'_>, entry: &EntryRow, address: Option<Address>) -> Result<(), Error> {
    touch_household(appending, entry.subject)?;
    let Some(address) = address.filter(|address| address.to.is_none()) else {
        return run(appending, "DELETE FROM home WHERE entry = ?1", [entry.number]);
    };
    run(
        appending,
        "INSERT INTO home (entry, household, line, hidden) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (entry) DO UPDATE SET line = ?3, hidden = ?4",
        params![entry.number, entry.subject, address.in_a_line(), address.hidden],
    )
}

fn show_relationship(
    appending: &mut Appending<'_>,
    entry: &EntryRow,
    relationship: Option<Relationship>,
) -> Result<(), Error> {
    let Some(relationship) = relationship else {
        return run(appending, "DELETE FROM relationship WHERE entry = ?1", [entry.number]);
    };
    run(
        appending,
        "INSERT INTO relationship (entry, child, adult) VALUES (?1, ?2, ?3)
         ON CONFLICT (entry) DO UPDATE SET adult = ?3",
        params![entry.number, entry.subject, relationship.adult.bytes()],
    )
}

/// An address is found through the people who live there.
fn touch_household(appending: &mut Appending<'_>, household: [u8; 16]) -> Result<(), Error> {
    let mut statement = appending.transaction.prepare_cached("SELECT person FROM membership WHERE household = ?1")?;
    let people = statement.query_map([household], |row| row.get(0))?.collect::<rusqlite::Result<Vec<[u8; 16]>>>()?;
    appending.touched.extend(people);
    Ok(())
}

/// A choice as its code: `present_not_traced`.
fn code(choice: &impl serde::Serialize) -> Result<String, Error> {
    match serde_json::to_value(choice)? {
        serde_json::Value::String(code) => Ok(code),
        other => Ok(other.to_string()),
    }
}
