//! How unlike what was typed is to a name on record: the last resort, when neither the letters nor the sounds agree.
//!
//! Names are compared letter by letter after a rough respelling, in which what is written in many ways for one sound is
//! written in one. A vowel for another counts little, a consonant for another that is said in the same place not much.

use super::{fold, other_forms};

/// What was typed, ready to be held against many names.
pub struct Sought {
    words: Vec<Word>,
    /// Places in `words`: the words as they stand, and with two neighbours written as one: "ou yang" is Ouyang.
    ways: Vec<Vec<usize>>,
}

/// A folded name, as it is compared. Names are shared by many people: each is made and compared once.
pub struct Rough(Vec<char>);

/// What was typed, held against every name of a list.
pub struct Held<'s> {
    sought: &'s Sought,
    /// For each name, how unlike each word is to it.
    unlike: Vec<u32>,
}

struct Word {
    /// The word, then the forms that it may be short for.
    forms: Vec<Vec<char>>,
}

/// What a consonant for another costs; a vowel for a vowel costs half.
const LETTER: u32 = 2;
const HALF: u32 = 1;
/// A short form is a little less like the name than the name.
const SHORT: u32 = 1;
/// A word that is nothing like any of the names counts as this unlike.
const STRANGER: u32 = 9;
/// The letters that make a word worth comparing.
const FEWEST: usize = 3;

impl Sought {
    /// None where too little was typed to compare.
    #[must_use]
    pub fn of(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let typed: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
        if typed.iter().all(|word| word.chars().count() < FEWEST) {
            return None;
        }
        let mut words: Vec<Word> = typed.iter().map(|word| Word::of(word)).collect();
        let as_typed: Vec<usize> = (0..typed.len()).collect();
        let mut ways = vec![as_typed.clone()];
        for (place, pair) in typed.windows(2).enumerate() {
            let mut way = as_typed.clone();
            way.splice(place..place + 2, [words.len()]);
            words.push(Word::of(&pair.concat()));
            ways.push(way);
        }
        Some(Self { words, ways })
    }

    /// Compares with every name, once.
    #[must_use]
    pub fn held_against(&self, names: &[Rough]) -> Held<'_> {
        let unlike = names.iter().flat_map(|name| self.words.iter().map(|word| word.unlike(&name.0))).collect();
        Held { sought: self, unlike }
    }

    fn unlikeness_of_way(&self, way: &[usize], nearest: &[u32]) -> Option<u32> {
        let (mut total, mut all_alike, mut one_same) = (0, true, false);
        for place in way {
            let (unlike, word) = (nearest[*place], &self.words[*place]);
            all_alike &= unlike <= word.limit();
            one_same |= unlike <= HALF && word.forms[0].len() >= FEWEST;
            total += unlike;
        }
        (all_alike || way.len() > 1 && one_same).then_some(total)
    }
}

impl Rough {
    /// A name that was folded.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        Self(rough(folded))
    }
}

impl Held<'_> {
    /// How unlike somebody is whose names have these places in the list; 0 is the same. None where they are too unlike to
    /// be shown.
    ///
    /// All words must be alike, or one of several nearly the same: whoever has the right family name is shown, however
    /// the given name was heard.
    #[must_use]
    pub fn unlikeness(&self, places: &[usize]) -> Option<u32> {
        let (words, mut nearest) = (self.sought.words.len(), [STRANGER; 2 * MOST_WORDS]);
        for row in places.iter().filter_map(|place| self.unlike.get(place * words..(place + 1) * words)) {
            for (least, unlike) in nearest.iter_mut().zip(row) {
                *least = (*least).min(*unlike);
            }
        }
        self.sought.ways.iter().filter_map(|way| self.sought.unlikeness_of_way(way, &nearest)).min()
    }
}

/// More words than any name has.
const MOST_WORDS: usize = 8;

impl Word {
    fn of(word: &str) -> Self {
        let short_for = other_forms(word).iter().map(|form| rough(&fold(form)));
        Self { forms: std::iter::once(rough(word)).chain(short_for).collect() }
    }

    /// How unlike a name may be to be alike at all: longer words may have more wrong with them.
    fn limit(&self) -> u32 {
        let letters = u32::try_from(self.forms[0].len()).unwrap_or(u32::MAX);
        letters.saturating_mul(2).div_euclid(3).clamp(HALF, 3 * LETTER)
    }

    fn unlike(&self, name: &[char]) -> u32 {
        let unlike = |(place, form): (usize, &Vec<char>)| distance(form, name) + if place == 0 { 0 } else { SHORT };
        self.forms.iter().enumerate().map(unlike).min().unwrap_or(STRANGER).min(STRANGER)
    }
}

/// Letters, and the one way in which they are written here. The longest first.
const RESPELT: [(&str, &str); 40] = [
    ("tch", "S"),
    ("sch", "S"),
    ("rz", "S"),
    ("sz", "S"),
    ("cz", "S"),
    ("sh", "S"),
    ("ch", "S"),
    ("zh", "S"),
    ("ts", "s"),
    ("tz", "s"),
    ("ph", "f"),
    ("ck", "k"),
    ("kh", "k"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "v"),
    ("mh", "v"),
    ("qu", "k"),
    ("dj", "j"),
    ("dg", "j"),
    ("oo", "u"),
    ("ou", "u"),
    ("ee", "i"),
    ("ea", "i"),
    ("ei", "e"),
    ("ai", "e"),
    ("ay", "e"),
    ("ey", "e"),
    ("ie", "i"),
    ("ce", "se"),
    ("ci", "si"),
    ("c", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("z", "s"),
    ("w", "v"),
    ("y", "i"),
    ("h", ""),
    ("mac", "mk"),
];

/// A folded word, respelt: no letter twice, no h but the first.
fn rough(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::with_capacity(word.len());
    let word = if word.starts_with("mac") && word.len() > 5 { format!("mk{}", &word[3..]) } else { word.to_owned() };
    let mut rest = word.as_str();
    while let Some(letter) = rest.chars().next() {
        let at_start = rest.len() == word.len();
        let fits = |(from, _): &&(&str, &str)| rest.starts_with(*from) && !(at_start && *from == "h");
        let respelt = RESPELT.iter().filter(|(from, _)| from.starts_with(letter)).find(fits);
        let (taken, written) = match respelt {
            Some((from, to)) => (from.len(), *to),
            None => (letter.len_utf8(), &rest[..letter.len_utf8()]),
        };
        for letter in written.chars() {
            if letters.last() != Some(&letter) {
                letters.push(letter);
            }
        }
        rest = &rest[taken..];
    }
    letters
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Consonants that are said in the same place, or written for each other.
const NEAR: [(char, char); 16] = [
    ('g', 'j'),
    ('s', 'S'),
    ('t', 'd'),
    ('b', 'p'),
    ('k', 'g'),
    ('m', 'n'),
    ('l', 'r'),
    ('f', 'v'),
    ('v', 'b'),
    ('k', 'S'),
    ('j', 'S'),
    ('s', 'j'),
    ('i', 'j'),
    ('d', 's'),
    ('t', 'S'),
    ('v', 'u'),
];

/// What each ASCII letter costs for each other, worked out once: it is asked for every pair of letters of every name.
static COSTS: [[u8; 128]; 128] = costs();

const fn costs() -> [[u8; 128]; 128] {
    let mut costs = [[LETTER as u8; 128]; 128];
    let vowels = *b"aeiou";
    let mut one = 0;
    while one < vowels.len() {
        let mut other = 0;
        while other < vowels.len() {
            costs[vowels[one] as usize][vowels[other] as usize] = HALF as u8;
            other += 1;
        }
        one += 1;
    }
    let mut near = 0;
    while near < NEAR.len() {
        let (one, other) = (NEAR[near].0 as usize, NEAR[near].1 as usize);
        costs[one][other] = HALF as u8;
        costs[other][one] = HALF as u8;
        near += 1;
    }
    costs
}

fn instead(one: char, other: char) -> u32 {
    if one == other {
        return 0;
    }
    let cost = COSTS.get(one as usize).and_then(|row| row.get(other as usize));
    cost.map_or(LETTER, |cost| u32::from(*cost))
}

fn left_out(letter: char) -> u32 {
    if is_vowel(letter) { HALF } else { LETTER }
}

/// Longer names are cut: their first letters tell them apart.
const LONGEST: usize = 24;

/// What it costs to make one word of the other: letters put for others, left out, or two swapped. Anything from
/// [`STRANGER`] on is as good as it.
fn distance(one: &[char], other: &[char]) -> u32 {
    let (one, other) = (&one[..one.len().min(LONGEST)], &other[..other.len().min(LONGEST)]);
    if u32::try_from(one.len().abs_diff(other.len())).is_ok_and(|longer| longer * HALF >= STRANGER) {
        return STRANGER;
    }
    let (mut before, mut above, mut current) = ([0; LONGEST + 1], [0; LONGEST + 1], [0; LONGEST + 1]);
    for (column, letter) in other.iter().enumerate() {
        above[column + 1] = above[column] + left_out(*letter);
    }
    for (row, letter) in one.iter().enumerate() {
        let cost = left_out(*letter);
        current[0] = above[0] + cost;
        let mut least_of_row = current[0];
        for (column, wanted) in other.iter().enumerate() {
            let mut least = above[column] + instead(*letter, *wanted);
            least = least.min(above[column + 1] + cost).min(current[column] + left_out(*wanted));
            if row > 0 && column > 0 && one[row - 1] == *wanted && other[column - 1] == *letter {
                least = least.min(before[column - 1] + HALF);
            }
            current[column + 1] = least;
            least_of_row = least_of_row.min(least);
        }
        if least_of_row >= STRANGER {
            return STRANGER;
        }
        (before, above, current) = (above, current, before);
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unlike(typed: &str, name: &str) -> Option<u32> {
        let names = fold(name);
        let names: Vec<Rough> = names.split(' ').map(Rough::of).collect();
        let places: Vec<usize> = (0..names.len()).collect();
        Sought::of(typed).and_then(|sought| sought.held_against(&names).unlikeness(&places))
    }

    #[test]
    fn a_slip_is_a_little_unlike_and_another_name_is_nothing_like() {
        for (typed, name) in [
            ("Wisnewska", "Wiśniewska"),
            ("Chowdury", "Chowdhury"),
            ("Benet", "Bennett"),
            ("Hussien", "Hussain"),
            ("Farax", "Farah"),
            ("ou yang hui", "Ouyang Jia Hui"),
            ("Mackenzie", "McKenzie"),
        ] {
            assert!(unlike(typed, name).is_some_and(|unlike| unlike <= 4), "{typed}: {:?}", unlike(typed, name));
        }
        for (typed, name) in [("Smith", "Okafor"), ("Khan", "Patel"), ("zzyzx quaff", "Amelia Taylor")] {
            assert_eq!(unlike(typed, name), None, "{typed}");
        }
    }

    #[test]
    fn whoever_has_one_of_two_names_is_shown_after_whoever_has_both() {
        let both = unlike("eefa murphy", "Murphy Aoife");
        let other = unlike("eefa murphy", "Murphy Christopher");
        assert!(both < other && other.is_some());
        assert_eq!(unlike("eefa", "Christopher"), None);
    }

    #[test]
    fn the_order_of_names_does_not_matter_and_the_same_is_the_same() {
        assert_eq!(unlike("ngozi okafor", "Okafor Ngozi"), Some(0));
        assert_eq!(unlike("okafor ngozi", "Okafor Ngozi"), Some(0));
        assert_eq!(unlike("a b", "A B"), None, "too little to compare");
    }
}
