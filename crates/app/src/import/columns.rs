//! The columns of a caseload file, and where a file's header has them. `docs/IMPORT.md` says what each holds.

use csv::StringRecord;
use doorstep_domain::entries::contact::ReviewKind;

use crate::error::{ApiError, ErrorCode};

/// What a line says of the child and its homes.
pub(super) const CHILD: [&str; 18] = [
    "nhs_number",
    "nhs_number_status",
    "family_name",
    "given_names",
    "preferred_name",
    "birth_date",
    "sex",
    "gestation_weeks",
    "gestation_days",
    "birth_weight_g",
    "birth_order",
    "multiple",
    "address",
    "postcode",
    "address_hidden",
    "second_address",
    "second_postcode",
    "second_address_hidden",
];

/// What a line says of each of two carers, after `carer1_` and `carer2_`.
pub(super) const CARER: [&str; 15] = [
    "nhs_number",
    "nhs_number_status",
    "family_name",
    "given_names",
    "preferred_name",
    "birth_date",
    "relationship",
    "parental_responsibility",
    "contact_restriction",
    "phone",
    "safe_to_voicemail",
    "safe_to_text",
    "safe_hours",
    "who_answers",
    "home",
];

/// What a line says of the time before Doorstep, after the two columns of each review (IMP-01).
pub(super) const HISTORY: [&str; 22] = [
    "level_of_need",
    "level_of_need_from",
    "level_of_need_reasons",
    "level_of_need_review_by",
    "safeguarding_status",
    "safeguarding_from",
    "safeguarding_category",
    "safeguarding_legal_basis",
    "safeguarding_authority",
    "lead_practitioner",
    "lead_practitioner_role",
    "lead_practitioner_agency",
    "lead_practitioner_for",
    "lead_practitioner_from",
    "lead_practitioner_agreed",
    "lead_practitioner_capacity",
    "alerts",
    "weights",
    "accountable_health_visitor",
    "accountable_from",
    "gp_practice",
    "gp_code",
];

/// How many reviews a file can have done.
pub(super) const REVIEWS: usize = ReviewKind::ALL.len();

/// Without these nobody can be told from a namesake.
const REQUIRED: [&str; 5] = ["nhs_number", "family_name", "given_names", "birth_date", "postcode"];

const ALL: usize = CHILD.len() + 2 * CARER.len() + 2 * REVIEWS + HISTORY.len();
const LONGEST_NAME_SHOWN: usize = 40;

/// All columns, in the order in which a file is written.
pub(super) fn names() -> impl Iterator<Item = String> {
    let carer = |prefix: &'static str| CARER.iter().map(move |name| format!("{prefix}{name}"));
    let review = |kind: ReviewKind| ["on", "mode"].map(|what| format!("{}_review_{what}", kind.name()));
    let child = CHILD.iter().map(|name| (*name).to_owned()).chain(carer("carer1_")).chain(carer("carer2_"));
    child.chain(ReviewKind::ALL.into_iter().flat_map(review)).chain(HISTORY.iter().map(|name| (*name).to_owned()))
}

/// Where each column is in a file.
pub(super) struct Layout {
    /// For each column in the order of [`names`], its place in a record.
    places: [Option<usize>; ALL],
    /// How many cells a record has.
    pub(super) width: usize,
}

/// The cells of one line, each in its place; blank where the file has no such column.
pub(super) struct Cells<'a> {
    pub(super) child: [&'a str; CHILD.len()],
    pub(super) carers: [[&'a str; CARER.len()]; 2],
    /// For each review in the order of [`ReviewKind::ALL`], when and how it was done.
    pub(super) reviews: [[&'a str; 2]; REVIEWS],
    pub(super) history: [&'a str; HISTORY.len()],
}

impl Layout {
    /// Reads a header: any order, any case, spaces or underscores.
    pub(super) fn of(header: &StringRecord) -> Result<Self, ApiError> {
        let written: Vec<String> = header.iter().map(plain).collect();
        let known: Vec<String> = names().collect();
        let unknown: Vec<String> =
            written.iter().filter(|name| !known.contains(name)).map(|name| shown(name)).collect();
        // A header that is mostly unknown is no header: its cells may be somebody's name and stay out of the message.
        if unknown.len() * 2 > written.len() {
            return Err(refused(format!("missing: {}", REQUIRED.join(", "))));
        }
        let missing: Vec<&str> =
            REQUIRED.into_iter().filter(|name| !written.iter().any(|other| other == name)).collect();
        let twice: Vec<String> =
            known.iter().filter(|name| written.iter().filter(|other| other == name).count() > 1).cloned().collect();
        let said: Vec<String> =
            [("unknown", unknown.join(", ")), ("missing", missing.join(", ")), ("twice", twice.join(", "))]
                .into_iter()
                .filter(|(_, names)| !names.is_empty())
                .map(|(what, names)| format!("{what}: {names}"))
                .collect();
        if !said.is_empty() {
            return Err(refused(said.join("; ")));
        }
        let mut places = [None; ALL];
        for (place, name) in places.iter_mut().zip(&known) {
            *place = written.iter().position(|other| other == name);
        }
        Ok(Self { places, width: header.len() })
    }

    /// The cells of a record, by column.
    pub(super) fn cells<'a>(&self, record: &'a StringRecord) -> Cells<'a> {
        let mut cells = self.places.iter().map(|place| place.and_then(|place| record.get(place)).unwrap_or_default());
        let mut next = || cells.next().unwrap_or_default();
        let child = std::array::from_fn(|_| next());
        let carers = std::array::from_fn(|_| std::array::from_fn(|_| next()));
        let reviews = std::array::from_fn(|_| std::array::from_fn(|_| next()));
        let history = std::array::from_fn(|_| next());
        Cells { child, carers, reviews, history }
    }
}

fn plain(name: &str) -> String {
    let words: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty()).collect();
    words.join("_").to_lowercase()
}

fn shown(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME_SHOWN).collect();
    if name.is_empty() { "a column without a name".to_owned() } else { name }
}

fn refused(detail: String) -> ApiError {
    ApiError::new(ErrorCode::FileHeader).detail(detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(header: &str) -> Result<Layout, String> {
        let record = StringRecord::from(header.split(',').collect::<Vec<_>>());
        Layout::of(&record).map_err(|error| error.detail.unwrap_or_default())
    }

    #[test]
    fn a_header_has_its_columns_in_any_order_case_and_spacing() {
        let found = layout("Postcode, Birth Date ,given_names,FAMILY NAME,nhs  number,CARER1_phone").unwrap();
        let record = StringRecord::from(vec!["ME7 1AA", "2026-11-02", "Ada", "Okafor", "9990000018", "07700 900001"]);
        let cells = found.cells(&record);
        assert_eq!(
            (cells.child[0], cells.child[2], cells.child[5], cells.child[13]),
            ("9990000018", "Okafor", "2026-11-02", "ME7 1AA")
        );
        assert_eq!((cells.carers[0][9], cells.carers[1][9], cells.child[4]), ("07700 900001", "", ""));
    }

    #[test]
    fn a_wrong_header_is_refused_with_the_names_of_its_columns() {
        let required = "nhs_number,family_name,given_names,birth_date,postcode";
        let cases = [
            ("nhs_number,family_name,given_names,postcode", "missing: birth_date"),
            (&format!("{required},shoe size"), "unknown: shoe_size"),
            (&format!("{required},"), "unknown: a column without a name"),
            (&format!("{required},Birth Date"), "twice: birth_date"),
            ("nhs_number,family_name,given_names,dob,postcode", "unknown: dob; missing: birth_date"),
        ];
        for (header, said) in cases {
            assert_eq!(layout(header).err().as_deref(), Some(said), "{header}");
        }
    }

    #[test]
    fn a_child_in_the_place_of_the_header_is_not_repeated() {
        let said = layout("9990000018,Okafor,Ada,2026-11-02,ME7 1AA").err().unwrap();
        assert!(said.starts_with("missing: nhs_number") && !said.contains("okafor"), "{said}");
    }

    #[test]
    fn the_document_says_what_every_column_holds() {
        let document = include_str!("../../../../docs/IMPORT.md");
        let (child, carers) = document.split_once("### Two carers").unwrap();
        let (carers, history) = carers.split_once("### What was done before").unwrap();
        let reviews: Vec<String> =
            ReviewKind::ALL.iter().map(|review| format!("{}_review_on", review.name())).collect();
        let reviews: Vec<&str> = reviews.iter().map(String::as_str).collect();
        for (names, part) in [(&CHILD[..], child), (&CARER[..], carers), (&reviews, history), (&HISTORY[..], history)] {
            let missing: Vec<&&str> = names.iter().filter(|name| !part.contains(&format!("`{name}`"))).collect();
            assert!(missing.is_empty(), "docs/IMPORT.md lacks {missing:?}");
        }
    }

    #[test]
    fn a_name_that_nobody_can_read_is_cut() {
        let said = layout(&format!("nhs_number,family_name,given_names,birth_date,postcode,{}", "x".repeat(500)))
            .err()
            .unwrap();
        assert_eq!(said.len(), "unknown: ".len() + LONGEST_NAME_SHOWN);
    }
}
