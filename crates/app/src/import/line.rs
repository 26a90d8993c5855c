//! One line, read: a child, its homes and its carers, or every reason why not. Knows nothing of the vault.

use chrono::NaiveDate;
use doorstep_domain::entries::About;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::birth::{Birth, SexForGrowth};
use doorstep_domain::entries::contact_point::{ContactMeans, ContactPoint};
use doorstep_domain::entries::identity::Identity;
use doorstep_domain::entries::nhs_number::{NhsNumberEntry, NhsNumberStatus};
use doorstep_domain::entries::relationship::{ParentalResponsibility, RelationshipKind};
use doorstep_domain::growth::Grams;
use doorstep_domain::invalid::{Question, Rule};
use doorstep_domain::nhs_number::NhsNumberRange;
use doorstep_domain::time::{Age, Gestation, PartialDate};

use super::cell::{self, CarerHome, Shape};
use super::columns::{CARER, CHILD, Cells};
use super::history::{self, History};
use super::reader::Reader;
use super::{RowNote, RowProblem};

/// A line that can be imported.
#[derive(Clone)]
pub(super) struct Line {
    /// Its number in the file.
    pub(super) number: u32,
    pub(super) child: Child,
    /// The main home, then the other.
    pub(super) homes: [Option<Address>; 2],
    pub(super) carers: Vec<Carer>,
    /// What was done before Doorstep.
    pub(super) history: History,
    /// What the line itself gives reason to note.
    pub(super) notes: Vec<RowNote>,
}

#[derive(Clone)]
pub(super) struct Child {
    pub(super) number: Option<NhsNumberEntry>,
    pub(super) identity: Identity,
    pub(super) born_on: NaiveDate,
    pub(super) birth: Birth,
    /// Soft checks of the birth, which confirming the import answers.
    pub(super) questions: Vec<Question>,
}

#[derive(Clone)]
pub(super) struct Carer {
    /// `carer1_` or `carer2_`.
    pub(super) prefix: &'static str,
    pub(super) number: Option<NhsNumberEntry>,
    pub(super) identity: Identity,
    pub(super) relationship: RelationshipKind,
    pub(super) parental_responsibility: ParentalResponsibility,
    pub(super) contact_restriction: Option<String>,
    pub(super) phone: Option<ContactPoint>,
    pub(super) home: CarerHome,
}

/// Reads a line.
pub(super) fn read(number: u32, cells: &Cells<'_>, about: &About<'_>) -> Result<Line, Vec<RowProblem>> {
    let mut reader = Reader::new(about);
    let child = child(&mut reader, &cells.child);
    let homes = homes(&mut reader, &cells.child);
    let first = carer(&mut reader, "carer1_", &cells.carers[0]);
    let second = carer(&mut reader, "carer2_", &cells.carers[1]);
    let carers: Vec<Carer> = [first, second].into_iter().flatten().collect();
    if carers.iter().any(|carer| carer.home == CarerHome::Second) && homes[1].is_none() {
        reader.reject("second_postcode", Rule::Required, "");
    }
    let mut problems = reader.into_problems();
    let about = child.as_ref().map_or(*about, |child| about_child(child, about));
    let mut reader = Reader::new(&about);
    let history = history::read(&mut reader, &cells.reviews, &cells.history);
    problems.extend(reader.into_problems());
    match child {
        Some(child) if problems.is_empty() => {
            let mut notes = notes(&child, &homes, &carers, about.today());
            if history.weights.iter().any(|weight| !weight.questions.is_empty()) {
                notes.push(RowNote::UnusualWeight);
            }
            Ok(Line { number, child, homes, carers, history, notes })
        }
        Some(_) | None => Err(problems),
    }
}

/// What checks of a history know of the child.
fn about_child<'a>(child: &Child, about: &About<'a>) -> About<'a> {
    About {
        born_on: Some(child.born_on),
        gestation: child.birth.gestation,
        sex: child.birth.sex.standard(),
        birth_weight: child.birth.weight,
        ..*about
    }
}

/// The child's name as written, for the report.
pub(super) fn name_as_written(cells: &Cells<'_>) -> String {
    let shown = |text: &str| text.chars().filter(|c| !c.is_control()).take(60).collect::<String>();
    format!("{} {}", shown(cells.child[3]).trim(), shown(cells.child[2]).trim()).trim().to_owned()
}

fn child(reader: &mut Reader<'_>, cells: &[&str; CHILD.len()]) -> Option<Child> {
    let [number, status, family, given, preferred, birth_date, sex, weeks, days, weight, order, multiple, ..] = *cells;
    let number = nhs_number(reader, "", number, status);
    let born_on = reader.required("birth_date", birth_date, cell::day);
    let birth = Birth {
        sex: reader.read("sex", sex, cell::sex).unwrap_or(SexForGrowth::Unknown),
        gestation: gestation(reader, weeks, days),
        weight: reader.read("birth_weight_g", weight, cell::number).map(Grams),
        order: reader.read("birth_order", order, cell::number),
        multiple: reader.read("multiple", multiple, cell::number),
    };
    let identity = Identity {
        family: reader.text("family_name", family),
        given: reader.text("given_names", given),
        preferred: Some(reader.text("preferred_name", preferred)).filter(|name| !name.is_empty()),
        previous: Vec::new(),
        birth_date: born_on.map(PartialDate::day),
    };
    let dated = ("birth_date", "birth_date", birth_date);
    reader.check("", &identity, &[("family", "family_name", family), ("given", "given_names", given), dated]);
    let questions = reader.check("", &birth, &[("weight", "birth_weight_g", weight), ("order", "birth_order", order)]);
    Some(Child { number, identity, born_on: born_on?, birth, questions })
}

fn nhs_number(reader: &mut Reader<'_>, prefix: &'static str, number: &str, status: &str) -> Option<NhsNumberEntry> {
    let field = format!("{prefix}nhs_number");
    let number = reader.read(&field, number, cell::nhs_number);
    let status = reader.read(&format!("{prefix}nhs_number_status"), status, cell::nhs_number_status);
    let status = status.or(number.map(|_| NhsNumberStatus::PresentNotTraced))?;
    let entry = NhsNumberEntry { number, status };
    reader.check(prefix, &entry, &[("number", "nhs_number", "")]);
    Some(entry)
}

fn gestation(reader: &mut Reader<'_>, weeks: &str, days: &str) -> Option<Gestation> {
    let days_read = reader.read("gestation_days", days, cell::number);
    let Some(weeks_read) = reader.read("gestation_weeks", weeks, cell::number) else {
        if days_read.is_some() {
            reader.reject("gestation_weeks", Rule::Required, weeks);
        }
        return None;
    };
    let gestation = Gestation::new(weeks_read, days_read.unwrap_or(0));
    if gestation.is_err() {
        reader.reject("gestation_weeks", Rule::GestationOutOfRange, weeks);
    }
    gestation.ok()
}

fn homes(reader: &mut Reader<'_>, cells: &[&str; CHILD.len()]) -> [Option<Address>; 2] {
    let [.., lines, postcode, hidden, second_lines, second_postcode, second_hidden] = *cells;
    [
        address(reader, "", [lines, postcode, hidden]),
        address(reader, "second_", [second_lines, second_postcode, second_hidden]),
    ]
}

fn address(reader: &mut Reader<'_>, prefix: &'static str, [lines, postcode, hidden]: [&str; 3]) -> Option<Address> {
    let field = |name: &str| format!("{prefix}{name}");
    let address = Address {
        lines: cell::address_lines(&reader.shaped(&field("address"), lines, Shape::Lines)),
        postcode: reader.read(&field("postcode"), postcode, cell::postcode),
        from: None,
        to: None,
        hidden: reader.read(&field("address_hidden"), hidden, cell::hidden).unwrap_or(false),
    };
    if address.lines.is_empty() && address.postcode.is_none() {
        return None;
    }
    reader.check(prefix, &address, &[("lines", "address", lines)]);
    Some(address)
}

fn carer(reader: &mut Reader<'_>, prefix: &'static str, cells: &[&str; CARER.len()]) -> Option<Carer> {
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return None;
    }
    let field = |name: &str| format!("{prefix}{name}");
    let [number, status, family, given, preferred, birth_date, kind, responsibility, restriction, .., home] = *cells;
    let number = nhs_number(reader, prefix, number, status);
    let identity = Identity {
        family: reader.text(&field("family_name"), family),
        given: reader.text(&field("given_names"), given),
        preferred: Some(reader.text(&field("preferred_name"), preferred)).filter(|name| !name.is_empty()),
        previous: Vec::new(),
        birth_date: reader.read(&field("birth_date"), birth_date, cell::partial_day),
    };
    let dated = ("birth_date", "birth_date", birth_date);
    reader.check(prefix, &identity, &[("family", "family_name", family), ("given", "given_names", given), dated]);
    let relationship = reader.required(&field("relationship"), kind, cell::relationship);
    let responsibility = reader.read(&field("parental_responsibility"), responsibility, cell::parental_responsibility);
    let restriction = reader.text(&field("contact_restriction"), restriction);
    let usual = if prefix == "carer1_" { CarerHome::First } else { CarerHome::Elsewhere };
    Some(Carer {
        prefix,
        number,
        identity,
        relationship: relationship.unwrap_or(RelationshipKind::OtherCarer),
        parental_responsibility: responsibility.unwrap_or_default(),
        contact_restriction: Some(restriction).filter(|text| !text.is_empty()),
        phone: phone(reader, prefix, cells),
        home: reader.read(&field("home"), home, cell::carer_home).unwrap_or(usual),
    })
}

fn phone(reader: &mut Reader<'_>, prefix: &'static str, cells: &[&str; CARER.len()]) -> Option<ContactPoint> {
    let [.., phone, voicemail, text, hours, answers, _] = *cells;
    let field = |name: &str| format!("{prefix}{name}");
    let value = reader.phone(&field("phone"), phone);
    let safe_to_voicemail = reader.read(&field("safe_to_voicemail"), voicemail, cell::safe).unwrap_or_default();
    let safe_to_text = reader.read(&field("safe_to_text"), text, cell::safe).unwrap_or_default();
    let note = |text: String| Some(text).filter(|text| !text.is_empty());
    let safe_hours = note(reader.text(&field("safe_hours"), hours));
    let who_answers = note(reader.text(&field("who_answers"), answers));
    let point = ContactPoint {
        means: ContactMeans::Phone,
        value: value?.as_str().to_owned(),
        safe_to_voicemail,
        safe_to_text,
        safe_hours,
        who_answers,
    };
    reader.check(prefix, &point, &[("value", "phone", phone)]);
    Some(point)
}

fn notes(child: &Child, homes: &[Option<Address>; 2], carers: &[Carer], today: NaiveDate) -> Vec<RowNote> {
    let number = child.number.as_ref().and_then(|entry| entry.number);
    let numbers = carers.iter().filter_map(|carer| carer.number.as_ref()?.number).chain(number);
    let elsewhere = |range| matches!(range, NhsNumberRange::Scotland | NhsNumberRange::NorthernIreland);
    let over_8 = Age::on(child.born_on, today).is_some_and(|age| age.years() >= 8);
    let all = [
        (RowNote::NoNhsNumber, number.is_none()),
        (RowNote::NhsNumberFromElsewhere, numbers.into_iter().any(|number| elsewhere(number.range()))),
        (RowNote::Preterm, child.birth.gestation.is_some_and(Gestation::is_preterm)),
        (RowNote::Multiple, child.birth.multiple.is_some_and(|multiple| multiple > 1)),
        (RowNote::TwoHomes, homes[1].is_some()),
        (RowNote::Over8, over_8),
        (
            RowNote::UnusualValue,
            !child.questions.is_empty() || carers.iter().any(|carer| is_unusual_mother(carer, child.born_on)),
        ),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(note, _)| note).collect()
}

/// DOMAIN 3.2: a mother outside 14 to 50 years at the birth is worth a second look at one of the two dates.
fn is_unusual_mother(carer: &Carer, child_born: NaiveDate) -> bool {
    let born = carer.identity.birth_date.and_then(PartialDate::exact);
    let years = born.map(|born| Age::on(born, child_born).map_or(0, Age::years));
    carer.relationship == RelationshipKind::Mother && years.is_some_and(|years| !(14..=50).contains(&years))
}
