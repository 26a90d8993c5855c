//! The starting history of a line (IMP-01): reviews done, needs, safeguarding, alerts, weights, who is accountable, the GP.
//! Knows nothing of the vault.

use chrono::{Months, NaiveDate};
use doorstep_domain::entries::About;
use doorstep_domain::entries::alert::Alert;
use doorstep_domain::entries::contact::ReviewKind;
use doorstep_domain::entries::involved_service::{InvolvedService, InvolvedServiceKind};
use doorstep_domain::entries::lead_practitioner::{LeadBasis, LeadPractitioner, Whether};
use doorstep_domain::entries::level_of_need::LevelOfNeed;
use doorstep_domain::entries::measurement::Measurement;
use doorstep_domain::entries::past_review::{PastReview, PastReviewSource};
use doorstep_domain::entries::safeguarding_status::{SafeguardingState, SafeguardingStatus, StatusSource};
use doorstep_domain::invalid::{Question, Rule};

use super::cell::{self, Shape};
use super::columns::{HISTORY, REVIEWS};
use super::reader::Reader;

pub(super) mod words;

/// What a line says of the time before Doorstep.
#[derive(Clone, Default)]
pub(super) struct History {
    pub(super) reviews: Vec<PastReview>,
    pub(super) level: Option<LevelOfNeed>,
    pub(super) safeguarding: Option<SafeguardingStatus>,
    pub(super) lead: Option<LeadPractitioner>,
    pub(super) alerts: Vec<Alert>,
    pub(super) weights: Vec<PastWeight>,
    pub(super) accountable: Option<NamedColleague>,
    pub(super) gp: Option<InvolvedService>,
}

/// A weight, with what is unusual about it: confirming the import confirms it.
#[derive(Clone)]
pub(super) struct PastWeight {
    pub(super) body: Measurement,
    pub(super) questions: Vec<Question>,
}

/// Somebody who works here, by the name that the file gives.
#[derive(Clone)]
pub(super) struct NamedColleague {
    pub(super) name: String,
    pub(super) from: NaiveDate,
}

/// What stands for the reasons where the file gives none: a reader must see that nobody knows them.
pub(super) const NO_REASONS: &str = "From the previous system, which gave no reasons.";
/// What a GP practice is there for.
pub(super) const GP_PURPOSE: &str = "GP practice";

/// Reads the history of a line. `reader` knows the child that the line is about.
pub(super) fn read(reader: &mut Reader<'_>, reviews: &[[&str; 2]; REVIEWS], cells: &[&str; HISTORY.len()]) -> History {
    let [level, level_from, level_reasons, level_review, rest @ ..] = cells;
    let [status, status_from, category, basis, authority, rest @ ..] = rest;
    let [lead, role, agency, leads, lead_from, agreed, capacity, rest @ ..] = rest;
    let [alerts, weights, accountable, accountable_from, gp, gp_code] = rest;
    let kinds = ReviewKind::ALL.iter().zip(reviews);
    let safeguarding = safeguarding(reader, [status, status_from, category, basis, authority]);
    let state = safeguarding.as_ref().map(|status| status.state);
    History {
        reviews: kinds.filter_map(|(kind, cells)| past_review(reader, *kind, cells)).collect(),
        level: level_of_need(reader, [level, level_from, level_reasons, level_review]),
        safeguarding,
        lead: lead_practitioner(reader, [lead, role, agency, leads, lead_from, agreed, capacity], state),
        alerts: list(reader, "alerts", alerts, alert),
        weights: past_weights(reader, weights),
        accountable: colleague(reader, accountable, accountable_from),
        gp: gp_practice(reader, gp, gp_code),
    }
}

fn past_review(reader: &mut Reader<'_>, review: ReviewKind, [on, mode]: &[&str; 2]) -> Option<PastReview> {
    let [on_column, mode_column] = [format!("{}_review_on", review.name()), format!("{}_review_mode", review.name())];
    let done_on = reader.read(&on_column, on, cell::day);
    let how = reader.read(&mode_column, mode, words::mode);
    let written = |cell: &str| !cell.trim().is_empty();
    // Half of it is no review: without its day nobody knows when it was, without its mode whether it counts.
    if written(on) && !written(mode) {
        reader.reject(&mode_column, Rule::Required, mode);
    } else if written(mode) && !written(on) {
        reader.reject(&on_column, Rule::Required, on);
    }
    let source = PastReviewSource::PreviousSystem;
    let body = PastReview { review, done_on: done_on?, mode: how?, source, note: String::new() };
    reader.check("", &body, &[("done_on", &on_column, on), ("mode", &mode_column, mode)]);
    Some(body)
}

fn level_of_need(reader: &mut Reader<'_>, [level, from, reasons, review]: [&str; 4]) -> Option<LevelOfNeed> {
    let read = reader.read("level_of_need", level, words::level);
    let reasons = reader.text("level_of_need_reasons", reasons);
    let review_by = reader.read("level_of_need_review_by", review, cell::day);
    let since = dated(reader, ("level_of_need", level), ("level_of_need_from", from))?;
    let body = LevelOfNeed {
        level: read?,
        reasons: if reasons.is_empty() { NO_REASONS.to_owned() } else { reasons },
        from: since,
        review_by: review_by.unwrap_or_else(|| a_year_after(since)),
    };
    let dates = [("from", "level_of_need_from", from), ("review_by", "level_of_need_review_by", review)];
    reader.check("", &body, &dates);
    Some(body)
}

fn safeguarding(
    reader: &mut Reader<'_>,
    [state, from, category, basis, authority]: [&str; 5],
) -> Option<SafeguardingStatus> {
    let read = reader.read("safeguarding_status", state, words::safeguarding);
    let category = list(reader, "safeguarding_category", category, |text, _| words::category(text));
    let legal_basis = reader.read("safeguarding_legal_basis", basis, words::legal_basis);
    let council = reader.text("safeguarding_authority", authority);
    // "Nothing in force" protects nobody, and a file is no evidence for it.
    if read == Some(SafeguardingState::None) {
        return None;
    }
    let since = dated(reader, ("safeguarding_status", state), ("safeguarding_from", from))?;
    let body = SafeguardingStatus {
        state: read?,
        category,
        legal_basis,
        from: since,
        review_on: None,
        authority: council,
        source: StatusSource::Unconfirmed,
        decided_by: String::new(),
        confirmed_by: String::new(),
        document: None,
    };
    let columns = [
        ("from", "safeguarding_from", from),
        ("category", "safeguarding_category", ""),
        ("legal_basis", "safeguarding_legal_basis", basis),
        ("authority", "safeguarding_authority", authority),
    ];
    reader.check("", &body, &columns);
    Some(body)
}

fn lead_practitioner(
    reader: &mut Reader<'_>,
    [who, role, agency, leads, from, agreed, capacity]: [&str; 7],
    state: Option<SafeguardingState>,
) -> Option<LeadPractitioner> {
    let name = reader.text("lead_practitioner", who);
    let profession = reader.read("lead_practitioner_role", role, words::profession);
    let agency_read = reader.text("lead_practitioner_agency", agency);
    let basis = reader.read("lead_practitioner_for", leads, words::lead_basis).or(state.and_then(led_under));
    let answer = reader.read("lead_practitioner_agreed", agreed, words::whether).unwrap_or(Whether::NotKnown);
    let capacity_read = reader.text("lead_practitioner_capacity", capacity);
    let since = dated(reader, ("lead_practitioner", who), ("lead_practitioner_from", from))?;
    for (column, cell, missing) in
        [("lead_practitioner_role", role, profession.is_none()), ("lead_practitioner_for", leads, basis.is_none())]
    {
        if missing && cell.trim().is_empty() {
            reader.reject(column, Rule::Required, cell);
        }
    }
    let body = LeadPractitioner {
        who: name,
        profession: profession?,
        agency: agency_read,
        reached_at: String::new(),
        basis: basis?,
        from: since,
        to: None,
        allocated_by: String::new(),
        social_work_manager: answer,
        agreed: answer,
        capacity: capacity_read,
    };
    let columns = [
        ("profession", "lead_practitioner_role", role),
        ("agency", "lead_practitioner_agency", agency),
        ("from", "lead_practitioner_from", from),
        ("social_work_manager", "lead_practitioner_agreed", agreed),
        ("agreed", "lead_practitioner_agreed", agreed),
        ("capacity", "lead_practitioner_capacity", capacity),
    ];
    reader.check("", &body, &columns);
    Some(body)
}

/// What somebody leads under this status, where there is one answer.
fn led_under(state: SafeguardingState) -> Option<LeadBasis> {
    match state {
        SafeguardingState::EarlyHelp => Some(LeadBasis::EarlyHelp),
        SafeguardingState::ChildInNeed => Some(LeadBasis::Section17),
        SafeguardingState::Section47 | SafeguardingState::ChildProtectionPlan => Some(LeadBasis::Section47),
        SafeguardingState::None | SafeguardingState::LookedAfter => None,
    }
}

/// `2026-05-01 visit risk: Large dog. Ring first.` It is to be looked at again a year later, wherever that day lies.
fn alert(item: &str, reader: &mut Reader<'_>) -> Result<Alert, Rule> {
    let (day, rest) = words::dated(item)?;
    let (kind, line) = rest.split_once(':').ok_or(Rule::NotAChoice)?;
    let (kind, text) = (words::alert(kind)?, line.trim().to_owned());
    let body =
        Alert { kind, text, from: day, review_by: a_year_after(day), ended_on: None, ended_because: String::new() };
    // Its own check lets an alert begin later; one of the past cannot.
    if day > reader.about().today() {
        return Err(Rule::InTheFuture);
    }
    let about = *reader.about();
    reader.check_item(&about, ("alerts", item), &body);
    Ok(body)
}

fn past_weights(reader: &mut Reader<'_>, cell: &str) -> Vec<PastWeight> {
    let mut found =
        list(reader, "weights", cell, |text, _| words::weight(text).map(|weight| (text.to_owned(), weight)));
    found.sort_by_key(|(_, (day, _))| *day);
    let mut last = None;
    let mut weights = Vec::with_capacity(found.len());
    for (text, (measured_on, weight)) in found {
        // Each is judged beside the one before it, as on a chart.
        let about = About { last_weight: last, ..*reader.about() };
        let body = Measurement {
            contact: None,
            measured_on,
            weight: Some(weight),
            length: None,
            head: None,
            clothing: None,
            note: String::new(),
        };
        let questions = reader.check_item(&about, ("weights", &text), &body);
        if last.is_some_and(|(_, day)| day == measured_on) {
            // Two weights of one day: which of them is right is for somebody to say who knows.
            reader.reject("weights", Rule::Contradiction, &text);
        }
        last = Some((weight, measured_on));
        weights.push(PastWeight { body, questions });
    }
    weights
}

fn colleague(reader: &mut Reader<'_>, name: &str, from: &str) -> Option<NamedColleague> {
    let read = reader.text("accountable_health_visitor", name);
    let since = dated(reader, ("accountable_health_visitor", name), ("accountable_from", from))?;
    if since > reader.about().today() {
        reader.reject("accountable_from", Rule::InTheFuture, from);
    }
    Some(NamedColleague { name: read, from: since })
}

/// A practice by its name, its code, or both: `Harbour Surgery (Z99901)`.
fn gp_practice(reader: &mut Reader<'_>, name: &str, code: &str) -> Option<InvolvedService> {
    let read = reader.text("gp_practice", name);
    let code = reader.read("gp_code", code, words::practice_code);
    let service_name = match (read.is_empty(), code) {
        (true, None) => return None,
        (true, Some(code)) => code,
        (false, None) => read,
        (false, Some(code)) => format!("{read} ({code})"),
    };
    let body = InvolvedService {
        service: InvolvedServiceKind::GpPractice,
        service_name,
        purpose: GP_PURPOSE.to_owned(),
        key_worker: String::new(),
        reached_at: String::new(),
        from: None,
        to: None,
        heard_on: None,
    };
    reader.check("", &body, &[("service_name", "gp_practice", name)]);
    Some(body)
}

/// The day of something that must have one; nothing where neither is written.
fn dated(reader: &mut Reader<'_>, (column, cell): (&str, &str), (day_column, day): (&str, &str)) -> Option<NaiveDate> {
    let read = reader.read(day_column, day, cell::day);
    match (cell.trim().is_empty(), day.trim().is_empty()) {
        (false, true) => reader.reject(day_column, Rule::Required, day),
        (true, false) => reader.reject(column, Rule::Required, cell),
        (true, true) | (false, false) => {}
    }
    read.filter(|_| !cell.trim().is_empty())
}

/// The items of a cell that holds several, each refused by its own text.
fn list<'a, T>(
    reader: &mut Reader<'a>,
    column: &str,
    cell: &str,
    read: impl Fn(&str, &mut Reader<'a>) -> Result<T, Rule>,
) -> Vec<T> {
    let text = reader.shaped(column, cell, Shape::Lines);
    let mut found = Vec::new();
    for item in cell::address_lines(&text) {
        match read(&item, reader) {
            Ok(one) => found.push(one),
            Err(rule) => reader.reject(column, rule, &item),
        }
    }
    found
}

fn a_year_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(12)).unwrap_or(day)
}
