//! Equality monitoring: each characteristic as answered, declined or not asked. Age is known from the birth date.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// What became of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AskedHow {
    /// They answered.
    Answered,
    /// They would rather not say.
    Declined,
    /// Nobody asked.
    NotAsked,
}

/// NHS ethnic category, 2001.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Ethnicity {
    /// White British.
    #[serde(rename = "A")]
    A,
    /// White Irish.
    #[serde(rename = "B")]
    B,
    /// Any other white background.
    #[serde(rename = "C")]
    C,
    /// Mixed: white and black Caribbean.
    #[serde(rename = "D")]
    D,
    /// Mixed: white and black African.
    #[serde(rename = "E")]
    E,
    /// Mixed: white and Asian.
    #[serde(rename = "F")]
    F,
    /// Any other mixed background.
    #[serde(rename = "G")]
    G,
    /// Indian.
    #[serde(rename = "H")]
    H,
    /// Pakistani.
    #[serde(rename = "J")]
    J,
    /// Bangladeshi.
    #[serde(rename = "K")]
    K,
    /// Any other Asian background.
    #[serde(rename = "L")]
    L,
    /// Black Caribbean.
    #[serde(rename = "M")]
    M,
    /// Black African.
    #[serde(rename = "N")]
    N,
    /// Any other black background.
    #[serde(rename = "P")]
    P,
    /// Chinese.
    #[serde(rename = "R")]
    R,
    /// Any other ethnic group.
    #[serde(rename = "S")]
    S,
    /// They would rather not say.
    #[serde(rename = "Z")]
    NotStated,
    /// Not known.
    #[serde(rename = "99")]
    NotKnown,
}

/// REP-05 and DOMAIN 3.2. Sensitive; for counting only, and never shown by default.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Equality {
    /// Ethnic category, as they say it themselves.
    pub ethnicity: Ethnicity,
    /// Disability. Whether it was asked.
    pub disability_asked: AskedHow,
    /// Disability. In their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub disability: String,
    /// Gender reassignment. Whether it was asked.
    pub gender_reassignment_asked: AskedHow,
    /// Gender reassignment. In their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gender_reassignment: String,
    /// Marriage and civil partnership. Whether it was asked.
    pub marriage_asked: AskedHow,
    /// Marriage and civil partnership. In their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub marriage: String,
    /// Pregnancy and maternity. Whether it was asked.
    pub maternity_asked: AskedHow,
    /// Pregnancy and maternity. In their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub maternity: String,
    /// Religion or belief. Whether it was asked.
    pub religion_asked: AskedHow,
    /// Religion or belief. In their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub religion: String,
    /// Sex. Whether it was asked.
    pub sex_asked: AskedHow,
    /// Sex. In their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sex: String,
    /// Sexual orientation. Whether it was asked.
    pub orientation_asked: AskedHow,
    /// Sexual orientation. In their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub orientation: String,
    /// When it was asked.
    #[ts(type = "string")]
    pub asked_on: NaiveDate,
}

const LONGEST_ANSWER: usize = 100;

impl Body for Equality {
    const SAMPLE: &str = concat!(
        r#"{"ethnicity":"C","disability_asked":"answered","disability":"As they said it","#,
        r#""gender_reassignment_asked":"answered","gender_reassignment":"As they said it","#,
        r#""marriage_asked":"answered","marriage":"As they said it","maternity_asked":"answered","#,
        r#""maternity":"As they said it","religion_asked":"answered","religion":"As they said it","#,
        r#""sex_asked":"answered","sex":"As they said it","orientation_asked":"answered","#,
        r#""orientation":"As they said it","asked_on":"2026-10-22"}"#,
    );

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        for (field, text) in [
            ("disability", &self.disability),
            ("gender_reassignment", &self.gender_reassignment),
            ("marriage", &self.marriage),
            ("maternity", &self.maternity),
            ("religion", &self.religion),
            ("sex", &self.sex),
            ("orientation", &self.orientation),
        ] {
            found.limit_text(field, text, LONGEST_ANSWER);
        }
        found.refuse_future("asked_on", self.asked_on, about.today());
        let answers = [
            ("disability", self.disability_asked, &self.disability),
            ("gender_reassignment", self.gender_reassignment_asked, &self.gender_reassignment),
            ("marriage", self.marriage_asked, &self.marriage),
            ("maternity", self.maternity_asked, &self.maternity),
            ("religion", self.religion_asked, &self.religion),
            ("sex", self.sex_asked, &self.sex),
            ("orientation", self.orientation_asked, &self.orientation),
        ];
        for (field, asked, answer) in answers {
            if (asked == AskedHow::Answered) == answer.trim().is_empty() {
                found.reject(field, if answer.trim().is_empty() { Rule::Required } else { Rule::Contradiction });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused, laid_over};

    #[test]
    fn an_answer_is_there_exactly_where_somebody_gave_one() {
        each_is_refused::<Equality>(&[
            (json!({ "religion": null }), "religion", Rule::Required),
            (json!({ "religion_asked": "declined" }), "religion", Rule::Contradiction),
            (json!({ "orientation_asked": "not_asked" }), "orientation", Rule::Contradiction),
        ]);
        each_is_fine::<Equality>(&[
            json!({ "religion_asked": "declined", "religion": null }),
            json!({ "disability_asked": "not_asked", "disability": null }),
        ]);
    }

    #[test]
    fn every_ethnic_category_of_the_nhs_is_written_as_its_code() {
        let codes = ["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "Z", "99"];
        for code in codes {
            let equality: Equality = laid_over(&json!({ "ethnicity": code }));
            assert_eq!(serde_json::to_value(equality.ethnicity).unwrap(), code);
        }
    }
}
