//! How a name sounds, roughly: a last resort when the spelling that was heard is not the spelling on record.
//!
//! Our own code in the manner of Metaphone, for the names of a British caseload: English, Irish, Welsh, Polish, South
//! Asian, West African, Vietnamese. Consonants that sound alike share a letter (K, S, X for "sh" and "ch", J, T, F for
//! f, v and a sounded w, B, P, L, M, N, R), vowels count only at the start (A), and a silent h or gh counts nowhere.

use super::fold;

/// Where in a word a rule holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Anywhere,
    End,
}
use At::{Anywhere, End, Start};

/// Letters, what must follow them (nothing: anything may), and their sound. The first rule that fits is used.
struct Rule(At, &'static str, &'static [&'static str], &'static str);

const ANYTHING: &[&str] = &[];
const FRONT: &[&str] = &["e", "i", "y"];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "y"];

const RULES: &[Rule] = &[
    // Silent first letters: Knight, Wright; Nguyen.
    Rule(Start, "kn", ANYTHING, "N"),
    Rule(Start, "gn", ANYTHING, "N"),
    Rule(Start, "ng", ANYTHING, "N"),
    Rule(Start, "pn", ANYTHING, "N"),
    Rule(Start, "ps", ANYTHING, "S"),
    Rule(Start, "wr", ANYTHING, "R"),
    Rule(Start, "wh", ANYTHING, "F"),
    Rule(Start, "gh", ANYTHING, "K"),
    Rule(Start, "x", ANYTHING, "S"),
    // Irish and Welsh beginnings: Siobhan, Sian, Sean, Sinead; Ciara, Cillian; Euan as Ewan.
    Rule(Start, "s", &["ia", "io", "ean", "inead"], "X"),
    Rule(Start, "c", &["ia", "io", "ill"], "K"),
    Rule(Start, "eu", &["a"], "AF"),
    Rule(Start, "t", &["i"], "T"),
    // Irish middles: Siobhan, Aoibhe, Maebh, Sadhbh; Niamh, Caoimhe; Scottish Eilidh.
    Rule(Anywhere, "iobh", ANYTHING, "F"),
    Rule(Anywhere, "oibh", ANYTHING, "F"),
    Rule(Anywhere, "eabh", ANYTHING, "F"),
    Rule(Anywhere, "aebh", ANYTHING, "F"),
    Rule(Anywhere, "dhbh", ANYTHING, "F"),
    Rule(Anywhere, "iamh", ANYTHING, "F"),
    Rule(Anywhere, "oimh", ANYTHING, "F"),
    Rule(End, "idh", ANYTHING, ""),
    // Michael, Zachary, Nicholas, Chris, Chloe, McCulloch; Schmidt, Schofield; Bridget, Djamila.
    Rule(Anywhere, "mich", &["a"], "MK"),
    Rule(Start, "zach", ANYTHING, "SK"),
    Rule(Anywhere, "sch", &["l", "m", "n", "r", "w"], "X"),
    Rule(Anywhere, "sch", ANYTHING, "SK"),
    Rule(Anywhere, "tch", ANYTHING, "X"),
    Rule(Anywhere, "ch", &["l", "r", "ol"], "K"),
    Rule(End, "och", ANYTHING, "K"),
    Rule(Anywhere, "ch", ANYTHING, "X"),
    Rule(Anywhere, "sh", ANYTHING, "X"),
    Rule(Anywhere, "sz", ANYTHING, "X"),
    Rule(Anywhere, "cz", ANYTHING, "X"),
    Rule(Anywhere, "ck", ANYTHING, "K"),
    Rule(Anywhere, "dg", FRONT, "J"),
    Rule(Anywhere, "dj", ANYTHING, "J"),
    Rule(Anywhere, "gg", ANYTHING, "K"),
    Rule(Anywhere, "ph", ANYTHING, "F"),
    Rule(Anywhere, "mps", ANYTHING, "MS"),
    // Singh, Asghar; then Vaughan, Leigh, Wright.
    Rule(Anywhere, "ngh", ANYTHING, "NK"),
    Rule(Anywhere, "sgh", ANYTHING, "SK"),
    Rule(Anywhere, "gh", ANYTHING, ""),
    // Sebastian, but Letitia, Patricia, Kasia.
    Rule(Anywhere, "st", ANYTHING, "ST"),
    Rule(Anywhere, "t", &["ia", "io"], "X"),
    Rule(Anywhere, "c", &["ia", "io"], "X"),
    Rule(Anywhere, "s", &["ia", "io"], "X"),
    // One letter.
    Rule(Anywhere, "c", FRONT, "S"),
    Rule(Anywhere, "c", ANYTHING, "K"),
    Rule(Anywhere, "g", FRONT, "J"),
    Rule(Anywhere, "g", ANYTHING, "K"),
    Rule(Anywhere, "q", ANYTHING, "K"),
    Rule(Anywhere, "x", ANYTHING, "KS"),
    Rule(Anywhere, "z", ANYTHING, "S"),
    Rule(Anywhere, "d", ANYTHING, "T"),
    Rule(Anywhere, "v", ANYTHING, "F"),
    // A sounded w, as in Kowalska and Lewandowski; not Shaw, not Brown.
    Rule(Anywhere, "w", VOWELS, "F"),
    Rule(Anywhere, "w", &["sk"], "F"),
    Rule(Anywhere, "w", ANYTHING, ""),
    Rule(Start, "h", ANYTHING, "H"),
    Rule(Anywhere, "h", ANYTHING, ""),
    Rule(Start, "y", &["a", "e", "i", "o", "u"], "Y"),
];

/// How each word of a name sounds. Words are parted by a space, as in [`fold`]; same names, same sounds.
#[must_use]
pub fn phonetic(name: &str) -> String {
    let sounds: Vec<String> = fold(name).split_whitespace().map(sound).collect();
    sounds.join(" ")
}

fn sound(word: &str) -> String {
    let mut code = String::new();
    let mut rest = word;
    // A sound said twice counts once, unless a vowel stands between: Hannah, Schmidt; but Mohammed has two.
    let mut after_consonant = false;
    while let Some(letter) = rest.chars().next() {
        let (letters, sound) = heard(word, rest, letter);
        let repeats = after_consonant && sound.chars().next().is_some_and(|first| code.ends_with(first));
        code.extend(sound.chars().skip(usize::from(repeats)));
        after_consonant = !rest[..letters].contains(is_vowel);
        rest = &rest[letters..];
    }
    code
}

/// How many bytes the next sound takes, and the sound.
fn heard(word: &str, rest: &str, letter: char) -> (usize, String) {
    let at_start = word.len() == rest.len();
    let fits = |Rule(at, letters, next, _): &&Rule| {
        let Some(after) = rest.strip_prefix(letters) else { return false };
        let placed = match at {
            Start => at_start,
            Anywhere => true,
            End => after.is_empty(),
        };
        placed && (next.is_empty() || next.iter().any(|next| after.starts_with(next)))
    };
    match RULES.iter().find(fits) {
        Some(Rule(_, letters, _, sound)) => (letters.len(), (*sound).to_owned()),
        None if is_vowel(letter) => (1, if at_start { "A".to_owned() } else { String::new() }),
        None if letter.is_ascii() => (1, letter.to_ascii_uppercase().to_string()),
        // Other scripts sound as they are written.
        None => (letter.len_utf8(), letter.to_string()),
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_sound_alike_are_found_together() {
        let families: &[&[&str]] = &[
            &["O'Brien", "Obrien", "O’Bryan"],
            &["Kowalska", "Kovalska"],
            &["Nowak", "Novak"],
            &["Lewandowski", "Levandovski"],
            &["Szymański", "Shimanski"],
            &["Siobhán", "Shivaun", "Chevonne", "Shevaun"],
            &["Sean", "Shaun", "Shawn", "Seán"],
            &["Siân", "Sian", "Shan"],
            &["Sinéad", "Shinade"],
            &["Niamh", "Neve"],
            &["Caoimhe", "Keeva"],
            &["Sadhbh", "Sive"],
            &["Maebh", "Maeve", "Meabh", "Meadhbh"],
            &["Ciara", "Keira", "Kiera"],
            &["Ciarán", "Kieran"],
            &["Eilidh", "Ailie"],
            &["Euan", "Ewan", "Ewen"],
            &["Rhys", "Reece", "Rees"],
            &["Gruffydd", "Griffith"],
            &["Huw", "Hugh"],
            &["Katherine", "Catherine", "Kathryn"],
            &["Mohammed", "Muhammad", "Mohamed", "Mohamud"],
            &["Ahmed", "Ahmad", "Ahmet"],
            &["Aisha", "Ayesha", "Aysha", "Iesha"],
            &["Yusuf", "Yousef"],
            &["Khadija", "Kadija"],
            &["Singh", "Sing"],
            &["Thi", "Ti"],
            &["Phạm", "Fam"],
            &["Nguyễn", "Nguyen", "Nuyen"],
            &["Thomas", "Tomas"],
            &["Thompson", "Thomson"],
            &["Stephen", "Steven"],
            &["Smith", "Smyth"],
            &["Schmidt", "Schmitt"],
            &["Wright", "Right"],
            &["Knight", "Night"],
            &["Vaughan", "Vaughn"],
            &["Leigh", "Lee"],
            &["Michael", "Mikael"],
            &["Nicholas", "Nicolas"],
            &["Chloe", "Khloe"],
            &["Patricia", "Patrisha"],
            &["Geoffrey", "Jeffrey"],
            &["Gillian", "Jillian"],
            &["Philip", "Phillip", "Filip"],
            &["Sophia", "Zofia", "Sofia"],
            &["Elizabeth", "Elisabeth"],
            &["Isabelle", "Izabel"],
            &["McKenzie", "Mackenzie", "MacKenzie"],
            &["Priscilla", "Prisila"],
            &["Dawid", "David"],
        ];
        for family in families {
            let first = phonetic(family[0]);
            for name in *family {
                assert_eq!(phonetic(name), first, "{name} sounds like {}", family[0]);
            }
        }
    }

    #[test]
    fn names_that_sound_different_stay_apart() {
        let pairs = [
            ("Anna", "Hannah"),
            ("Mark", "Martin"),
            ("Ali", "Alice"),
            ("Jones", "Johnson"),
            ("Okafor", "Okoro"),
            ("Ada", "Bea"),
            ("Tia", "Sia"),
            ("Khan", "Kahlon"),
        ];
        for (one, other) in pairs {
            assert_ne!(phonetic(one), phonetic(other), "{one} and {other}");
        }
    }

    #[test]
    fn each_word_has_its_sound() {
        assert_eq!(phonetic("Mary-Jane O'Brien"), "MR JN ABRN");
        assert_eq!(phonetic(""), "");
        assert_eq!(phonetic("Елена"), "елена", "other scripts sound as they are written");
    }

    proptest! {
        #[test]
        fn the_sound_depends_on_the_folded_name_alone(name in "\\PC{0,24}") {
            prop_assert_eq!(phonetic(&fold(&name)), phonetic(&name));
        }

        #[test]
        fn a_latin_name_sounds_in_capitals_and_is_never_silent(name in "[a-z]{1,16}") {
            let code = phonetic(&name);
            prop_assert!(code.bytes().all(|byte| byte.is_ascii_uppercase()), "{code}");
            let only_silent = name.starts_with('w') || name.starts_with("idh");
            prop_assert!(!code.is_empty() || only_silent, "{name}");
        }

        #[test]
        fn doubling_a_letter_inside_changes_nothing(name in "[a-z]{3,10}", at in 1..9_usize) {
            let letter = name.chars().nth(at).filter(|c| "lmnrpbkf".contains(*c));
            let next = name.chars().nth(at + 1);
            let (Some(letter), Some('a' | 'e' | 'i' | 'o' | 'u')) = (letter, next) else { return Ok(()) };
            let before = name.chars().nth(at - 1);
            prop_assume!(before.is_some_and(is_vowel));
            let doubled = format!("{}{letter}{}", &name[..at], &name[at..]);
            prop_assert_eq!(phonetic(&doubled), phonetic(&name));
        }
    }
}
