//! The routine immunisation schedule, for asking at a review: `assets/immunisation`. Health visitors give no vaccines.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use toml::Spanned;

use super::file::{Day, File, Header, Origin, PolicyError};
use super::offset::Offset;

/// What is given at one age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dose {
    /// At which age.
    pub at: Offset,
    /// The vaccines, as parents know them.
    pub vaccines: Vec<String>,
    /// Only for children born on this day or later.
    pub born_from: Option<NaiveDate>,
    /// Only for children born before this day.
    pub born_before: Option<NaiveDate>,
}

/// The routine schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Immunisations {
    /// Where it comes from.
    pub origin: Origin,
    doses: Vec<Dose>,
}

impl Immunisations {
    /// The day on which each dose is due for a child born on `birth`. By chronological age, also for a preterm child.
    pub fn due(&self, birth: NaiveDate) -> impl Iterator<Item = (NaiveDate, &Dose)> {
        let for_child = move |dose: &&Dose| {
            dose.born_from.is_none_or(|first| first <= birth) && dose.born_before.is_none_or(|end| birth < end)
        };
        self.doses.iter().filter(for_child).filter_map(move |dose| Some((dose.at.after(birth, birth)?, dose)))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    file: Header,
    dose: Vec<Spanned<DoseText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DoseText {
    at: Offset,
    vaccines: Vec<String>,
    #[serde(default)]
    born_from: Option<Day>,
    #[serde(default)]
    born_before: Option<Day>,
}

pub(super) fn read(file: &File<'_>) -> Result<Immunisations, PolicyError> {
    let Text { file: header, dose: texts } = file.toml()?;
    let origin = file.origin(header)?;
    let mut doses = Vec::new();
    for text in texts {
        let span = text.span();
        let DoseText { at, vaccines, born_from, born_before } = text.into_inner();
        if vaccines.is_empty() {
            return Err(file.refuse(span, "a dose of nothing"));
        }
        let (born_from, born_before) = (born_from.map(|day| day.0), born_before.map(|day| day.0));
        if born_from.zip(born_before).is_some_and(|(first, end)| end <= first) {
            return Err(file.refuse(span, "nobody is born in between"));
        }
        doses.push(Dose { at, vaccines, born_from, born_before });
    }
    if doses.is_empty() {
        return Err(file.refuse_line(1, "there are no doses"));
    }
    Ok(Immunisations { origin, doses })
}
