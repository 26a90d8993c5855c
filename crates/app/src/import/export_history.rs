//! The time before, as an export writes it: what was done, and what holds, in the columns that an import reads.

use chrono::NaiveDate;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::accountable::Accountable;
use doorstep_domain::entries::alert::Alert;
use doorstep_domain::entries::contact::{Contact, ContactOutcome, ReviewKind};
use doorstep_domain::entries::involved_service::{InvolvedService, InvolvedServiceKind};
use doorstep_domain::entries::lead_practitioner::{LeadPractitioner, Whether};
use doorstep_domain::entries::level_of_need::LevelOfNeed;
use doorstep_domain::entries::measurement::Measurement;
use doorstep_domain::entries::past_review::PastReview;
use doorstep_domain::entries::safeguarding_status::{SafeguardingState, SafeguardingStatus};
use doorstep_domain::id::{EntryId, Subject};
use doorstep_domain::involved::is_current;

use super::export::{Exporting, code, written};
use super::history::NO_REASONS;
use super::history::words::practice_code;
use crate::error::ApiError;

impl Exporting<'_> {
    /// The cells of a child's history, in the order of the columns.
    pub(super) fn history(&self, child: Subject) -> Result<Vec<String>, ApiError> {
        let mut cells = self.reviews(child)?;
        cells.extend(self.level(child)?);
        cells.extend(self.safeguarding(child)?);
        cells.extend(self.lead(child)?);
        cells.push(self.alerts(child)?);
        cells.push(self.weights(child)?);
        cells.extend(self.accountable(child)?);
        cells.extend(self.gp(child)?);
        Ok(cells)
    }

    /// A review that was done here is done, for whoever reads the file.
    fn reviews(&self, child: Subject) -> Result<Vec<String>, ApiError> {
        let contacts: Vec<(EntryId, Contact)> = self.record.in_force(child, EntryKind::Contact)?;
        let before: Vec<(EntryId, PastReview)> = self.record.in_force(child, EntryKind::PastReview)?;
        let mut cells = Vec::with_capacity(2 * ReviewKind::ALL.len());
        for kind in ReviewKind::ALL {
            let contacts = contacts.iter().map(|(_, contact)| contact);
            let here = contacts
                .filter(|contact| contact.review == Some(kind) && contact.outcome == ContactOutcome::TookPlace)
                .map(|contact| (contact.started_at.date_naive(), contact.mode))
                .min_by_key(|(on, _)| *on);
            let past = before.iter().map(|(_, past)| past).find(|past| past.review == kind);
            let done = here.or(past.map(|past| (past.done_on, past.mode)));
            cells.push(written(done.map(|(on, _)| on)));
            cells.push(done.map(|(_, mode)| code(&mode)).transpose()?.unwrap_or_default());
        }
        Ok(cells)
    }

    fn level(&self, child: Subject) -> Result<[String; 4], ApiError> {
        let Some(level) = self.one::<LevelOfNeed>(child, EntryKind::LevelOfNeed)? else {
            return Ok(Default::default());
        };
        let reasons = if level.reasons == NO_REASONS { String::new() } else { level.reasons };
        Ok([code(&level.level)?, level.from.to_string(), reasons, level.review_by.to_string()])
    }

    fn safeguarding(&self, child: Subject) -> Result<[String; 5], ApiError> {
        let status = self.one::<SafeguardingStatus>(child, EntryKind::SafeguardingStatus)?;
        let Some(status) = status.filter(|status| status.state != SafeguardingState::None) else {
            return Ok(Default::default());
        };
        let categories: Result<Vec<String>, ApiError> = status.category.iter().map(code).collect();
        let basis = status.legal_basis.map(|basis| code(&basis)).transpose()?;
        Ok([
            code(&status.state)?,
            status.from.to_string(),
            categories?.join(" | "),
            basis.unwrap_or_default(),
            status.authority,
        ])
    }

    fn lead(&self, child: Subject) -> Result<[String; 7], ApiError> {
        let lead = self.one::<LeadPractitioner>(child, EntryKind::LeadPractitioner)?;
        let Some(lead) = lead.filter(|lead| lead.to.is_none()) else { return Ok(Default::default()) };
        let agreed = match (lead.agreed, lead.social_work_manager) {
            (Whether::Yes, Whether::Yes) => "yes",
            (Whether::No, Whether::No) => "no",
            (Whether::Yes | Whether::No | Whether::NotKnown, _) => "",
        };
        Ok([
            lead.who,
            code(&lead.profession)?,
            lead.agency,
            code(&lead.basis)?,
            lead.from.to_string(),
            agreed.to_owned(),
            lead.capacity,
        ])
    }

    fn alerts(&self, child: Subject) -> Result<String, ApiError> {
        let known: Vec<(EntryId, Alert)> = self.record.in_force(child, EntryKind::Alert)?;
        let mut lines = Vec::new();
        for (_, alert) in known.into_iter().filter(|(_, alert)| alert.ended_on.is_none()) {
            lines.push((alert.from, format!("{} {}: {}", alert.from, code(&alert.kind)?, alert.text)));
        }
        Ok(listed(lines))
    }

    /// Of several weights of one day the first: an import takes one.
    fn weights(&self, child: Subject) -> Result<String, ApiError> {
        let known: Vec<(EntryId, Measurement)> = self.record.in_force(child, EntryKind::Measurement)?;
        let mut lines: Vec<(NaiveDate, String)> = Vec::new();
        for (_, measured) in known {
            let Some(weight) = measured.weight else { continue };
            if !lines.iter().any(|(day, _)| *day == measured.measured_on) {
                lines.push((measured.measured_on, format!("{} {weight}", measured.measured_on)));
            }
        }
        Ok(listed(lines))
    }

    fn accountable(&self, child: Subject) -> Result<[String; 2], ApiError> {
        let Some(known) = self.one::<Accountable>(child, EntryKind::Accountable)? else {
            return Ok(Default::default());
        };
        let name = self.colleagues.get(&known.health_visitor).map(|colleague| colleague.name.clone());
        Ok(name.map_or_else(Default::default, |name| [name, known.from.to_string()]))
    }

    fn gp(&self, child: Subject) -> Result<[String; 2], ApiError> {
        let known: Vec<(EntryId, InvolvedService)> = self.record.in_force(child, EntryKind::InvolvedService)?;
        let is_gp =
            |known: &InvolvedService| known.service == InvolvedServiceKind::GpPractice && is_current(known, self.today);
        let name = known.into_iter().map(|(_, known)| known).find(is_gp).map(|known| known.service_name);
        Ok(name.map(|name| name_and_code(&name)).unwrap_or_default())
    }
}

/// `Harbour Surgery (Z99901)` in its two columns.
fn name_and_code(name: &str) -> [String; 2] {
    if practice_code(name).is_ok() {
        return [String::new(), name.to_owned()];
    }
    let parted = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    match parted.filter(|(_, code)| practice_code(code).is_ok()) {
        Some((name, code)) => [name.to_owned(), code.to_owned()],
        None => [name.to_owned(), String::new()],
    }
}

/// By their days, with bars between; with line breaks where a line has a bar of its own.
fn listed(mut lines: Vec<(NaiveDate, String)>) -> String {
    lines.sort_by_key(|(day, _)| *day);
    let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
    if lines.iter().any(|line| line.contains('|')) { format!("{}\n", lines.join("\n")) } else { lines.join(" | ") }
}
