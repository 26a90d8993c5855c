//! An instrument as its file writes it.

use serde::Deserialize;
use toml::Spanned;

use super::{Alert, Answer, CutOff, Form, Instrument, InstrumentId, Limit, Score, Wording};
use crate::policy::file::{File, Header, PolicyError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    file: Header,
    instrument: Spanned<About>,
    score: Vec<Spanned<Score>>,
    #[serde(default)]
    question: Vec<Spanned<Question>>,
    #[serde(default)]
    answer: Vec<Answer>,
    #[serde(default)]
    cut_off: Vec<Spanned<CutOffText>>,
    #[serde(default)]
    alert: Vec<Spanned<Alert>>,
    #[serde(default)]
    form: Vec<Spanned<Form>>,
    forms: Option<Forms>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    instrument: InstrumentId,
    wording: Wording,
    licence: String,
    stem: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CutOffText {
    score: String,
    form: Option<u32>,
    at_least: Option<f64>,
    below: Option<f64>,
    means: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    until_months: u32,
    corrected_until_months: u32,
}

pub(super) fn read(file: &File<'_>) -> Result<Instrument, PolicyError> {
    let text: Text = file.toml()?;
    let origin = file.origin(text.file)?;
    let scores = scores(file, text.score)?;
    let forms = forms(file, text.form)?;
    if let Some(question) = text.question.first().filter(|_| text.instrument.get_ref().wording == Wording::None) {
        return Err(file.refuse(question.span(), "its wording may not be shown"));
    }
    for alert in &text.alert {
        let Alert { score, at_least, .. } = alert.get_ref();
        within(&scores, score, *at_least).map_err(|reason| file.refuse(alert.span(), reason))?;
    }
    let mut cut_offs = Vec::new();
    for written in text.cut_off {
        let span = written.span();
        let cut_off = cut_off(written.into_inner(), &scores, &forms).map_err(|reason| file.refuse(span, reason))?;
        cut_offs.push(cut_off);
    }
    adds_up(&text.question, &text.answer, &scores).map_err(|reason| file.refuse(text.instrument.span(), reason))?;
    let About { instrument: id, wording, licence, stem } = text.instrument.into_inner();
    let ages = text.forms.unwrap_or(Forms { until_months: 0, corrected_until_months: 0 });
    Ok(Instrument {
        origin,
        id,
        wording,
        licence,
        stem,
        questions: text.question.into_iter().map(|question| question.into_inner().text).collect(),
        answers: text.answer,
        scores,
        cut_offs,
        alerts: text.alert.into_iter().map(Spanned::into_inner).collect(),
        forms,
        forms_until_months: ages.until_months,
        corrected_until_months: ages.corrected_until_months,
    })
}

fn scores(file: &File<'_>, texts: Vec<Spanned<Score>>) -> Result<Vec<Score>, PolicyError> {
    let mut scores: Vec<Score> = Vec::new();
    for text in texts {
        let Score { score, from, to } = text.get_ref();
        if !(from < to && from.is_finite() && to.is_finite()) {
            return Err(file.refuse(text.span(), "a score goes from a lower number to a higher one"));
        }
        if scores.iter().any(|other| other.score == *score) {
            return Err(file.refuse(text.span(), format!("a second score {score:?}")));
        }
        scores.push(text.into_inner());
    }
    Ok(scores)
}

fn forms(file: &File<'_>, texts: Vec<Spanned<Form>>) -> Result<Vec<Form>, PolicyError> {
    let mut forms: Vec<Form> = Vec::new();
    for text in texts {
        let starts = |form: &Form| (form.from_months, form.from_days);
        if forms.last().is_some_and(|before| starts(before) >= starts(text.get_ref())) {
            return Err(file.refuse(text.span(), "forms come in order of age"));
        }
        forms.push(text.into_inner());
    }
    Ok(forms)
}

fn within(scores: &[Score], score: &str, value: f64) -> Result<(), String> {
    let known =
        scores.iter().find(|known| known.score == score).ok_or_else(|| format!("there is no score {score:?}"))?;
    if (known.from..=known.to).contains(&value) { Ok(()) } else { Err(format!("{score:?} does not go to {value}")) }
}

fn cut_off(text: CutOffText, scores: &[Score], forms: &[Form]) -> Result<CutOff, String> {
    let CutOffText { score, form, at_least, below, means, source } = text;
    let (limit, value) = match (at_least, below) {
        (Some(least), None) => (Limit::AtLeast(least), least),
        (None, Some(end)) => (Limit::Below(end), end),
        _ => return Err("either at_least or below is needed".to_owned()),
    };
    within(scores, &score, value)?;
    if let Some(form) = form.filter(|form| !forms.iter().any(|known| known.months == *form)) {
        return Err(format!("there is no form of {form} months"));
    }
    Ok(CutOff { score, form, limit, means, source })
}

/// Where the questions are known, the highest answers must add up to the highest total.
fn adds_up(questions: &[Spanned<Question>], answers: &[Answer], scores: &[Score]) -> Result<(), String> {
    let highest = answers.iter().map(|answer| answer.value).max().unwrap_or(0);
    let most = questions.iter().map(|_| f64::from(highest)).sum::<f64>();
    let total = scores.iter().find(|score| score.score == "total");
    match total.filter(|_| !questions.is_empty()) {
        Some(total) if total.to.total_cmp(&most).is_ne() => {
            Err(format!("its answers add up to {most}, and its total goes to {}", total.to))
        }
        Some(_) | None => Ok(()),
    }
}
