//! One cell: refused where a spreadsheet would run it, cleaned of what nobody sees, and read as what it should be.

use chrono::NaiveDate;
use doorstep_domain::entries::birth::SexForGrowth;
use doorstep_domain::entries::contact_point::Safe;
use doorstep_domain::entries::nhs_number::NhsNumberStatus;
use doorstep_domain::entries::relationship::{ParentalResponsibility, RelationshipKind};
use doorstep_domain::invalid::Rule;
use doorstep_domain::nhs_number::{NhsNumber, NhsNumberError};
use doorstep_domain::phone::Phone;
use doorstep_domain::postcode::Postcode;
use doorstep_domain::time::{ImportDateError, PartialDate, date_from_import};
use unicode_normalization::UnicodeNormalization;

use super::ImportRule;

/// Longer than any field of the record may be: what is longer is no cell but a file gone wrong.
const LONGEST_CELL: usize = 2_000;

/// What a cell may hold beside plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One line.
    Line,
    /// Several lines: an address.
    Lines,
    /// A telephone number, which may begin with a plus.
    Phone,
}

/// A cell without what surrounds it, in composed letters (NFC): one name has one spelling on every laptop.
pub(super) fn clean(cell: &str, shape: Shape) -> Result<String, ImportRule> {
    let text = match cell.strip_prefix('\'') {
        // An apostrophe marks text that only looks like a formula: this is how Doorstep writes it.
        Some(marked) if runs(marked.trim_start_matches('\'')) => marked,
        _ if runs(cell) && !(shape == Shape::Phone && cell.starts_with('+')) => return Err(ImportRule::Formula),
        _ => cell,
    };
    let breaks = |c: char| shape == Shape::Lines && matches!(c, '\n' | '\r');
    if text.chars().any(|c| is_unseen(c) && !breaks(c)) {
        return Err(ImportRule::ControlCharacter);
    }
    if text.chars().nth(LONGEST_CELL).is_some() {
        return Err(ImportRule::Field(Rule::TooLong));
    }
    let composed: String = text.nfc().collect();
    Ok(if shape == Shape::Lines { composed.trim().to_owned() } else { single_spaced(&composed) })
}

/// Whether a spreadsheet would run the cell, or be led to.
pub(super) fn runs(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Control characters, and those that reorder what is read.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn single_spaced(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// An address's lines: parted by line breaks, or by ` | ` where there are none.
pub(super) fn address_lines(text: &str) -> Vec<String> {
    let by = if text.contains(['\n', '\r']) { &['\n', '\r'][..] } else { &['|'][..] };
    text.split(by).map(single_spaced).filter(|line| !line.is_empty()).collect()
}

pub(super) fn nhs_number(text: &str) -> Result<NhsNumber, Rule> {
    text.parse().map_err(|error| match error {
        NhsNumberError::NotADigit | NhsNumberError::NotTenDigits => Rule::NhsNumberShape,
        NhsNumberError::TenEqualDigits | NhsNumberError::CheckDigit => Rule::NhsNumberCheck,
    })
}

/// By its name or by its two digits (UK Core `NHSNumberVerificationStatusEngland`).
pub(super) fn nhs_number_status(text: &str) -> Result<NhsNumberStatus, Rule> {
    const ALL: [(NhsNumberStatus, [&str; 2]); 8] = [
        (NhsNumberStatus::Verified, ["01", "verified"]),
        (NhsNumberStatus::PresentNotTraced, ["02", "present not traced"]),
        (NhsNumberStatus::TraceRequired, ["03", "trace required"]),
        (NhsNumberStatus::NoOrMultipleMatch, ["04", "no or multiple match"]),
        (NhsNumberStatus::Conflict, ["05", "conflict"]),
        (NhsNumberStatus::TraceInProgress, ["06", "trace in progress"]),
        (NhsNumberStatus::NotRequired, ["07", "not required"]),
        (NhsNumberStatus::TracePostponed, ["08", "trace postponed"]),
    ];
    choice(text, &ALL)
}

pub(super) fn sex(text: &str) -> Result<SexForGrowth, Rule> {
    const ALL: [(SexForGrowth, [&str; 4]); 4] = [
        (SexForGrowth::Female, ["female", "f", "2", "girl"]),
        (SexForGrowth::Male, ["male", "m", "1", "boy"]),
        (SexForGrowth::Indeterminate, ["indeterminate", "i", "9", "un"]),
        (SexForGrowth::Unknown, ["unknown", "u", "x", "unk"]),
    ];
    choice(text, &ALL)
}

pub(super) fn relationship(text: &str) -> Result<RelationshipKind, Rule> {
    const ALL: [(RelationshipKind, [&str; 2]); 10] = [
        (RelationshipKind::Mother, ["mother", "mum"]),
        (RelationshipKind::Father, ["father", "dad"]),
        (RelationshipKind::Parent, ["parent", "other parent"]),
        (RelationshipKind::StepParent, ["step parent", "parents partner"]),
        (RelationshipKind::Grandparent, ["grandparent", "grandmother"]),
        (RelationshipKind::FosterCarer, ["foster carer", "foster parent"]),
        (RelationshipKind::Guardian, ["guardian", "special guardian"]),
        (RelationshipKind::KinshipCarer, ["kinship carer", "family and friends carer"]),
        (RelationshipKind::PrivateFosterCarer, ["private foster carer", "private fostering"]),
        (RelationshipKind::OtherCarer, ["other carer", "other"]),
    ];
    choice(text, &ALL)
}

pub(super) fn parental_responsibility(text: &str) -> Result<ParentalResponsibility, Rule> {
    yes_or_no(text).map(|yes| match yes {
        Some(true) => ParentalResponsibility::Yes,
        Some(false) => ParentalResponsibility::No,
        None => ParentalResponsibility::NotKnown,
    })
}

pub(super) fn safe(text: &str) -> Result<Safe, Rule> {
    yes_or_no(text).map(|yes| match yes {
        Some(true) => Safe::Yes,
        Some(false) => Safe::No,
        None => Safe::NotKnown,
    })
}

pub(super) fn hidden(text: &str) -> Result<bool, Rule> {
    yes_or_no(text).map(|yes| yes == Some(true))
}

fn yes_or_no(text: &str) -> Result<Option<bool>, Rule> {
    const ALL: [(Option<bool>, [&str; 3]); 3] = [
        (Some(true), ["yes", "y", "true"]),
        (Some(false), ["no", "n", "false"]),
        (None, ["not known", "unknown", "not said"]),
    ];
    choice(text, &ALL)
}

/// Where a carer lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CarerHome {
    /// At the child's main address.
    First,
    /// At the child's second address.
    Second,
    /// Somewhere else, or nobody said.
    Elsewhere,
}

pub(super) fn carer_home(text: &str) -> Result<CarerHome, Rule> {
    const ALL: [(CarerHome, [&str; 2]); 3] = [
        (CarerHome::First, ["first", "1"]),
        (CarerHome::Second, ["second", "2"]),
        (CarerHome::Elsewhere, ["elsewhere", "0"]),
    ];
    choice(text, &ALL)
}

/// One of several choices, whatever its case, spaces, hyphens and underscores.
pub(super) fn choice<T: Copy, const N: usize>(text: &str, all: &[(T, [&str; N])]) -> Result<T, Rule> {
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, '\'' | '’'))
        .map(|c| if matches!(c, '_' | '-') { ' ' } else { c })
        .collect();
    let plain = single_spaced(&plain).to_lowercase();
    all.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(value, _)| *value).ok_or(Rule::NotAChoice)
}

pub(super) fn day(text: &str) -> Result<NaiveDate, Rule> {
    // A year of two digits and a day that does not exist are no dates either; the text shown beside says which.
    date_from_import(text).map_err(|error| match error {
        ImportDateError::Empty => Rule::Required,
        ImportDateError::NotADate | ImportDateError::ShortYear | ImportDateError::NoSuchDay => Rule::NotADate,
    })
}

/// An adult's birth date may be a month, a year or "about 1990".
pub(super) fn partial_day(text: &str) -> Result<PartialDate, Rule> {
    text.parse().or_else(|_| day(text).map(PartialDate::day))
}

pub(super) fn postcode(text: &str) -> Result<Postcode, Rule> {
    text.parse().map_err(|_| Rule::PostcodeShape)
}

pub(super) fn phone(text: &str) -> Result<Phone, Rule> {
    text.parse().map_err(|_| Rule::PhoneShape)
}

/// A whole number that fits. Grams may have been written with a comma: 3,410.
pub(super) fn number<N: std::str::FromStr>(text: &str) -> Result<N, Rule> {
    let digits = text.replace(',', "");
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain).ok_or(Rule::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_refused() {
        for cell in ["=HYPERLINK(\"x\")", "+44", "-1", "@SUM(A1)", "\tx", "\r=1"] {
            assert_eq!(clean(cell, Shape::Line), Err(ImportRule::Formula), "{cell:?}");
        }
        assert_eq!(clean("+447700900001", Shape::Phone).as_deref(), Ok("+447700900001"));
        assert_eq!(clean("-07700", Shape::Phone), Err(ImportRule::Formula));
        assert_eq!(clean("'=not a formula", Shape::Line).as_deref(), Ok("=not a formula"), "as Doorstep exports it");
        assert_eq!(clean("'tilt", Shape::Line).as_deref(), Ok("'tilt"), "a name may begin with an apostrophe");
    }

    #[test]
    fn what_nobody_sees_is_refused_and_what_surrounds_is_taken_off() {
        for cell in ["a\u{7}b", "a\u{0}", "a\nb", "evil\u{202e}txt", "a\u{85}"] {
            assert_eq!(clean(cell, Shape::Line), Err(ImportRule::ControlCharacter), "{cell:?}");
        }
        assert_eq!(clean("  Mary  Jane\u{a0}Smith ", Shape::Line).as_deref(), Ok("Mary Jane Smith"));
        assert_eq!(clean("Sia\u{302}n", Shape::Line).as_deref(), Ok("Siân"), "one spelling whatever wrote the file");
        assert_eq!(clean(&"x".repeat(LONGEST_CELL + 1), Shape::Line), Err(ImportRule::Field(Rule::TooLong)));
        assert_eq!(clean(&"é".repeat(LONGEST_CELL), Shape::Line).map(|text| text.chars().count()), Ok(LONGEST_CELL));
    }

    #[test]
    fn an_address_has_its_lines_parted_by_breaks_or_bars() {
        let lines = ["Flat 2", "14 Mill Lane", "Saltmere"];
        for text in ["Flat 2\r\n14 Mill Lane\n\nSaltmere\n", "Flat 2 | 14  Mill Lane|Saltmere |"] {
            assert_eq!(address_lines(&clean(text, Shape::Lines).unwrap()), lines);
        }
        assert_eq!(address_lines("a|b\nc"), ["a|b", "c"], "where there are breaks, a bar is a bar");
        assert!(address_lines(" | ").is_empty());
    }

    #[test]
    fn choices_are_read_however_systems_write_them() {
        assert_eq!(sex("F"), Ok(SexForGrowth::Female));
        assert_eq!(sex("1"), Ok(SexForGrowth::Male));
        assert_eq!(sex("woman"), Err(Rule::NotAChoice));
        assert_eq!(relationship("Foster-Carer"), Ok(RelationshipKind::FosterCarer));
        assert_eq!(relationship("step_parent"), Ok(RelationshipKind::StepParent));
        assert_eq!(parental_responsibility("Y"), Ok(ParentalResponsibility::Yes));
        assert_eq!(safe("not known"), Ok(Safe::NotKnown));
        assert_eq!(safe("maybe"), Err(Rule::NotAChoice));
        assert_eq!(nhs_number_status("08"), Ok(NhsNumberStatus::TracePostponed));
        assert_eq!(carer_home("SECOND"), Ok(CarerHome::Second));
    }

    #[test]
    fn numbers_and_dates_are_read_or_refused_never_guessed() {
        assert_eq!((number("3,410"), number("31")), (Ok(3_410_u32), Ok(31)));
        for text in ["3.41", "3410g", "-5", "", "99999999999999"] {
            assert_eq!(number::<u32>(text), Err(Rule::NotANumber), "{text}");
        }
        assert_eq!(day("02/11/2026"), Ok(NaiveDate::from_ymd_opt(2026, 11, 2).unwrap()));
        for text in ["02/25/2026", "31/02/2026", "02/11/26", "soon"] {
            assert_eq!(day(text), Err(Rule::NotADate), "{text}");
        }
        assert_eq!(partial_day("about 1990").unwrap().to_string(), "about 1990");
        assert_eq!(partial_day("03/04/1990").unwrap().to_string(), "1990-04-03");
    }
}
