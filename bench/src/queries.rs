//! What people type into the search.

use doorstep_domain::fixtures::dice::Dice;

use crate::families::Known;

/// Something typed.
pub(crate) struct Query {
    pub(crate) sort: &'static str,
    pub(crate) text: String,
    /// Whether there must be something to find.
    pub(crate) finds: bool,
}

const OF_EACH: usize = 60;

/// From the commonest to the rarest.
const WORDS: [&str; 20] = [
    "the",
    "sleep",
    "weighed",
    "breastfeed observed",
    "cradle cap",
    "reflux",
    "tongue tie",
    "food bank",
    "mould cot",
    "interpreter",
    "audiology",
    "stammer",
    "chloramphenicol",
    "breastf",
    "responsive feeding",
    "universal credit",
    "grandmother night feed",
    "magistrate",
    "pier",
    "umbilical hernia",
];

/// What is in most records.
const COMMON: [&str; 8] = ["baby", "mum", "well", "weight", "feeding", "home", "seen", "baby mum"];

/// What many families are called.
const SURNAMES: [&str; 8] = ["smith", "khan", "begum", "jones", "patel", "ali", "nguyen", "kowalski"];

/// A mixture of all that can be looked for.
pub(crate) fn queries(known: &[Known]) -> Vec<Query> {
    let mut dice = Dice::new(17);
    let mut queries = Vec::new();
    for turn in 0..OF_EACH {
        let family = &known[dice.below(known.len() as u32) as usize];
        let (child, carer) = (&family.family.children[0], &family.family.carers[0]);
        let mut add = |sort, text: String, finds| queries.push(Query { sort, text, finds });
        let letters = |text: &str, count| text.chars().take(count).collect::<String>();
        add("start", letters(&child.family, 1 + turn % 4), true);
        add("name", format!("{} {}", carer.given, carer.family), true);
        add("misspelt", misspelt(&carer.family), false);
        add("middle", carer.family.chars().skip(1).take(4).collect(), false);
        add("birth_date", child.born_on.format("%d/%m/%Y").to_string(), true);
        if let Some(number) = child.nhs_number {
            add("nhs_number", number.to_string(), true);
        }
        add("postcode", family.family.home.postcode.clone(), true);
        if let Some(phone) = &carer.phone {
            add("phone", phone.clone(), true);
            add("part_of_phone", letters(phone, 8), false);
        }
        add("birth_date_in_words", child.born_on.format("%-d %b %y").to_string(), true);
        add("common_word", COMMON[turn % COMMON.len()].to_owned(), true);
        add("common_name", SURNAMES[turn % SURNAMES.len()].to_owned(), false);
        add("words", WORDS[turn % WORDS.len()].to_owned(), true);
        add("nothing", "zzyzx quaff".to_owned(), false);
    }
    queries
}

/// As somebody writes a name that they only heard.
fn misspelt(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() > 3 {
        letters.swap(1, 2);
    }
    letters.into_iter().collect()
}
