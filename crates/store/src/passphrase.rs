//! The passphrase: what may be one, and a type that never shows it and wipes it.

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Fewest characters. Four words of three letters with spaces between are fifteen, so "four words" needs no rule of its own.
pub const LEAST_CHARACTERS: usize = 15;
/// Most characters: far past any passphrase, and short of a pasted file.
pub const MOST_CHARACTERS: usize = 1_000;

/// Letters and digits that must be left when everything guessable is taken out.
const LEAST_OF_ONES_OWN: usize = 8;
const LEAST_DISTINCT: usize = 5;

/// Words, phrases and keyboard runs that guessing starts with, one a line, as [`bare`] leaves them.
const COMMON: &str = include_str!("passphrase/common.txt");
/// Words of this work, one a line: the first that a colleague would try.
const OF_THE_WORK: &str = include_str!("passphrase/context.txt");

/// A passphrase, in memory only while it is used; wiped on drop, and silent in `Debug`.
pub struct Passphrase(Zeroizing<String>);

/// Why a new passphrase is refused. Says nothing about its content beyond that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Weak {
    /// Fewer than [`LEAST_CHARACTERS`].
    #[error("a passphrase has at least 15 characters")]
    TooShort,
    /// More than [`MOST_CHARACTERS`].
    #[error("a passphrase has at most 1,000 characters")]
    TooLong,
    /// Little is left of it beside common passwords, runs and repetition.
    #[error("that passphrase is among the first to be guessed")]
    Common,
    /// Little is left of it beside names and words of this work.
    #[error("that passphrase is made of names or words that a colleague would try")]
    Context,
}

impl Passphrase {
    /// A passphrase as it was typed, to try on a vault: no rule, since an old one may have been made under another rule.
    ///
    /// Composed (Unicode NFC), so that a letter with an accent is the same from every keyboard.
    #[must_use]
    pub fn new(typed: String) -> Self {
        let typed = Zeroizing::new(typed);
        // Composing never makes text more than three times as long; room for that means that no copy is left behind by growing.
        let mut composed = Zeroizing::new(String::with_capacity(3 * typed.len()));
        composed.extend(typed.nfc());
        Self(composed)
    }

    /// A passphrase to set. `context` is what belongs to the person and the place: names, initials, organisation.
    pub fn chosen(typed: String, context: &[&str]) -> Result<Self, Weak> {
        let passphrase = Self::new(typed);
        passphrase.check(context)?;
        Ok(passphrase)
    }

    fn check(&self, context: &[&str]) -> Result<(), Weak> {
        match self.0.chars().count() {
            ..LEAST_CHARACTERS => return Err(Weak::TooShort),
            LEAST_CHARACTERS..=MOST_CHARACTERS => {}
            _ => return Err(Weak::TooLong),
        }
        let bare = bare(&self.0);
        if is_repetitive(&bare) {
            return Err(Weak::Common);
        }
        let own = without(bare, COMMON.lines());
        if own.chars().count() < LEAST_OF_ONES_OWN {
            return Err(Weak::Common);
        }
        let around: Vec<_> = context.iter().flat_map(|words| words.split_whitespace()).map(bare_word).collect();
        let own = without(own, OF_THE_WORK.lines().chain(around.iter().map(String::as_str)));
        if own.chars().count() < LEAST_OF_ONES_OWN {
            return Err(Weak::Context);
        }
        Ok(())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

/// Letters and digits in lower case, nothing else: "Pass word!" and "password" are one guess.
fn bare(text: &str) -> Zeroizing<String> {
    let mut bare = Zeroizing::new(String::with_capacity(3 * text.len()));
    bare.extend(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    bare
}

fn bare_word(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Few different characters, or one piece over and over.
fn is_repetitive(bare: &str) -> bool {
    let letters: Zeroizing<Vec<char>> = Zeroizing::new(bare.chars().collect());
    let distinct = letters.iter().enumerate().filter(|(at, letter)| !letters[..*at].contains(letter)).count();
    let repeats_every = |piece: usize| letters.iter().zip(&letters[piece..]).all(|(letter, next)| letter == next);
    distinct < LEAST_DISTINCT || (1..=letters.len() / 2).any(repeats_every)
}

/// What is left when every one of `words` is taken out. Words shorter than three letters are in every passphrase and prove nothing.
fn without<'a>(text: Zeroizing<String>, words: impl Iterator<Item = &'a str>) -> Zeroizing<String> {
    let mut words: Vec<&str> = words.filter(|word| word.chars().count() >= 3).collect();
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    words.iter().fold(text, |text, word| Zeroizing::new(text.replace(word, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Result<(), Weak> {
        Passphrase::chosen(text.to_owned(), &["Amina Yusuf", "Little Haven Children's Centre"]).map(drop)
    }

    #[test]
    fn four_ordinary_words_are_a_passphrase() {
        for good in [
            "plover lantern gravel soup",
            "owl mud tin jar",
            "tŷ bach glas ar y bryn",
            "Żółta łódka pływa nocą",
            "kestrel-thimble-orchard",
        ] {
            assert_eq!(verdict(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn no_kind_of_character_is_demanded_and_sixty_four_and_more_are_taken() {
        assert_eq!(verdict("aquamarinetrombone"), Ok(()), "no digit, no capital, no sign");
        assert_eq!(verdict("plover lantern gravel soup kestrel thimble orchard lighthouse marmalade"), Ok(()));
        let long: String = ('a'..='z')
            .cycle()
            .step_by(7)
            .take(MOST_CHARACTERS)
            .enumerate()
            .map(|(at, c)| if at == 500 { '-' } else { c })
            .collect();
        assert_ne!(verdict(&long), Err(Weak::TooLong));
        assert_eq!(verdict(&format!("{long}x")), Err(Weak::TooLong));
    }

    #[test]
    fn fourteen_characters_are_too_few() {
        assert_eq!(verdict("plover lantern"), Err(Weak::TooShort));
        assert_eq!(verdict(""), Err(Weak::TooShort));
    }

    #[test]
    fn what_guessing_starts_with_is_refused_however_it_is_dressed() {
        for common in [
            "Password Password 1",
            "qwertyuiop123456",
            "1234567890123456",
            "correct horse battery staple",
            "aaaaaaaaaaaaaaaaaa",
            "lantern lantern lantern",
            "to be or not to be",
            "Iloveyou!Iloveyou!22",
        ] {
            assert_eq!(verdict(common), Err(Weak::Common), "{common}");
        }
    }

    #[test]
    fn names_and_words_of_the_work_are_not_enough() {
        for near in
            ["Amina Yusuf Amina 2026", "health visitor 2026!", "doorstep little haven", "NHS Children Centre Baby"]
        {
            assert_eq!(verdict(near), Err(Weak::Context), "{near}");
        }
        assert_eq!(verdict("Amina saw a plover in the gravel"), Ok(()), "a name among other words does no harm");
    }

    #[test]
    fn an_accent_typed_as_one_key_or_two_is_the_same_passphrase() {
        assert_eq!(Passphrase::new("caf\u{e9}".into()).as_bytes(), Passphrase::new("cafe\u{301}".into()).as_bytes());
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", Passphrase::new("plover lantern gravel".into())), "Passphrase");
    }

    #[test]
    fn the_lists_are_in_the_form_that_they_are_compared_in() {
        for word in COMMON.lines().chain(OF_THE_WORK.lines()) {
            assert_eq!(bare_word(word), word, "{word:?} could never match");
        }
    }
}
