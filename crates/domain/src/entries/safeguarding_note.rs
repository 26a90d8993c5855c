//! A safeguarding note: what was seen, what was reported and what somebody thinks, each apart from the others.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};

/// What a worry is about, where it has a name (SAFE-13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Harm {
    /// Neglect.
    Neglect,
    /// Physical abuse.
    Physical,
    /// Emotional abuse.
    Emotional,
    /// Sexual abuse.
    Sexual,
    /// Female genital mutilation, or a risk of it.
    FemaleGenitalMutilation,
    /// Trafficking or modern slavery.
    Trafficking,
    /// Abuse in the name of honour, forced marriage.
    HonourBased,
    /// Exploitation by criminals, or for sex.
    Exploitation,
    /// Crime of an adult at home.
    AdultCrime,
}

/// SHR-04 and SAFE-03. Restricted. Clinical: never merges. At least one of the first three says something.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SafeguardingNote {
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub harms: Vec<Harm>,
    /// What the author saw or heard herself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub observed: String,
    /// What others said, in their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reported: String,
    /// Who said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reported_by: String,
    /// What the author thinks, and why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub opinion: String,
    /// What the child lives through.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lived_experience: String,
    /// What was done, and with whom it was discussed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub done: String,
    /// The contact at which it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for SafeguardingNote {
    const SAMPLE: &str = concat!(
        r#"{"harms":["physical","adult_crime"],"#,
        r#""observed":"A round bruise on the left cheek; he does not roll over yet.","#,
        r#""reported":"His mother said that his sister hit him with a toy.","reported_by":"Mother","#,
        r#""opinion":"The account does not fit the mark at his age.","#,
        r#""lived_experience":"He cried when he was laid down, and quietened at the breast.","#,
        r#""done":"Rang the named nurse at 10:20; referred under section 47.","#,
        r#""contact":"cccccccc-cccc-cccc-cccc-cccccccccccc"}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        for (field, text) in [
            ("observed", &self.observed),
            ("reported", &self.reported),
            ("opinion", &self.opinion),
            ("lived_experience", &self.lived_experience),
            ("done", &self.done),
        ] {
            found.limit_text(field, text, LONGEST_TEXT);
        }
        found.limit_text("reported_by", &self.reported_by, LONGEST_LINE);
        if [&self.observed, &self.reported, &self.opinion].iter().all(|text| text.trim().is_empty()) {
            found.reject("observed", Rule::NothingRecorded);
        }
        if !self.reported.trim().is_empty() && self.reported_by.trim().is_empty() {
            found.reject("reported_by", Rule::Required);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    #[test]
    fn a_note_says_something_and_who_said_it() {
        let silent = json!({ "observed": null, "reported": null, "opinion": null });
        each_is_refused::<SafeguardingNote>(&[
            (silent, "observed", Rule::NothingRecorded),
            (json!({ "reported_by": null }), "reported_by", Rule::Required),
        ]);
        each_is_fine::<SafeguardingNote>(&[json!({ "observed": null, "reported": null, "reported_by": null })]);
    }

    // Shows SAFE-13.
    #[test]
    fn harm_that_has_a_name_is_said_by_it() {
        let names = ["female_genital_mutilation", "trafficking", "honour_based", "exploitation", "adult_crime"];
        each_is_fine::<SafeguardingNote>(&names.map(|name| json!({ "harms": [name] })));
    }
}
