//! What the form of each visit asks: `assets/visits`. A form is laid out for the visit that it serves, as data.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use ts_rs::TS;

use super::assessment::NeedsDomain;
use super::file::{File, Header, PolicyError};
use crate::entries::EntryKind;
use crate::entries::contact::ReviewKind;
use crate::id::SubjectKind;

/// Whose record a part of a visit's form is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Each child that is seen.
    Child,
    /// The mother, or the first carer.
    Mother,
    /// Another carer who lives there.
    Partner,
    /// All who live there; the child, where no home is known.
    Household,
}

/// One record that a visit's form has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct VisitPart {
    /// What sort.
    pub kind: EntryKind,
    /// Whose.
    pub whose: Whose,
    /// Of a needs assessment: which domain.
    pub domain: Option<NeedsDomain>,
    /// Shown at once, not behind a line that opens.
    pub open: bool,
}

/// The forms of all visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitForms(Vec<(Option<ReviewKind>, Vec<VisitPart>)>);

impl VisitForms {
    /// The parts of the form of this review, in order; none is any other contact.
    #[must_use]
    pub fn parts(&self, review: Option<ReviewKind>) -> &[VisitPart] {
        self.0.iter().find(|(of, _)| *of == review).map_or(&[], |(_, parts)| parts)
    }
}

/// What every visit's form has room for anyway, in boxes of its own.
pub const ALWAYS_ASKED: [EntryKind; 4] =
    [EntryKind::Contact, EntryKind::ContactNarrative, EntryKind::Measurement, EntryKind::Feeding];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    file: Header,
    visit: Vec<Spanned<Visit>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Visit {
    review: Option<ReviewKind>,
    #[serde(default)]
    assessment: bool,
    parts: Vec<Spanned<Part>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    kind: EntryKind,
    whose: Whose,
    #[serde(default)]
    open: bool,
}

pub(super) fn read(file: &File<'_>) -> Result<VisitForms, PolicyError> {
    let Text { file: header, visit: visits } = file.toml()?;
    file.origin(header)?;
    let (mut forms, mut named) = (Vec::new(), BTreeSet::new());
    for visit in visits {
        let span = visit.span();
        let Visit { review, assessment, parts } = visit.into_inner();
        if !named.insert(review) {
            return Err(file.refuse(span, "this visit has a form already"));
        }
        let parts = parts.into_iter().map(|part| checked(file, part)).collect::<Result<Vec<_>, _>>()?;
        if parts.iter().map(|part| (part.kind, part.whose)).collect::<BTreeSet<_>>().len() < parts.len() {
            return Err(file.refuse(span, "a form asks for a record twice"));
        }
        let assessed = if assessment { assessment_parts() } else { Vec::new() };
        forms.push((review, parts.into_iter().chain(assessed).collect()));
    }
    for review in ReviewKind::ALL.into_iter().map(Some).chain([None]) {
        if !named.contains(&review) {
            let what = review.map_or("any other contact", ReviewKind::name);
            return Err(file.refuse(file.text.len()..file.text.len(), format!("there is no form for {what}")));
        }
    }
    Ok(VisitForms(forms))
}

fn checked(file: &File<'_>, part: Spanned<Part>) -> Result<VisitPart, PolicyError> {
    let span = part.span();
    let Part { kind, whose, open } = part.into_inner();
    if ALWAYS_ASKED.contains(&kind) {
        return Err(file.refuse(span, "every form has room for this"));
    }
    let fits = match (whose, kind.about()) {
        (_, SubjectKind::PersonOrHousehold) => true,
        (Whose::Household, about) => about == SubjectKind::Household,
        (Whose::Child | Whose::Mother | Whose::Partner, about) => about == SubjectKind::Person,
    };
    if fits {
        Ok(VisitPart { kind, whose, domain: None, open })
    } else {
        Err(file.refuse(span, "a record of this kind is never theirs"))
    }
}

/// NEED-03: the assessment, its ten domains and the level of need that is decided with it.
fn assessment_parts() -> Vec<VisitPart> {
    let part = |kind, whose, domain| VisitPart { kind, whose, domain, open: false };
    let domains = NeedsDomain::ALL.into_iter().map(|domain| {
        let whose = if domain.is_of_the_child() { Whose::Child } else { Whose::Household };
        part(EntryKind::AssessedNeed, whose, Some(domain))
    });
    let assessment = part(EntryKind::NeedsAssessment, Whose::Child, None);
    [assessment].into_iter().chain(domains).chain([part(EntryKind::LevelOfNeed, Whose::Child, None)]).collect()
}
