//! The caseload as a file of the same columns: what one laptop exports another imports as the same people.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use csv::{Terminator, WriterBuilder};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::birth::Birth;
use doorstep_domain::entries::contact_point::{ContactMeans, ContactPoint};
use doorstep_domain::entries::identity::Identity;
use doorstep_domain::entries::nhs_number::NhsNumberEntry;
use doorstep_domain::entries::relationship::Relationship;
use doorstep_domain::id::{EntryId, HouseholdId, PersonId, StaffId, Subject};
use doorstep_domain::phone::Phone;
use doorstep_store::audit::{Act, Noted};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ExportFile;
use super::cell::runs;
use super::columns::{CARER, names};
use super::record::{KnownHome, Record};
use crate::App;
use crate::api::Nothing;
use crate::error::ApiError;
use crate::staff::{Colleague, known_staff};

const MARK: &str = "\u{feff}";

impl App {
    pub(crate) fn export_caseload(&self, _: Nothing) -> Result<ExportFile, ApiError> {
        let vault = self.vault()?;
        let now = self.now();
        let children = vault.children(0, u32::MAX)?;
        let record = Record::without_index(&vault);
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
        let failed = |error: csv::Error| ApiError::internal(&error);
        writer.write_record(names()).map_err(failed)?;
        let exporting = Exporting { record: &record, colleagues: known_staff(&vault)?, today: now.date_naive() };
        for row in &children {
            let cells = exporting.line(row.id)?;
            writer.write_record(cells.iter().map(|cell| guarded(cell))).map_err(failed)?;
        }
        let bytes = writer.into_inner().map_err(|error| ApiError::internal(&error.error()))?;
        let content = String::from_utf8(bytes).map_err(|error| ApiError::internal(&error.utf8_error()))?;
        // Before the file leaves: an export that cannot be noted does not happen.
        let detail = children.len().to_string();
        vault.note(&Noted { detail, ..Noted::new(now, Act::Exported) })?;
        Ok(ExportFile { name: format!("doorstep-caseload-{}.csv", now.date_naive()), content })
    }
}

/// With an apostrophe before what a spreadsheet would run; the import takes it off again.
fn guarded(cell: &str) -> String {
    // A text that begins with such an apostrophe gets another, so that one is left when it comes back.
    let looks_guarded = cell.strip_prefix('\'').is_some_and(|rest| runs(rest.trim_start_matches('\'')));
    if runs(cell) || looks_guarded { format!("'{cell}") } else { cell.to_owned() }
}

pub(super) struct Exporting<'a> {
    pub(super) record: &'a Record<'a>,
    pub(super) colleagues: BTreeMap<StaffId, Colleague>,
    pub(super) today: NaiveDate,
}

impl Exporting<'_> {
    fn line(&self, child: PersonId) -> Result<Vec<String>, ApiError> {
        let subject = Subject::Person(child);
        let homes = self.record.homes(child)?;
        let mut cells = self.child(subject)?;
        cells.extend((0..2).flat_map(|place| home_cells(homes.get(place))));
        let known: Vec<(EntryId, Relationship)> = self.record.in_force(subject, EntryKind::Relationship)?;
        let carers: Vec<Relationship> =
            known.into_iter().map(|(_, carer)| carer).filter(|carer| carer.to.is_none()).collect();
        for place in 0..2 {
            match carers.get(place) {
                Some(carer) => cells.extend(self.carer(carer, &homes)?),
                None => cells.extend(CARER.map(|_| String::new())),
            }
        }
        cells.extend(self.history(subject)?);
        Ok(cells)
    }

    fn child(&self, subject: Subject) -> Result<Vec<String>, ApiError> {
        let identity: Option<Identity> = self.one(subject, EntryKind::Identity)?;
        let birth: Option<Birth> = self.one(subject, EntryKind::Birth)?;
        let mut cells = self.number(subject)?.to_vec();
        cells.extend(identity_cells(identity.as_ref()));
        let birth = birth.as_ref();
        let gestation = birth.and_then(|birth| birth.gestation);
        cells.extend([
            birth.map(|birth| code(&birth.sex)).transpose()?.unwrap_or_default(),
            written(gestation.map(|gestation| gestation.weeks())),
            written(gestation.map(|gestation| gestation.days())),
            written(birth.and_then(|birth| birth.weight).map(|weight| weight.0)),
            written(birth.and_then(|birth| birth.order)),
            written(birth.and_then(|birth| birth.multiple)),
        ]);
        Ok(cells)
    }

    fn carer(&self, carer: &Relationship, homes: &[KnownHome]) -> Result<Vec<String>, ApiError> {
        let subject = Subject::Person(carer.adult);
        let identity: Option<Identity> = self.one(subject, EntryKind::Identity)?;
        let points: Vec<(EntryId, ContactPoint)> = self.record.in_force(subject, EntryKind::ContactPoint)?;
        let phone = points.into_iter().map(|(_, point)| point).find(|point| point.means == ContactMeans::Phone);
        let mut cells = self.number(subject)?.to_vec();
        cells.extend(identity_cells(identity.as_ref()));
        cells.extend([
            code(&carer.relationship)?,
            code(&carer.parental_responsibility)?,
            carer.contact_restriction.clone().unwrap_or_default(),
        ]);
        cells.extend(phone_cells(phone.as_ref())?);
        let lives: Vec<HouseholdId> = self.record.homes(carer.adult)?.into_iter().map(|home| home.household).collect();
        let at = |place: usize| homes.get(place).is_some_and(|home: &KnownHome| lives.contains(&home.household));
        cells.push(
            if at(0) {
                "first"
            } else if at(1) {
                "second"
            } else {
                "elsewhere"
            }
            .to_owned(),
        );
        Ok(cells)
    }

    fn number(&self, subject: Subject) -> Result<[String; 2], ApiError> {
        let entry: Option<NhsNumberEntry> = self.one(subject, EntryKind::NhsNumberEntry)?;
        let number = entry.as_ref().and_then(|entry| entry.number).map(|number| number.to_string());
        Ok([number.unwrap_or_default(), entry.map(|entry| code(&entry.status)).transpose()?.unwrap_or_default()])
    }

    pub(super) fn one<B: DeserializeOwned>(&self, subject: Subject, kind: EntryKind) -> Result<Option<B>, ApiError> {
        Ok(self.record.in_force(subject, kind)?.into_iter().map(|(_, body)| body).next())
    }
}

/// Family, given and preferred name, and the birth date.
fn identity_cells(identity: Option<&Identity>) -> [String; 4] {
    let Some(identity) = identity else { return Default::default() };
    let born = identity.birth_date.map(|date| date.to_string());
    [
        identity.family.clone(),
        identity.given.clone(),
        identity.preferred.clone().unwrap_or_default(),
        born.unwrap_or_default(),
    ]
}

fn home_cells(home: Option<&KnownHome>) -> [String; 3] {
    let Some((_, address)) = home.and_then(|home| home.address.as_ref()) else { return Default::default() };
    let hidden = if address.hidden { "yes" } else { "" };
    let postcode = address.postcode.as_ref().map(ToString::to_string);
    [lines(address), postcode.unwrap_or_default(), hidden.to_owned()]
}

/// With bars between the lines; with line breaks where a line has a bar of its own.
fn lines(address: &Address) -> String {
    if address.lines.iter().any(|line| line.contains('|')) {
        return format!("{}\n", address.lines.join("\n"));
    }
    address.lines.join(" | ")
}

fn phone_cells(phone: Option<&ContactPoint>) -> Result<[String; 5], ApiError> {
    let Some(point) = phone else { return Ok(Default::default()) };
    // As people in the UK write it: a spreadsheet would take +447700900123 for a quantity.
    let shown = point.value.parse::<Phone>().map_or_else(|_| point.value.clone(), |phone| phone.to_string());
    let note = |text: &Option<String>| text.clone().unwrap_or_default();
    Ok([
        shown,
        code(&point.safe_to_voicemail)?,
        code(&point.safe_to_text)?,
        note(&point.safe_hours),
        note(&point.who_answers),
    ])
}

pub(super) fn written(number: Option<impl ToString>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// A choice as its code, in words: `foster carer`.
pub(super) fn code(choice: &impl Serialize) -> Result<String, ApiError> {
    let value = serde_json::to_value(choice)?;
    Ok(value.as_str().unwrap_or_default().replace('_', " "))
}
