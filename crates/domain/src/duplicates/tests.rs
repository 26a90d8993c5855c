//! Rows of two records each: which may be one person, and why.

use super::*;

/// "family, given | born | NHS number | postcode | mother | order of how many", as much as is known.
fn known(row: &str) -> Known {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let cell = |place: usize| cells.get(place).copied().filter(|text| !text.is_empty());
    let (family, given) = cells[0].split_once(',').unwrap_or((cells[0], ""));
    let (given, preferred) = given.split_once('"').unwrap_or((given, ""));
    let order = cell(5).map(|text| text.split_once('/').unwrap());
    Known {
        family: family.trim().into(),
        given: given.trim().into(),
        preferred: Some(preferred.trim_end_matches('"').to_owned()).filter(|name| !name.is_empty()),
        born: cell(1).map(|text| text.parse().unwrap()),
        nhs_number: cell(2).map(|text| text.trim_end_matches('!').parse().unwrap()),
        number_is_verified: cell(2).is_some_and(|text| text.ends_with('!')),
        postcodes: cell(3).into_iter().map(|text| text.parse().unwrap()).collect(),
        mother: cell(4).map(|text| PersonId::from_bytes([text.parse().unwrap(); 16])),
        birth_order: order.and_then(|(place, _)| place.parse().ok()),
        is_of_several: order.is_some(),
    }
}

use Likeness::{
    BabyOfTheSameMother as Baby, BirthDateAndName as Name, BirthDatePlaceAndGiven as Place,
    NamelessAtThePlace as Nameless, NhsNumber as Number,
};

const ROWS: &[(&str, &str, Option<Likeness>)] = &[
    // The same number is the same person, whatever else was typed.
    ("Okafor, Ada | 2026-05-04 | 9990000018", "Smith, Bob | 1994-01-01 | 9990000018", Some(Number)),
    ("Okafor, Ada | 2026-05-04 | 9990000018", "Okafor, Ada | | 9990000018!", Some(Number)),
    ("Okafor, Ada || 9990000018", "Nobody, Else || 9990000018", Some(Number)),
    // Two verified numbers are two people, however alike they are: Ali Khan and Ali Kahn.
    ("Khan, Ali | 2026-05-04 | 9990000050!", "Khan, Ali | 2026-05-04 | 9990000069!", None),
    ("Khan, Ali | 2026-05-04 | 9990000050!", "Kahn, Ali | 2026-05-04 | 9990000069", Some(Name)),
    ("Khan, Ali | 2026-05-04 | 9990000050", "Khan, Ali | 2026-05-04 |", Some(Name)),
    // Birth date and name.
    ("Okafor, Ada | 2026-05-04", "Okafor, Ada | 2026-05-04", Some(Name)),
    ("Okafor, Ada | 2026-05-04", "OKAFOR, ADA | 2026-05-04", Some(Name)),
    ("O'Brien, Sinéad | 2026-05-04", "OBrien, Sinead | 2026-05-04", Some(Name)),
    ("Smith, Catherine | 2026-05-04", "Smyth, Kathryn | 2026-05-04", Some(Name)),
    ("Clarke, William | 2026-05-04", "Clark, Bill | 2026-05-04", Some(Name)),
    ("Clarke, Elizabeth | 2026-05-04", "Clarke, Beth | 2026-05-04", Some(Name)),
    ("Clarke, Elizabeth \"Libby\" | 2026-05-04", "Clarke, Libby | 2026-05-04", Some(Name)),
    ("Hussain, Mohammed | 2026-05-04", "Hussein, Muhammad | 2026-05-04", Some(Name)),
    ("Smith-Jones, Amy | 2026-05-04", "Jones, Amy | 2026-05-04", Some(Name)),
    ("Smith Jones, Amy | 2026-05-04", "Smith-Jones, Amy | 2026-05-04", Some(Name)),
    ("Davies, Mary Ann | 2026-05-04", "Davies, Maryann | 2026-05-04", Some(Name)),
    ("Nguyễn, Thị | 2026-05-04", "Thị, Nguyen | 2026-05-04", Some(Name)),
    ("Marsh, Jo | 1996-08", "Marsh, Jo | 1996-08-03", Some(Name)),
    ("Marsh, Jo | 1996-08-03", "Marsh, Jo | 1996-09-03", None),
    ("Marsh, Jo | 1996", "Marsh, Jo | 1996-08-03", None),
    ("Marsh, Jo | about 1996", "Marsh, Jo | 1996", None),
    ("Marsh, Jo |", "Marsh, Jo |", None),
    ("Marsh, Jo | 1996-08-03", "Marsh, Jo |", None),
    ("Okafor, Ada | 2026-05-04", "Okafor, Ada | 2026-05-05", None),
    ("Okafor, Ada | 2026-05-04", "Okafor, Emeka | 2026-05-04", None),
    ("Okafor, Ada | 2026-05-04", "Williams, Ada | 2026-05-04", None),
    ("Marsh, Jo | 2026-05-04", "Marsh, Joy | 2026-05-04", None),
    ("Marsh, Jay | 2026-05-04", "Marsh, Jo | 2026-05-04", None),
    // Birth date, postcode and given name: the family name changed.
    ("Okafor, Ada | 2026-05-04 || XA1 2BC", "Williams, Ada | 2026-05-04 || XA1 2BC", Some(Place)),
    ("Okafor, Catherine | 2026-05-04 || XA1 2BC", "Williams, Kathryn | 2026-05-04 || XA1 2BC", Some(Place)),
    ("Okafor, Ada | 2026-05-04 || XA1 2BC", "Williams, Ada | 2026-05-04 || XA1 2BD", None),
    ("Okafor, Ada | 2026-05-04 || XA1 2BC", "Williams, Ben | 2026-05-04 || XA1 2BC", None),
    ("Okafor, Ada | 2026-05-04 || XA1 2BC", "Williams, Ada | 2025-05-04 || XA1 2BC", None),
    // A baby before and after its name was registered.
    ("Baby of Ngozi Okafor | 2026-05-04 ||| 7", "Okafor, Ada | 2026-05-04 ||| 7", Some(Baby)),
    ("Okafor, Baby | 2026-05-04 ||| 7", "Okafor, Ada | 2026-05-04 ||| 7", Some(Baby)),
    ("Baby of Ngozi Okafor | 2026-05-04 ||| 7", "Okafor, Ada | 2026-05-04 ||| 8", None),
    ("Baby of Ngozi Okafor | 2026-05-04 || XA1 2BC", "Okafor, Ada | 2026-05-04 || XA1 2BC", Some(Nameless)),
    ("Baby of Ngozi Okafor | 2026-05-04 || XA1 2BC", "Okafor, Ada | 2026-05-09 || XA1 2BC", None),
    (
        "Baby of Ngozi Okafor | 2026-05-04 || XA1 2BC | 7 | 1/2",
        "Okafor, Ada | 2026-05-04 || XA1 2BC | 7 | 1/2",
        Some(Baby),
    ),
    // Twins are two people.
    ("Okafor, Ada | 2026-05-04 ||| 7 | 1/2", "Okafor, Bea | 2026-05-04 ||| 7 | 2/2", None),
    ("Okafor, Ada | 2026-05-04 ||| 7", "Okafor, Bea | 2026-05-04 ||| 7", None),
    ("Okafor, Ada | 2026-05-04 ||| 7 | 1/2", "Okafor, Ada | 2026-05-04 ||| 7 | 2/2", None),
    ("Baby of Ngozi Okafor | 2026-05-04 ||| 7 | 1/2", "Baby of Ngozi Okafor | 2026-05-04 ||| 7 | 2/2", None),
    ("Baby of Ngozi Okafor | 2026-05-04 ||| 7 | 1/2", "Okafor, Bea | 2026-05-04 ||| 7 | 2/2", None),
    ("Okafor, Mary | 2026-05-04 ||| 7 | 1/2", "Okafor, Maria | 2026-05-04 ||| 7", None),
    ("Okafor, Mary | 2026-05-04 ||| 7", "Okafor, Mary | 2026-05-04 ||| 7 | 1/2", Some(Name)),
    ("Okafor, Tom | 2026-05-04 ||| 7 | 1/2", "Okafor, Thomas | 2026-05-04 ||| 7", Some(Name)),
    ("Okafor, Ada | 2026-05-04 || XA1 2BC | | 1/2", "Okafor, Ada | 2026-05-04 || XA1 2BC | | 2/2", None),
    (
        "Okafor, Ada | 2026-05-04 | 9990000018 || 7 | 1/2",
        "Okafor, Bea | 2026-05-04 | 9990000018 || 7 | 2/2",
        Some(Number),
    ),
];

// Shows IDN-02.
#[test]
fn who_may_be_one_person_and_who_is_a_twin() {
    assert!(ROWS.len() >= 40);
    for (one, other, expected) in ROWS {
        assert_eq!(alike(&known(one), &known(other)), *expected, "{one}   {other}");
        assert_eq!(alike(&known(other), &known(one)), *expected, "the other way round: {other}   {one}");
    }
}

#[test]
fn no_home_and_no_mother_makes_alike_what_numbers_dates_and_names_keep_apart() {
    let somewhere = known("Okafor, Ada | 2026-05-04 || XA1 2BC | 7");
    let with =
        |bare: &Known| Known { postcodes: somewhere.postcodes.clone(), mother: somewhere.mother, ..bare.clone() };
    let bare = |text| Known { postcodes: Vec::new(), mother: None, ..known(text) };
    for (one, other, _) in ROWS {
        let (one, other) = (bare(one), bare(other));
        let may_be = may_be_alike(&one, &other);
        assert!(may_be || alike(&with(&one), &with(&other)).is_none(), "{} {}", one.given, other.given);
    }
    for (one, other, expected) in ROWS.iter().filter(|(_, _, expected)| expected.is_some()) {
        assert!(may_be_alike(&bare(one), &bare(other)), "{one}   {other}   {expected:?}");
    }
}
