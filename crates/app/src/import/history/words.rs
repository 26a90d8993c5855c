//! The words of a history's cells, as systems write them.

use chrono::NaiveDate;
use doorstep_domain::entries::alert::AlertKind;
use doorstep_domain::entries::contact::ContactMode;
use doorstep_domain::entries::lead_practitioner::{LeadBasis, Profession, Whether};
use doorstep_domain::entries::level_of_need::Level;
use doorstep_domain::entries::safeguarding_status::{CareBasis, PlanCategory, SafeguardingState};
use doorstep_domain::growth::{Grams, parse_weight};
use doorstep_domain::invalid::Rule;

use crate::import::cell::{choice, day};

/// How a review was done (CSDS consultation mechanism 01, 02, 11).
pub(crate) fn mode(text: &str) -> Result<ContactMode, Rule> {
    const ALL: [(ContactMode, [&str; 3]); 3] = [
        (ContactMode::FaceToFace, ["face to face", "f2f", "01"]),
        (ContactMode::Telephone, ["telephone", "phone", "02"]),
        (ContactMode::Video, ["video", "video call", "11"]),
    ];
    choice(text, &ALL)
}

/// Also by the words of the programme before 2021. Community is a level of an area, and of no child.
pub(crate) fn level(text: &str) -> Result<Level, Rule> {
    const ALL: [(Level, [&str; 3]); 3] = [
        (Level::Universal, ["universal", "universal services", "u"]),
        (Level::Targeted, ["targeted", "universal plus", "up"]),
        (Level::Specialist, ["specialist", "universal partnership plus", "upp"]),
    ];
    choice(text, &ALL)
}

pub(crate) fn safeguarding(text: &str) -> Result<SafeguardingState, Rule> {
    const ALL: [(SafeguardingState, [&str; 3]); 6] = [
        (SafeguardingState::None, ["none", "nothing in force", "no"]),
        (SafeguardingState::EarlyHelp, ["early help", "eh", "team around the family"]),
        (SafeguardingState::ChildInNeed, ["child in need", "cin", "section 17"]),
        (SafeguardingState::Section47, ["section 47", "s47", "section 47 enquiry"]),
        (SafeguardingState::ChildProtectionPlan, ["child protection plan", "cpp", "cp plan"]),
        (SafeguardingState::LookedAfter, ["looked after", "lac", "looked after child"]),
    ];
    choice(text, &ALL)
}

/// By its name or its code (CSDS child protection plan reason).
pub(crate) fn category(text: &str) -> Result<PlanCategory, Rule> {
    const ALL: [(PlanCategory, [&str; 3]); 4] = [
        (PlanCategory::Neglect, ["neglect", "01", "1"]),
        (PlanCategory::Physical, ["physical", "02", "physical abuse"]),
        (PlanCategory::Emotional, ["emotional", "03", "emotional abuse"]),
        (PlanCategory::Sexual, ["sexual", "04", "sexual abuse"]),
    ];
    choice(text, &ALL)
}

pub(crate) fn legal_basis(text: &str) -> Result<CareBasis, Rule> {
    const ALL: [(CareBasis, [&str; 2]); 6] = [
        (CareBasis::Section20, ["section 20", "s20"]),
        (CareBasis::InterimCareOrder, ["interim care order", "ico"]),
        (CareBasis::Section31, ["section 31", "care order"]),
        (CareBasis::EmergencyProtection, ["emergency protection", "epo"]),
        (CareBasis::PlacementOrder, ["placement order", "placement"]),
        (CareBasis::Other, ["other", "another"]),
    ];
    choice(text, &ALL)
}

pub(crate) fn profession(text: &str) -> Result<Profession, Rule> {
    const ALL: [(Profession, [&str; 2]); 6] = [
        (Profession::SocialWorker, ["social worker", "sw"]),
        (Profession::HealthVisitor, ["health visitor", "hv"]),
        (Profession::EarlyHelpWorker, ["early help worker", "family support worker"]),
        (Profession::Midwife, ["midwife", "mw"]),
        (Profession::Teacher, ["teacher", "nursery worker"]),
        (Profession::Other, ["other", "another"]),
    ];
    choice(text, &ALL)
}

pub(crate) fn lead_basis(text: &str) -> Result<LeadBasis, Rule> {
    const ALL: [(LeadBasis, [&str; 3]); 3] = [
        (LeadBasis::EarlyHelp, ["early help", "eh", "team around the family"]),
        (LeadBasis::Section17, ["section 17", "child in need", "cin"]),
        (LeadBasis::Section47, ["section 47", "child protection plan", "cpp"]),
    ];
    choice(text, &ALL)
}

pub(crate) fn whether(text: &str) -> Result<Whether, Rule> {
    const ALL: [(Whether, [&str; 2]); 3] =
        [(Whether::Yes, ["yes", "y"]), (Whether::No, ["no", "n"]), (Whether::NotKnown, ["not known", "unknown"])];
    choice(text, &ALL)
}

pub(crate) fn alert(text: &str) -> Result<AlertKind, Rule> {
    const ALL: [(AlertKind, [&str; 2]); 7] = [
        (AlertKind::VisitRisk, ["visit risk", "risk on a visit"]),
        (AlertKind::Safeguarding, ["safeguarding", "child protection"]),
        (AlertKind::SafeContact, ["safe contact", "safe ways to get in touch"]),
        (AlertKind::Allergy, ["allergy", "allergies"]),
        (AlertKind::Communication, ["communication", "language"]),
        (AlertKind::Adoption, ["adoption", "adopted"]),
        (AlertKind::LookedAfter, ["looked after", "lac"]),
    ];
    choice(text, &ALL)
}

/// An item that begins with its day, and what comes after.
pub(crate) fn dated(text: &str) -> Result<(NaiveDate, &str), Rule> {
    let (date, rest) = text.split_once(' ').ok_or(Rule::NotADate)?;
    Ok((day(date)?, rest.trim()))
}

/// `2026-01-02 3.420 kg`, `02/01/2026 3420 g`. A number alone is not taken: nobody knows its unit.
pub(crate) fn weight(text: &str) -> Result<(NaiveDate, Grams), Rule> {
    let (day, rest) = dated(text)?;
    let has_unit = rest.ends_with(|last: char| last.is_alphabetic());
    let weight = parse_weight(rest).map_err(|_| Rule::NotANumber)?;
    if has_unit { Ok((day, weight)) } else { Err(Rule::UnitNeeded) }
}

/// The code of a practice (ODS): a letter and five digits.
pub(crate) fn practice_code(text: &str) -> Result<String, Rule> {
    let code = text.to_uppercase();
    let (letter, digits) = code.split_at_checked(1).ok_or(Rule::NotAChoice)?;
    let is_code = letter.bytes().all(|byte| byte.is_ascii_uppercase())
        && digits.len() == 5
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_code { Ok(code) } else { Err(Rule::PracticeCodeShape) }
}
