//! Finding a name however it was written: folded to plain letters, by sound, and by short form.
//!
//! The same functions make the index and read the question, so the two always agree.

mod alike;
mod phonetic;
mod short_forms;

pub use alike::{Held, Rough, Sought};
pub use phonetic::phonetic;
pub use short_forms::other_forms;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name in lower-case plain letters, its words parted by single spaces: "Nguyễn Thị Đào" is "nguyen thi dao".
///
/// Accents, dots and tone marks go; apostrophes and full stops close up (O'Brien is "obrien"); hyphens part words.
/// Scripts other than Latin keep their letters.
#[must_use]
pub fn fold(name: &str) -> String {
    // Twice, because a lower-case letter may decompose where its capital did not.
    let plain: String = name.chars().filter(|c| !closes_up(*c)).nfkd().flat_map(char::to_lowercase).nfkd().collect();
    let mut folded = String::with_capacity(plain.len());
    for letter in plain.chars().filter(|c| !closes_up(*c) && !is_latin_mark(*c)) {
        match plain_letters(letter) {
            Some(letters) => folded.push_str(letters),
            None if letter.is_alphanumeric() || is_combining_mark(letter) => folded.push(letter),
            None => folded.push(' '),
        }
    }
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ")
}

/// The words to index or look for: each word of the name, and all of them as one (Smith-Jones is also "smithjones").
#[must_use]
pub fn search_terms(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut terms: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
    if terms.len() > 1 {
        terms.push(terms.concat());
    }
    terms
}

/// The first letter of each given name, in capitals with its accent: "Mary-Jane Łucja" is "MJŁ".
#[must_use]
pub fn given_initials(given: &str) -> String {
    let words = given.split(|c: char| c.is_whitespace() || c == '-' || c == '\u{2010}' || c == '\u{2011}');
    words.filter_map(|word| word.chars().find(|c| c.is_alphabetic())).flat_map(char::to_uppercase).collect()
}

/// Apostrophes as people type and paste them, full stops, and characters that nobody sees.
fn closes_up(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | 'ʹ' | '′' | '.' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}'
    )
}

/// Accents and tone marks of the Latin, Greek and Cyrillic alphabets; other scripts spell with theirs.
fn is_latin_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

/// Letters that are one letter with a stroke or two in one, which no decomposition takes apart.
fn plain_letters(letter: char) -> Option<&'static str> {
    let letters = match letter {
        'ł' => "l",
        'đ' | 'ð' | 'ɗ' => "d",
        'ø' => "o",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "ng",
        'ə' => "e",
        'ɓ' => "b",
        'ƙ' => "k",
        'ƴ' => "y",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        _ => return None,
    };
    Some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_found_without_its_accents() {
        let names = [
            ("Łukasz Wiśniewski", "lukasz wisniewski"),
            ("Siân Ŵyn Llŷr", "sian wyn llyr"),
            ("Nguyễn Thị Đào", "nguyen thi dao"),
            ("Ọláṣùbọ̀mí Adébáyọ̀", "olasubomi adebayo"),
            ("Nguye\u{302}\u{303}n", "nguyen"),
            ("Siobhán Ní Dhomhnaill", "siobhan ni dhomhnaill"),
            ("François Peña", "francois pena"),
            ("IŞIL Yıldız İnan", "isil yildiz inan"),
            ("Bjørn Åse Weiß Æthelþryð", "bjorn ase weiss aethelthryd"),
            ("Ѐлена Йорданова", "елена иорданова"),
        ];
        for (name, folded) in names {
            assert_eq!(fold(name), folded);
        }
    }

    #[test]
    fn apostrophes_close_up_and_hyphens_part() {
        for name in ["O'Brien", "O’Brien", "OBrien", "o`brien", "O´Brien", "Oʼbrien", "O\u{200b}Brien"] {
            assert_eq!(fold(name), "obrien", "{name}");
        }
        assert_eq!(fold("  Smith–Jones,  St. John "), "smith jones st john");
        assert_eq!(fold("Baby of <Okafor>"), "baby of okafor");
        assert_eq!(fold(" - "), "");
    }

    #[test]
    fn a_double_name_is_found_by_either_part_or_as_one() {
        assert_eq!(search_terms("Smith-Jones"), ["smith", "jones", "smithjones"]);
        assert_eq!(search_terms("O Brien"), ["o", "brien", "obrien"]);
        assert_eq!(search_terms("Okafor"), ["okafor"]);
        assert!(search_terms(" '' ").is_empty());
    }

    #[test]
    fn initials_are_of_each_given_name() {
        assert_eq!(given_initials("Mary-Jane łucja"), "MJŁ");
        assert_eq!(given_initials(" 'Ada  "), "A");
        assert_eq!(given_initials(""), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(name in "\\PC{0,24}") {
            prop_assert_eq!(fold(&fold(&name)), fold(&name));
        }

        #[test]
        fn capitals_and_spaces_do_not_matter(name in "[A-Za-zŁłĐđẹỌŵŷéñ' -]{0,16}") {
            prop_assert_eq!(fold(&name.to_uppercase()), fold(&name));
            prop_assert_eq!(fold(&format!("  {name} ")), fold(&name));
        }
    }
}
