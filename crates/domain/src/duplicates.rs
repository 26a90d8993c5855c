//! Whether two records may be of one person, and why somebody should look (IDN-02). A reason, never a score: a person
//! decides.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::PersonId;
use crate::name::{fold, other_forms, phonetic};
use crate::nhs_number::NhsNumber;
use crate::postcode::Postcode;
use crate::time::{PartialDate, Precision};

/// Why two records may be of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same NHS number.
    NhsNumber,
    /// The same birth date, and both names are the same, sound alike or are short for one another.
    BirthDateAndName,
    /// The same birth date and postcode, and a given name that is the same, sounds alike or is short for the other.
    BirthDatePlaceAndGiven,
    /// The same birth date and mother, and one of the two has no given name yet.
    BabyOfTheSameMother,
    /// The same birth date and postcode, and one of the two has no given name yet.
    NamelessAtThePlace,
}

/// What is known of somebody, as far as it tells them from others.
#[derive(Clone, Default)]
pub struct Known {
    /// Family name.
    pub family: String,
    /// Given names; none before a birth is registered.
    pub given: String,
    /// What they are called.
    pub preferred: Option<String>,
    /// Birth date, as precise as it is known.
    pub born: Option<PartialDate>,
    /// NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// Whether the number was traced and found to be theirs.
    pub number_is_verified: bool,
    /// Where they live or lived, where that is a place.
    pub postcodes: Vec<Postcode>,
    /// Their mother.
    pub mother: Option<PersonId>,
    /// Which of how many, for twins and more.
    pub birth_order: Option<u8>,
    /// Whether others were born at the same birth.
    pub is_of_several: bool,
}

/// Why two records may be of one person; none where nothing says so, and for twins.
#[must_use]
pub fn alike(one: &Known, other: &Known) -> Option<Likeness> {
    if one_number(one, other) {
        return Some(Likeness::NhsNumber);
    }
    if !may_be_alike(one, other) || are_twins(one, other) {
        return None;
    }
    let given = given_alike(one, other);
    let nameless = is_nameless(one) || is_nameless(other);
    let one_mother = one.mother.is_some() && one.mother == other.mother;
    let one_place = one.postcodes.iter().any(|place| other.postcodes.contains(place));
    if (given && word_alike(&one.family, &other.family)) || swapped(one, other) {
        return Some(Likeness::BirthDateAndName);
    }
    if nameless && one_mother {
        return Some(Likeness::BabyOfTheSameMother);
    }
    if given && one_place {
        return Some(Likeness::BirthDatePlaceAndGiven);
    }
    (nameless && one_place).then_some(Likeness::NamelessAtThePlace)
}

/// Whether numbers, birth dates and names leave it open: where they do not, no home and no mother makes two records alike,
/// and neither need be read.
#[must_use]
pub fn may_be_alike(one: &Known, other: &Known) -> bool {
    if one_number(one, other) {
        return true;
    }
    let apart = one.nhs_number.is_some() && other.nhs_number.is_some();
    if (apart && one.number_is_verified && other.number_is_verified) || !born_alike(one.born, other.born) {
        return false;
    }
    is_nameless(one) || is_nameless(other) || swapped(one, other) || given_alike(one, other)
}

fn one_number(one: &Known, other: &Known) -> bool {
    one.nhs_number.is_some() && one.nhs_number == other.nhs_number
}

/// As far as both say: a month agrees with a day in it. A year says too little.
fn born_alike(one: Option<PartialDate>, other: Option<PartialDate>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let says_enough = |date: PartialDate| matches!(date.precision(), Precision::Day | Precision::Month);
    says_enough(one) && says_enough(other) && one.earliest() <= other.latest() && other.earliest() <= one.latest()
}

/// Born at one birth: another place in the order, or another name with the same mother where several were born.
fn are_twins(one: &Known, other: &Known) -> bool {
    if let (Some(place), Some(others)) = (one.birth_order, other.birth_order)
        && place != others
    {
        return true;
    }
    let apart = !is_nameless(one) && !is_nameless(other) && !same_given(one, other);
    let one_birth = one.mother.is_some() && one.mother == other.mother;
    apart && one_birth && (one.is_of_several || other.is_of_several || !given_alike(one, other))
}

/// "Baby of Ngozi Okafor".
fn is_nameless(known: &Known) -> bool {
    let given = fold(&known.given);
    given.is_empty() || given.starts_with("baby")
}

fn swapped(one: &Known, other: &Known) -> bool {
    let same = |a: &str, b: &str| !fold(a).is_empty() && fold(a) == fold(b);
    same(&one.given, &other.family) && same(&one.family, &other.given)
}

/// Spelt alike or short for one another: Bill and William are one name, Ali and Ella are two.
fn same_given(one: &Known, other: &Known) -> bool {
    any_given(one, other, |one, other| one == other || is_form_of(one, other))
}

fn given_alike(one: &Known, other: &Known) -> bool {
    any_given(one, other, |one, other| one == other || is_form_of(one, other) || sounds_alike(one, other))
}

/// What somebody is first called, either way.
fn any_given(one: &Known, other: &Known, fits: impl Fn(&str, &str) -> bool) -> bool {
    let called = |known: &Known| {
        let preferred = known.preferred.as_deref().map(fold).unwrap_or_default();
        let given = fold(&known.given);
        let first = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
        [first(&given), given.replace(' ', ""), first(&preferred)]
    };
    let others = called(other);
    let fits = |name: &String| !name.is_empty() && others.iter().any(|other| !other.is_empty() && fits(name, other));
    called(one).iter().any(fits)
}

fn is_form_of(one: &str, other: &str) -> bool {
    let forms = |name: &str| other_forms(name).iter().map(|form| fold(form)).collect::<Vec<_>>();
    forms(one).iter().any(|form| form == other) || forms(other).iter().any(|form| form == one)
}

/// One sound is too little to go by: Jo, Joy and Jay are three names.
fn sounds_alike(one: &str, other: &str) -> bool {
    let sound = phonetic(one);
    sound.chars().count() > 1 && sound == phonetic(other)
}

/// Family names: the same, of one sound, or one part of a double name.
fn word_alike(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let whole = one.replace(' ', "") == other.replace(' ', "") || sounds_alike(&one, &other);
    whole || one.split(' ').any(|word| other.split(' ').any(|part| word == part || sounds_alike(word, part)))
}

#[cfg(test)]
mod tests;
