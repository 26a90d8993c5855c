//! One policy file: its text, who it comes from, and where in it something is wrong.

use std::ops::Range;

use chrono::NaiveDate;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;
use toml::value::Datetime;

/// The form of policy files that this build reads.
const SCHEMA: u32 = 1;

/// Why a policy file is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct PolicyError {
    /// Its name below `assets`.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

impl PolicyError {
    /// A file that is refused, by its name below the folder.
    #[must_use]
    pub fn new(file: &str, line: usize, reason: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, reason: reason.into() }
    }
}

/// Where a policy comes from and since when it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// What it is called on screen.
    pub title: String,
    /// Who says so.
    pub source: String,
    /// The first day on which it holds.
    pub effective_from: NaiveDate,
    /// The last day on which it held; none while it holds.
    pub effective_to: Option<NaiveDate>,
}

impl Origin {
    /// Whether it held on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.effective_from <= day && self.effective_to.is_none_or(|last| day <= last)
    }
}

/// The table `[file]` that every file begins with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    schema: Spanned<u32>,
    title: Spanned<String>,
    source: Spanned<String>,
    #[serde(deserialize_with = "day")]
    effective_from: NaiveDate,
    #[serde(default)]
    effective_to: Option<Spanned<Day>>,
}

/// A date as TOML writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day(pub(super) NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        day(deserializer).map(Self)
    }
}

pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let refused = || D::Error::custom("a date such as 2026-03-02 is needed");
    let Datetime { date: Some(date), time: None, offset: None } = Datetime::deserialize(deserializer)? else {
        return Err(refused());
    };
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day)).ok_or_else(refused)
}

/// A file that is being read.
#[derive(Clone, Copy)]
pub(super) struct File<'t> {
    name: &'t str,
    pub(super) text: &'t str,
}

impl<'t> File<'t> {
    pub(super) fn new(name: &'t str, text: &'t str) -> Self {
        Self { name, text }
    }

    pub(super) fn toml<T: DeserializeOwned>(&self) -> Result<T, PolicyError> {
        toml::from_str(self.text).map_err(|error| {
            let reason = error.message().lines().collect::<Vec<_>>().join("; ");
            self.refuse(error.span().unwrap_or_default(), reason)
        })
    }

    /// Checks the header and gives what of it stays.
    pub(super) fn origin(&self, header: Header) -> Result<Origin, PolicyError> {
        if *header.schema.get_ref() != SCHEMA {
            return Err(self.refuse(header.schema.span(), format!("this build reads schema {SCHEMA}")));
        }
        for text in [&header.title, &header.source] {
            if text.get_ref().trim().is_empty() {
                return Err(self.refuse(text.span(), "a policy has a title and names its source"));
            }
        }
        let (effective_from, last) = (header.effective_from, header.effective_to);
        if let Some(last) = last.as_ref().filter(|last| last.get_ref().0 < effective_from) {
            return Err(self.refuse(last.span(), "it would end before it begins"));
        }
        Ok(Origin {
            title: header.title.into_inner(),
            source: header.source.into_inner(),
            effective_from,
            effective_to: last.map(|last| last.into_inner().0),
        })
    }

    /// Something is wrong at this place of the text.
    pub(super) fn refuse(&self, span: Range<usize>, reason: impl Into<String>) -> PolicyError {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        self.refuse_line(1 + before.matches('\n').count(), reason)
    }

    pub(super) fn refuse_line(&self, line: usize, reason: impl Into<String>) -> PolicyError {
        PolicyError::new(self.name, line, reason)
    }
}
