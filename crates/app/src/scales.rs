//! What was answered, as the questionnaire's own totals, and which published cut-offs they reach. Nothing is added up
//! across questionnaires, and no cut-off decides anything.

use chrono::NaiveDate;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::alcohol::Alcohol;
use doorstep_domain::entries::development::{Asq3, Development};
use doorstep_domain::entries::mood::Mood;
use doorstep_domain::id::Subject;
use doorstep_domain::policy::{Dose, FormAge, Instrument, InstrumentId};
use doorstep_store::Vault;
use serde::{Deserialize as _, Deserializer, Serialize};
use ts_rs::TS;

use crate::error::ApiError;
use crate::policy::policy;

/// One score of a questionnaire.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ScaleView {
    /// Which questionnaire: `phq_9`.
    pub instrument: InstrumentId,
    /// Which of its scores: `total`, `communication`.
    pub score: String,
    /// The number.
    pub value: f64,
    /// Of which form, in months, where there are forms by age.
    pub form_months: Option<u32>,
    /// What published cut-offs call it: `moderate`, `below_cut_off`.
    pub means: Vec<String>,
}

/// Which form of a questionnaire fits a child's age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormForAge {
    /// Which questionnaire.
    pub instrument: InstrumentId,
    /// The form, in months.
    pub months: u32,
    /// By which age.
    pub by: FormAge,
}

/// The scores of an entry; none for a kind that has none.
pub(crate) fn scales<'a>(kind: EntryKind, body: impl Deserializer<'a>) -> Result<Vec<ScaleView>, ApiError> {
    let numbers = match kind {
        EntryKind::Mood => Mood::deserialize(body).map(|mood| of_mood(&mood)),
        EntryKind::Development => Development::deserialize(body).map(|development| of_development(&development)),
        EntryKind::Alcohol => Alcohol::deserialize(body)
            .map(|alcohol| alcohol.audit_c.map(|total| (InstrumentId::AuditC, "total", f64::from(total), None)))
            .map(|total| total.into_iter().collect()),
        _ => return Ok(Vec::new()),
    };
    let policy = policy()?;
    // What a later build wrote is shown as it stands, without scores.
    let numbers = numbers.unwrap_or_default().into_iter();
    Ok(numbers
        .map(|(instrument, score, value, form_months)| {
            let known = policy.instrument(instrument);
            let reached = known.into_iter().flat_map(|known| known.reached(score, value, form_months));
            let means = reached.map(|cut_off| cut_off.means.clone()).collect();
            ScaleView { instrument, score: score.to_owned(), value, form_months, means }
        })
        .collect())
}

type Number = (InstrumentId, &'static str, f64, Option<u32>);

fn of_mood(mood: &Mood) -> Vec<Number> {
    let totals = [
        (InstrumentId::Whooley, mood.whooley.map(|answers| answers.total())),
        (InstrumentId::Gad2, mood.gad_2.map(|answers| answers.total())),
        (InstrumentId::Gad7, mood.gad_7.map(|answers| answers.total())),
        (InstrumentId::Phq9, mood.phq_9.map(|answers| answers.total())),
        (InstrumentId::Epds, mood.epds.map(|epds| epds.total)),
    ];
    let given = totals.into_iter().filter_map(|(instrument, total)| Some((instrument, total?)));
    given.map(|(instrument, total)| (instrument, "total", f64::from(total), None)).collect()
}

fn of_development(development: &Development) -> Vec<Number> {
    let mut numbers: Vec<Number> = development.asq_3.as_ref().map(of_asq_3).unwrap_or_default();
    let social = development.asq_se_2.as_ref();
    numbers.extend(
        social.map(|asq| (InstrumentId::AsqSe2, "total", f64::from(asq.total), Some(u32::from(asq.form_months)))),
    );
    numbers.extend(development.sdq_total.map(|total| (InstrumentId::Sdq, "total", f64::from(total), None)));
    numbers
}

fn of_asq_3(asq: &Asq3) -> Vec<Number> {
    let domains = [
        ("communication", asq.communication),
        ("gross_motor", asq.gross_motor),
        ("fine_motor", asq.fine_motor),
        ("problem_solving", asq.problem_solving),
        ("personal_social", asq.personal_social),
    ];
    let given = domains.into_iter().filter_map(|(score, value)| Some((score, value?)));
    given.map(|(score, value)| (InstrumentId::Asq3, score, value, Some(u32::from(asq.form_months)))).collect()
}

/// What a policy says about a child's age, to read beside the fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct ForAge {
    /// Which form of a questionnaire fits.
    pub forms: Vec<FormForAge>,
    /// Which immunisations are due by now (HCP-13).
    pub doses: Vec<DoseDue>,
}

/// Immunisations that are given at one age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DoseDue {
    /// From which day, ISO.
    pub on: String,
    /// As parents know them.
    pub vaccines: Vec<String>,
}

/// What fits a child on a day, for an entry that asks for it: development is read at corrected age until 24 months
/// (HCP-09), immunisations are due by chronological age.
pub(crate) fn for_age(vault: &Vault, kind: EntryKind, subject: Subject, on: NaiveDate) -> Result<ForAge, ApiError> {
    let child = subject.person().map(|person| vault.person(person)).transpose()?.flatten();
    let Some((gestation, born_on)) = child.and_then(|child| Some((child.gestation, child.birth_day()?))) else {
        return Ok(ForAge::default());
    };
    let policy = policy()?;
    let fits = |instrument: &Instrument| {
        let (form, by) = instrument.form_for(born_on, gestation, on)?;
        Some(FormForAge { instrument: instrument.id, months: form.months, by })
    };
    let dose = |(day, dose): (NaiveDate, &Dose)| DoseDue { on: day.to_string(), vaccines: dose.vaccines.clone() };
    Ok(match kind {
        EntryKind::Development => {
            ForAge { forms: policy.instruments.iter().filter_map(fits).collect(), ..ForAge::default() }
        }
        EntryKind::ImmunisationStatus => {
            let due = policy.immunisations.due(born_on).filter(|(day, _)| *day <= on);
            ForAge { doses: due.map(dose).collect(), ..ForAge::default() }
        }
        _ => ForAge::default(),
    })
}
