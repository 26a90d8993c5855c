//! Questionnaires and scales: which numbers they give, and what those mean. `assets/instruments`.
//!
//! A cut-off asks for a practitioner's judgement; it decides nothing. Wording is here only where its owner allows it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::file::{File, Origin, PolicyError};
use crate::time::{Age, CorrectedAge, Gestation};

mod text;

/// The instruments that a record can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InstrumentId {
    /// Two questions on depression.
    Whooley,
    /// Two questions on anxiety.
    #[serde(rename = "gad_2")]
    Gad2,
    /// Seven questions on anxiety.
    #[serde(rename = "gad_7")]
    Gad7,
    /// Nine questions on depression.
    #[serde(rename = "phq_9")]
    Phq9,
    /// Edinburgh postnatal depression scale.
    Epds,
    /// Three questions on drinking.
    AuditC,
    /// Strengths and difficulties.
    Sdq,
    /// Graded care profile 2.
    #[serde(rename = "gcp_2")]
    Gcp2,
    /// Ages and stages, 3rd edition.
    #[serde(rename = "asq_3")]
    Asq3,
    /// Ages and stages, social-emotional, 2nd edition.
    #[serde(rename = "asq_se_2")]
    AsqSe2,
}

/// Whether the questions may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// Word for word, as its owner allows.
    Verbatim,
    /// Never: scores alone.
    None,
}

/// A number that the instrument gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Its name: `total`, `item_9`, `communication`.
    pub score: String,
    /// The lowest that there is.
    pub from: f64,
    /// The highest that there is.
    pub to: f64,
}

/// An answer that may be ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Word for word.
    pub text: String,
    /// What it adds.
    pub value: u32,
}

/// On which side of a number something is meant.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// This number and all above.
    AtLeast(f64),
    /// All below this number.
    Below(f64),
}

/// What a score means to somebody, who is named.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CutOff {
    /// Which score.
    pub score: String,
    /// Of which form, in months, where forms differ.
    pub form: Option<u32>,
    /// From where on.
    pub limit: Limit,
    /// A word for what it means.
    pub means: String,
    /// Who says so.
    pub source: String,
}

/// How soon an alert is acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgent {
    /// In the same contact, which cannot be signed without a decision on safety.
    Immediate,
}

/// A score that must not be passed over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alert {
    /// Which score.
    pub score: String,
    /// From where on.
    pub at_least: f64,
    /// How soon.
    pub act: Urgent,
    /// Who says so.
    pub source: String,
}

/// The form for one age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// What it is called: the form of 24 months.
    pub months: u32,
    /// The age from which it is used: completed months,
    pub from_months: u32,
    /// and days over them.
    pub from_days: u32,
}

/// By which age a form was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FormAge {
    /// Counted from birth.
    Chronological,
    /// Counted from the expected date, of a child born before 37+0.
    Corrected,
    /// Counted from birth, and nobody recorded the gestation: it may be the wrong form.
    GestationUnknown,
}

/// A number that the instrument cannot give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number that this score can be")]
pub struct OutOfRange;

/// A questionnaire or scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Instrument {
    /// Where this comes from.
    pub origin: Origin,
    /// Which it is.
    pub id: InstrumentId,
    /// Whether its questions may be shown.
    pub wording: Wording,
    /// Who owns it, and what may be done with it.
    pub licence: String,
    /// What is said before the questions.
    pub stem: Option<String>,
    /// The questions, word for word; none where wording is not allowed.
    pub questions: Vec<String>,
    /// The answers to each.
    pub answers: Vec<Answer>,
    /// The numbers that it gives.
    pub scores: Vec<Score>,
    /// What those mean.
    pub cut_offs: Vec<CutOff>,
    /// Scores that must not be passed over.
    pub alerts: Vec<Alert>,
    /// Its forms, by age.
    pub forms: Vec<Form>,
    forms_until_months: u32,
    corrected_until_months: u32,
}

impl Instrument {
    /// Whether `value` can be this score.
    ///
    /// # Errors
    /// There is no such score, or it does not go that far.
    pub fn check(&self, score: &str, value: f64) -> Result<(), OutOfRange> {
        let known = self.scores.iter().find(|known| known.score == score).ok_or(OutOfRange)?;
        if (known.from..=known.to).contains(&value) { Ok(()) } else { Err(OutOfRange) }
    }

    /// The cut-offs that a score reaches; `form` in months, for an instrument that has forms.
    pub fn reached(&self, score: &str, value: f64, form: Option<u32>) -> impl Iterator<Item = &CutOff> {
        self.cut_offs.iter().filter(move |cut_off| {
            let meant = cut_off.score == score && (cut_off.form.is_none() || cut_off.form == form);
            meant
                && match cut_off.limit {
                    Limit::AtLeast(least) => value >= least,
                    Limit::Below(end) => value < end,
                }
        })
    }

    /// The alerts that a score raises.
    pub fn alerts(&self, score: &str, value: f64) -> impl Iterator<Item = &Alert> {
        self.alerts.iter().filter(move |alert| alert.score == score && value >= alert.at_least)
    }

    /// The form for a child on a day, and by which age. None before the first form, after the last, and without forms.
    ///
    /// Development is read at corrected age until 24 months, while reviews are due by chronological age (HCP-09).
    #[must_use]
    pub fn form_for(&self, born_on: NaiveDate, gestation: Option<Gestation>, on: NaiveDate) -> Option<(Form, FormAge)> {
        let chronological = Age::on(born_on, on)?;
        let (age, by) = if chronological.months() >= self.corrected_until_months {
            (chronological, FormAge::Chronological)
        } else {
            match chronological.corrected(gestation) {
                CorrectedAge::NotNeeded => (chronological, FormAge::Chronological),
                CorrectedAge::GestationUnknown => (chronological, FormAge::GestationUnknown),
                CorrectedAge::BeforeExpected(_) => return None,
                CorrectedAge::Corrected(corrected) => (corrected, FormAge::Corrected),
            }
        };
        let reached = (age.months(), age.days_over_months());
        let form = self.forms.iter().rev().find(|form| (form.from_months, form.from_days) <= reached)?;
        (reached.0 < self.forms_until_months).then_some((*form, by))
    }
}

pub(super) fn read<'t>(files: impl Iterator<Item = File<'t>>) -> Result<Vec<Instrument>, PolicyError> {
    let mut instruments: Vec<Instrument> = Vec::new();
    for file in files {
        let instrument = text::read(&file)?;
        if instruments.iter().any(|other| other.id == instrument.id) {
            return Err(file.refuse_line(1, format!("another file has {:?} already", instrument.id)));
        }
        instruments.push(instrument);
    }
    Ok(instruments)
}
