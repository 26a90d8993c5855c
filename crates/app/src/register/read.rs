//! Reading a registration: each part of the form is the body of one kind of entry, read and checked as that kind is.

use chrono::NaiveDate;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::birth::Birth;
use doorstep_domain::entries::contact_point::ContactPoint;
use doorstep_domain::entries::identity::Identity;
use doorstep_domain::entries::nhs_number::NhsNumberEntry;
use doorstep_domain::entries::pregnancy::Pregnancy;
use doorstep_domain::entries::relationship::Relationship;
use doorstep_domain::entries::{About, EntryKind};
use doorstep_domain::id::PersonId;
use doorstep_domain::invalid::{Ask, Findings, Rule};
use doorstep_domain::time::{Age, PartialDate};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::Joining;

/// Older than this, and somebody is asked whether this is a child (DOMAIN 3.2).
const CHILD_YEARS: u32 = 8;

/// What was read of the form. A part that could not be read is none, and a problem says why.
#[derive(Default)]
pub(super) struct Read {
    pub(super) identity: Option<Identity>,
    pub(super) number: Option<NhsNumberEntry>,
    pub(super) birth: Option<Birth>,
    pub(super) address: Option<Address>,
    pub(super) carer: Option<Identity>,
    pub(super) carer_number: Option<NhsNumberEntry>,
    pub(super) relationship: Option<Relationship>,
    pub(super) phone: Option<ContactPoint>,
    pub(super) pregnancy: Option<Pregnancy>,
    pub(super) lives_here: bool,
    pub(super) moved_in_on: Option<NaiveDate>,
    pub(super) found: Findings,
}

/// Reads what one kind of registration asks for.
pub(super) fn read(joining: Joining, form: &Map<String, Value>, about: &About<'_>) -> Read {
    let mut parts = Parts { form, about, found: Findings::default() };
    let mut read = Read {
        identity: parts.needed("identity", EntryKind::Identity),
        number: parts.number("nhs_number"),
        ..Read::default()
    };
    match joining {
        Joining::Baby => {
            read.birth = parts.needed("birth", EntryKind::Birth);
            read.relationship = parts.relationship(Some("mother"));
        }
        Joining::Mother => {
            read.address = parts.needed("address", EntryKind::Address);
            read.phone = parts.phone();
            read.pregnancy = parts.pregnancy();
        }
        Joining::Family => {
            read.birth = parts.needed("birth", EntryKind::Birth);
            read.address = parts.needed("address", EntryKind::Address);
            read.carer = parts.needed("carer", EntryKind::Identity);
            read.carer_number = parts.number("carer_nhs_number");
            read.relationship = parts.relationship(None);
            read.phone = parts.phone();
            read.moved_in_on = parts.day("moved_in_on");
        }
        Joining::Adult => {
            read.relationship = parts.relationship(None);
            read.phone = parts.phone();
            read.lives_here = form.get("lives_here").and_then(Value::as_bool).unwrap_or_default();
        }
    }
    if matches!(joining, Joining::Baby | Joining::Family) {
        child_is_a_child(read.identity.as_ref(), about, &mut parts.found);
    }
    Read { found: parts.found, ..read }
}

/// A child's birth day is what everything hangs on.
fn child_is_a_child(identity: Option<&Identity>, about: &About<'_>, found: &mut Findings) {
    let Some(identity) = identity else { return };
    match identity.birth_date.map(|date| (date, date.exact())) {
        None => found.reject("identity.birth_date", Rule::Required),
        Some((_, None)) => found.reject("identity.birth_date", Rule::DayNeeded),
        Some((_, Some(born))) => {
            if Age::on(born, about.today()).is_some_and(|age| age.years() >= CHILD_YEARS) {
                found.ask("identity.birth_date", Ask::ChildOver8);
            }
        }
    }
}

struct Parts<'a> {
    form: &'a Map<String, Value>,
    about: &'a About<'a>,
    found: Findings,
}

impl Parts<'_> {
    /// A part as it was typed; an empty one where nothing was.
    fn typed(&self, part: &str) -> Map<String, Value> {
        self.form.get(part).and_then(Value::as_object).cloned().unwrap_or_default()
    }

    fn needed<B: DeserializeOwned>(&mut self, part: &str, kind: EntryKind) -> Option<B> {
        self.body(part, kind, self.typed(part))
    }

    fn body<B: DeserializeOwned>(&mut self, part: &str, kind: EntryKind, typed: Map<String, Value>) -> Option<B> {
        match kind.read(Value::Object(typed)) {
            Ok(body) => self.checked(part, kind, body),
            Err(unread) => {
                self.found.include(part, unread);
                None
            }
        }
    }

    fn checked<B: DeserializeOwned>(&mut self, part: &str, kind: EntryKind, body: Value) -> Option<B> {
        match kind.check(&body.to_string(), self.about) {
            Ok(checked) => self.found.include(part, checked),
            Err(_) => self.found.reject(part, Rule::NotAChoice),
        }
        serde_json::from_value(body).ok()
    }

    /// A number that was typed is present, and not traced, unless somebody says more; none was typed, and none is recorded.
    fn number(&mut self, part: &str) -> Option<NhsNumberEntry> {
        let mut typed = self.typed(part);
        let is_blank = |name: &str| typed.get(name).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty());
        match (is_blank("number"), is_blank("status")) {
            (true, true) => return None,
            (false, true) => drop(typed.insert("status".to_owned(), json!("present_not_traced"))),
            (_, false) => {}
        }
        self.body(part, EntryKind::NhsNumberEntry, typed)
    }

    fn phone(&mut self) -> Option<ContactPoint> {
        let mut typed = self.typed("phone");
        typed.get("value").and_then(Value::as_str).filter(|value| !value.trim().is_empty())?;
        let means = if typed["value"].as_str().is_some_and(|value| value.contains('@')) { "email" } else { "phone" };
        typed.insert("means".to_owned(), json!(means));
        self.body("phone", EntryKind::ContactPoint, typed)
    }

    fn pregnancy(&mut self) -> Option<Pregnancy> {
        let mut typed = self.typed("pregnancy");
        typed.insert("outcome".to_owned(), json!("expected"));
        self.body("pregnancy", EntryKind::Pregnancy, typed)
    }

    /// The adult is not known yet: whose id it is comes when the form is written down.
    fn relationship(&mut self, of: Option<&str>) -> Option<Relationship> {
        let mut typed = self.typed("relationship");
        typed.insert("adult".to_owned(), json!(PersonId::from_bytes([0; 16])));
        if let Some(of) = of {
            typed.insert("relationship".to_owned(), json!(of));
        }
        self.body("relationship", EntryKind::Relationship, typed)
    }

    fn day(&mut self, name: &str) -> Option<NaiveDate> {
        let text = self.form.get(name).and_then(Value::as_str).unwrap_or_default().trim();
        if text.is_empty() {
            self.found.reject(name, Rule::Required);
            return None;
        }
        let day = text.parse::<PartialDate>().ok().and_then(PartialDate::exact);
        match day {
            None => self.found.reject(name, Rule::NotADate),
            Some(day) => self.found.refuse_future(name, day, self.about.today()),
        }
        day
    }
}
