//! The time before Doorstep, taken over as it stood there: each entry is marked as verified by nobody. Where the record says
//! anything of its own, the record stays, and the line says so.

use doorstep_domain::access::may_record;
use doorstep_domain::change::Kind;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::accountable::{Accountable, Post};
use doorstep_domain::entries::alert::Alert;
use doorstep_domain::entries::contact::{Contact, ContactOutcome};
use doorstep_domain::entries::involved_service::{InvolvedService, InvolvedServiceKind};
use doorstep_domain::entries::measurement::Measurement;
use doorstep_domain::entries::past_review::PastReview;
use doorstep_domain::entries::registration::Registration;
use doorstep_domain::id::{ChangeId, PersonId, StaffId, Subject};
use doorstep_domain::involved::is_current;
use doorstep_domain::name::fold;
use doorstep_domain::time::{Occurred, PartialDate};
use serde::Serialize;
use serde_json::{Map, Value};

use super::fill::{Filled, fill};
use super::history::{NamedColleague, PastWeight};
use super::line::Line;
use super::plan::{AGAIN, Fact, Planned, Planner};
use super::record::Standing;
use super::{BroughtHistory, LeftOut, WhyLeftOut};
use crate::error::ApiError;
use crate::writing::{Of, Writing};

/// Why it was written after it happened, as the history of the entry shows it.
const TAKEN_OVER: &str = "taken over from the previous system";
/// Before the keys of what has none of its own, so that an import never meets what somebody recorded.
const BEFORE: &str = "previous-system";

/// Something of the time before, to be taken over.
struct Past<'a, B> {
    fact: Fact<'a, B>,
    occurred: Occurred,
    /// What the report calls it where it is left out: its day, its name.
    said: String,
}

/// What the record says of the same matter, in an entry of its own.
enum Known {
    /// Nothing.
    Nothing,
    /// The same.
    Same,
    /// Something else.
    Otherwise,
}

impl Known {
    /// The first of the two that says anything.
    fn or(self, other: Self) -> Self {
        if matches!(self, Self::Nothing) { other } else { self }
    }

    /// The same if one of what the record has is the same, and nothing if it has none.
    fn among(mut same: impl Iterator<Item = bool>) -> Self {
        match same.next() {
            None => Self::Nothing,
            Some(first) if first || same.any(|same| same) => Self::Same,
            Some(_) => Self::Otherwise,
        }
    }
}

/// Whether an import takes this kind over as something of the time before.
pub(super) fn is_history(kind: EntryKind) -> bool {
    HISTORY_KINDS.contains(&kind)
}

const HISTORY_KINDS: [EntryKind; 8] = [
    EntryKind::PastReview,
    EntryKind::LevelOfNeed,
    EntryKind::SafeguardingStatus,
    EntryKind::LeadPractitioner,
    EntryKind::Alert,
    EntryKind::Measurement,
    EntryKind::Accountable,
    EntryKind::InvolvedService,
];

impl Planner<'_> {
    /// Takes over what a line says of the time before. `child` is in the record, or about to be.
    pub(super) fn take_over(&mut self, planned: &mut Planned, line: &Line, child: PersonId) -> Result<(), ApiError> {
        let history = &line.history;
        let about = Subject::Person(child);
        for review in &history.reviews {
            self.review(planned, about, review)?;
        }
        if let Some(level) = &history.level {
            let fact = self.fact(EntryKind::LevelOfNeed, (about, ""), level);
            self.keep(planned, past(fact, level.from), Known::Nothing)?;
        }
        if let Some(status) = &history.safeguarding {
            let fact = self.fact(EntryKind::SafeguardingStatus, (about, ""), status);
            self.keep(planned, past(fact, status.from), Known::Nothing)?;
        }
        if let Some(lead) = &history.lead {
            let fact = self.fact(EntryKind::LeadPractitioner, (about, ""), lead);
            self.keep(planned, past(fact, lead.from), Known::Nothing)?;
        }
        for alert in &history.alerts {
            self.alert(planned, about, alert)?;
        }
        for weight in &history.weights {
            self.weight(planned, about, weight)?;
        }
        if let Some(named) = &history.accountable {
            self.accountable(planned, about, named)?;
        }
        history.gp.as_ref().map_or(Ok(()), |gp| self.gp(planned, about, gp))
    }

    /// A review that was signed here was done, whatever a file says of it.
    fn review(&mut self, planned: &mut Planned, child: Subject, review: &PastReview) -> Result<(), ApiError> {
        let contacts = self.record.in_force::<Contact>(child, EntryKind::Contact)?.into_iter();
        let here = contacts
            .map(|(_, contact)| contact)
            .filter(|contact| contact.review == Some(review.review) && contact.outcome == ContactOutcome::TookPlace);
        let known = Known::among(here.map(|contact| contact.started_at.date_naive() == review.done_on));
        let fact = self.fact(EntryKind::PastReview, (child, review.review.name()), review);
        self.keep(planned, past(fact, review.done_on), known)
    }

    fn alert(&mut self, planned: &mut Planned, child: Subject, alert: &Alert) -> Result<(), ApiError> {
        let known = self.record.in_force::<Alert>(child, EntryKind::Alert)?.into_iter();
        let is_same = |known: &Alert| known.kind == alert.kind && fold(&known.text) == fold(&alert.text);
        let same = known.map(|(_, known)| is_same(&known)).find(|same| *same);
        // Another alert says nothing about this one: both hold.
        let kind = serde_json::to_value(alert.kind)?;
        let key = format!("{BEFORE}|{}|{}|{}", kind.as_str().unwrap_or_default(), alert.from, fold(&alert.text));
        let fact = self.fact(EntryKind::Alert, (child, &key), alert);
        self.keep(planned, past(fact, alert.from), Known::among(same.into_iter()))
    }

    fn weight(&mut self, planned: &mut Planned, child: Subject, weight: &PastWeight) -> Result<(), ApiError> {
        let body = &weight.body;
        let known = self.record.in_force::<Measurement>(child, EntryKind::Measurement)?.into_iter();
        let of_day = known.map(|(_, known)| known).filter(|known| known.measured_on == body.measured_on);
        let known =
            Known::among(of_day.filter(|known| known.weight.is_some()).map(|known| known.weight == body.weight));
        let key = format!("{BEFORE}|{}", body.measured_on);
        let fact = self.fact(EntryKind::Measurement, (child, &key), body);
        self.keep(planned, past(Fact { questions: &weight.questions, ..fact }, body.measured_on), known)
    }

    /// Somebody who works here; who does not is named in the report, for whoever imports to settle.
    fn accountable(&mut self, planned: &mut Planned, child: Subject, named: &NamedColleague) -> Result<(), ApiError> {
        let kind = EntryKind::Accountable;
        let health_visitor = match self.colleague(&named.name) {
            Ok(colleague) => colleague,
            Err(why) => {
                leave_out(planned, kind, why, &named.name);
                return Ok(());
            }
        };
        let body = Accountable {
            health_visitor,
            post: Post::Filled,
            from: named.from,
            before: None,
            team: String::new(),
            cover: Vec::new(),
        };
        let fact = self.fact(kind, (child, ""), &body);
        self.keep(planned, Past { said: named.name.clone(), ..past(fact, named.from) }, Known::Nothing)
    }

    /// A registration may name the practice instead.
    fn gp(&mut self, planned: &mut Planned, child: Subject, gp: &InvolvedService) -> Result<(), ApiError> {
        let today = self.writing.at.date_naive();
        let is_same = |name: &str| fold(name) == fold(&gp.service_name);
        let services = self.record.in_force::<InvolvedService>(child, EntryKind::InvolvedService)?.into_iter();
        let practices =
            services.filter(|(_, known)| known.service == InvolvedServiceKind::GpPractice && is_current(known, today));
        let registered = self.record.in_force::<Registration>(child, EntryKind::Registration)?.into_iter();
        let named = registered.max_by_key(|(_, known)| known.from).map(|(_, known)| known.gp_practice);
        let known = Known::among(practices.map(|(_, known)| is_same(&known.service_name)))
            .or(Known::among(named.iter().filter(|name| !name.trim().is_empty()).map(|name| is_same(name))));
        let fact = self.fact(EntryKind::InvolvedService, (child, &format!("{BEFORE}|gp")), gp);
        let (occurred, said) = (self.occurred, gp.service_name.clone());
        self.keep(planned, Past { fact, occurred, said }, known)
    }

    /// Writes what nobody recorded yet. Nothing is ever added to a fact of the record: half of it would be verified.
    fn keep<B: Serialize>(&mut self, planned: &mut Planned, past: Past<'_, B>, known: Known) -> Result<(), ApiError> {
        let kind = past.fact.kind;
        let Value::Object(said) = serde_json::to_value(past.fact.body)? else { return Ok(()) };
        let parents = match self.may_keep(&past.fact, &said, known)? {
            Ok(parents) => parents,
            Err(why) => {
                if let Some(why) = why {
                    leave_out(planned, kind, why, &past.said);
                }
                return Ok(());
            }
        };
        self.sign_past(planned, &past, parents)?;
        match planned.history.iter_mut().find(|brought| brought.kind == kind) {
            Some(brought) => brought.count += 1,
            None => planned.history.push(BroughtHistory { kind, count: 1 }),
        }
        Ok(())
    }

    /// On which versions it would follow; else why it is left out, or nothing where the record says the same.
    fn may_keep<B>(
        &self,
        fact: &Fact<'_, B>,
        said: &Map<String, Value>,
        known: Known,
    ) -> Result<Result<Vec<ChangeId>, Option<WhyLeftOut>>, ApiError> {
        let parents = match (known, self.record.standing(fact.entry)?) {
            (Known::Same, _) => return Ok(Err(None)),
            (Known::Otherwise, _) => return Ok(Err(Some(WhyLeftOut::RecordDiffers))),
            (Known::Nothing, Standing::Absent) => Vec::new(),
            (Known::Nothing, Standing::Undone(heads)) => heads,
            (Known::Nothing, Standing::Closed) => return Ok(Err(Some(WhyLeftOut::InError))),
            (Known::Nothing, Standing::InForce { body, .. }) => {
                let Filled { body, differs } = fill(&body, said);
                return Ok(Err((differs || body.is_some()).then_some(WhyLeftOut::RecordDiffers)));
            }
        };
        Ok(if self.may_record(fact.kind) { Ok(parents) } else { Err(Some(WhyLeftOut::RoleMayNot)) })
    }

    fn may_record(&self, kind: EntryKind) -> bool {
        may_record(self.writing.role, &Kind::Known(kind))
    }

    /// The one colleague of this name.
    fn colleague(&self, name: &str) -> Result<StaffId, WhyLeftOut> {
        if !self.may_record(EntryKind::Accountable) {
            return Err(WhyLeftOut::RoleMayNot);
        }
        let mut of_name = self.colleagues.iter().filter(|colleague| fold(&colleague.name) == fold(name));
        match (of_name.next(), of_name.next()) {
            (None, _) => Err(WhyLeftOut::NoSuchColleague),
            (Some(one), None) => Ok(one.staff),
            (Some(_), Some(_)) => Err(WhyLeftOut::TwoColleagues),
        }
    }

    fn sign_past<B: Serialize>(
        &mut self,
        planned: &mut Planned,
        Past { fact, occurred, .. }: &Past<'_, B>,
        parents: Vec<ChangeId>,
    ) -> Result<(), ApiError> {
        let reason = if parents.is_empty() { TAKEN_OVER } else { AGAIN };
        let writing = Writing {
            reason: Some(reason.to_owned()),
            confirmed: fact.questions.to_vec(),
            unverified: true,
            ..self.writing.clone()
        };
        let Fact { kind, subject, entry, .. } = *fact;
        let of = Of { kind, entry, subject, parents, occurred: *occurred, sensitivity: kind.sensitivity() };
        let change = writing.change(of, fact.body)?;
        self.record.plan(entry, change.id(), change.body());
        planned.changes.push(change);
        Ok(())
    }
}

fn past<B>(fact: Fact<'_, B>, on: chrono::NaiveDate) -> Past<'_, B> {
    Past { fact, occurred: Occurred::On(PartialDate::day(on)), said: on.to_string() }
}

fn leave_out(planned: &mut Planned, kind: EntryKind, why: WhyLeftOut, text: &str) {
    planned.left_out.push(LeftOut { kind, why, text: text.to_owned() });
}
