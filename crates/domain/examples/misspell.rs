//! Makes `tests/fixtures/search/by-seed.csv`: 250 ways to mistype names, from a seed.
//!
//! `cargo run -p doorstep-domain --features fixtures --example misspell > tests/fixtures/search/by-seed.csv`

use std::collections::BTreeSet;

use doorstep_domain::fixtures::dice::Dice;
use doorstep_domain::fixtures::misspelt::{Names, anybody, by_hand, origins};
use doorstep_domain::name::fold;

const SEED: u64 = 20_261_122;
const WANTED: usize = 250;

/// One letter for another, as fingers that miss a key do.
const NEIGHBOURS: [&str; 26] = [
    "sqz", "vn", "xv", "sf", "wr", "dg", "fh", "gj", "uo", "hk", "jl", "k", "n", "bm", "ip", "o", "wa", "et", "ad",
    "ry", "yi", "cb", "qe", "zc", "tu", "xa",
];

/// What is heard for what was said.
const HEARD: [(&str, &str); 34] = [
    ("ph", "f"),
    ("ck", "k"),
    ("ee", "ea"),
    ("ie", "y"),
    ("ei", "ai"),
    ("ou", "oo"),
    ("sh", "ch"),
    ("gh", "g"),
    ("th", "t"),
    ("ai", "ay"),
    ("ia", "ea"),
    ("oo", "u"),
    ("ea", "ee"),
    ("ay", "ai"),
    ("kh", "k"),
    ("ch", "sh"),
    ("qu", "k"),
    ("ks", "x"),
    ("mc", "mac"),
    ("mac", "mc"),
    ("c", "k"),
    ("k", "c"),
    ("v", "w"),
    ("w", "v"),
    ("z", "s"),
    ("s", "z"),
    ("j", "g"),
    ("o", "u"),
    ("e", "i"),
    ("a", "u"),
    ("u", "o"),
    ("i", "e"),
    ("y", "i"),
    ("d", "t"),
];

/// The same name in the letters of another language or another clerk.
const WRITTEN: [(&str, &str); 34] = [
    ("ş", "sh"),
    ("ș", "sh"),
    ("ś", "sh"),
    ("š", "sh"),
    ("ç", "ch"),
    ("č", "ch"),
    ("ț", "ts"),
    ("ł", "w"),
    ("ž", "zh"),
    ("ż", "zh"),
    ("sz", "sh"),
    ("cz", "ch"),
    ("ch", "kh"),
    ("kh", "x"),
    ("q", "k"),
    ("uu", "u"),
    ("aa", "a"),
    ("oo", "u"),
    ("ee", "i"),
    ("u", "ou"),
    ("i", "ee"),
    ("hamm", "ham"),
    ("muh", "moh"),
    ("moh", "muh"),
    ("ai", "ei"),
    ("ay", "ey"),
    ("ie", "ye"),
    ("ii", "iy"),
    ("w", "v"),
    ("j", "dj"),
    ("dh", "d"),
    ("y", "j"),
    ("ou", "u"),
    ("k", "q"),
];

/// What families and friends say.
const SHORT: [(&str, &str); 64] = [
    ("Elizabeth", "Beth"),
    ("Elizabeth", "Betty"),
    ("Katherine", "Kate"),
    ("Katherine", "Kathy"),
    ("Alexander", "Alec"),
    ("Benjamin", "Benny"),
    ("Frederick", "Fred"),
    ("Theodore", "Theo"),
    ("Thomas", "Tommy"),
    ("Christopher", "Kit"),
    ("Matthew", "Matt"),
    ("Zachary", "Zac"),
    ("Stephen", "Steve"),
    ("Jonathan", "Jonny"),
    ("Nathaniel", "Nate"),
    ("Penelope", "Nell"),
    ("Philippa", "Pippa"),
    ("Georgina", "Georgie"),
    ("Harriet", "Hattie"),
    ("Isabelle", "Izzy"),
    ("Gillian", "Jill"),
    ("Jacqueline", "Jackie"),
    ("Annabel", "Bella"),
    ("Matilda", "Mattie"),
    ("Geoffrey", "Geoff"),
    ("Małgorzata", "Gosia"),
    ("Katarzyna", "Kaska"),
    ("Agnieszka", "Aga"),
    ("Zuzanna", "Zuzia"),
    ("Stanisław", "Staszek"),
    ("Krzysztof", "Krzysiek"),
    ("Grzegorz", "Grzesiek"),
    ("Wojciech", "Wojtek"),
    ("Elżbieta", "Ela"),
    ("Jadwiga", "Jadzia"),
    ("Oluwaseun", "Seun"),
    ("Temitope", "Tope"),
    ("Folasade", "Fola"),
    ("Babajide", "Jide"),
    ("Olumide", "Mide"),
    ("Ifeoma", "Ify"),
    ("Chiamaka", "Amaka"),
    ("Chidinma", "Dinma"),
    ("Chinedu", "Nedu"),
    ("Priyanka", "Priya"),
    ("Gurpreet", "Guri"),
    ("Sukhvinder", "Sukhi"),
    ("Abdirahman", "Abdi"),
    ("Muhammad", "Mo"),
    ("Oleksandr", "Sasha"),
    ("Kateryna", "Katya"),
    ("Volodymyr", "Vova"),
    ("Dmytro", "Dima"),
    ("Anastasiia", "Nastya"),
    ("Nataliia", "Natasha"),
    ("Mateusz", "Mati"),
    ("Bartłomiej", "Bartek"),
    ("Callum", "Cal"),
    ("Kirsty", "Kirst"),
    ("Catriona", "Trina"),
    ("Joshua", "Josh"),
    ("Oliver", "Olly"),
    ("Olivia", "Liv"),
    ("Amelia", "Millie"),
];

const WHYS: [&str; 7] =
    ["typing slip", "hearing", "transliteration", "short name", "accent", "swapped parts", "missing double letter"];

fn main() {
    let (mut dice, origins) = (Dice::new(SEED), origins());
    let mut taken: BTreeSet<String> = by_hand().into_iter().map(|one| one.typed).collect();
    println!(
        "# Made by the example misspell of doorstep-domain from the seed {SEED}: 250 ways to mistype these names."
    );
    println!(
        "# Nobody looked at them before the search was first measured on them. Do not mend the search by reading them."
    );
    println!("typed,given,family,why");
    let mut written = 0;
    while written < WANTED {
        let (names, why) = (anybody(&mut dice, &origins), WHYS[written % WHYS.len()]);
        let names = if why == "short name" { with_short_form(&mut dice, names) } else { names };
        let Some(typed) = mistyped(&mut dice, &names, why) else { continue };
        if typed != fold(&format!("{} {}", names.given, names.family)) && taken.insert(typed.clone()) {
            println!("{typed},{},{},{why}", names.given, names.family);
            written += 1;
        }
    }
}

fn below(dice: &mut Dice, count: usize) -> usize {
    dice.below(u32::try_from(count).unwrap_or(1)) as usize
}

fn with_short_form(dice: &mut Dice, names: Names) -> Names {
    let (given, _) = SHORT[below(dice, SHORT.len())];
    Names { given: given.to_owned(), ..names }
}

/// The names with one thing wrong; none where they have nothing that could go wrong so.
fn mistyped(dice: &mut Dice, names: &Names, why: &str) -> Option<String> {
    let lower = |name: &str| name.to_lowercase();
    let (given, family) = (fold(&names.given), fold(&names.family));
    let either = below(dice, 2) == 0;
    let with = |given: String, family: String| Some(format!("{given} {family}"));
    let on_either = |one: &dyn Fn(&mut Dice, &str) -> Option<String>, dice: &mut Dice| {
        if either {
            one(dice, &given).and_then(|given| with(given, family.clone()))
        } else {
            one(dice, &family).and_then(|family| with(given.clone(), family))
        }
    };
    match why {
        "typing slip" => on_either(&slip, dice),
        "hearing" => on_either(&|dice, name| instead(dice, name, &HEARD), dice),
        "transliteration" => {
            let (given, family) = (lower(&names.given), lower(&names.family));
            if either {
                with(fold(&instead(dice, &given, &WRITTEN)?), fold(&family))
            } else {
                with(fold(&given), fold(&instead(dice, &family, &WRITTEN)?))
            }
        }
        "short name" => {
            let forms: Vec<&str> =
                SHORT.iter().filter(|(full, _)| *full == names.given).map(|(_, short)| *short).collect();
            with(lower(forms.get(below(dice, forms.len().max(1)))?), family)
        }
        "accent" => {
            let accents = ["á", "è", "ï", "ô", "ü"];
            let place = names.family.to_lowercase().find(['a', 'e', 'i', 'o', 'u'])?;
            let letter = "aeiou".find(&lower(&names.family)[place..=place])?;
            let plain = fold(&names.family);
            with(lower(&names.given), plain.replacen(&"aeiou"[letter..=letter], accents[letter], 1))
        }
        "swapped parts" => {
            let joined = [given.replace(' ', ""), family.replace(' ', "")];
            Some(if either { format!("{family} {given}") } else { format!("{} {}", joined[1], joined[0]) })
        }
        _ => on_either(&|_, name| single(name), dice),
    }
}

fn slip(dice: &mut Dice, name: &str) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() < 4 {
        return None;
    }
    let place = 1 + below(dice, letters.len() - 2);
    match below(dice, 5) {
        0 => letters.swap(place, place + 1),
        1 => drop(letters.remove(place)),
        2 => letters.insert(place, letters[place]),
        3 => letters[place] = neighbour(dice, letters[place])?,
        _ => letters.insert(place, neighbour(dice, letters[place])?),
    }
    Some(letters.into_iter().collect())
}

fn neighbour(dice: &mut Dice, letter: char) -> Option<char> {
    let keys = NEIGHBOURS.get((letter as usize).checked_sub('a' as usize)?)?;
    keys.chars().nth(below(dice, keys.len()))
}

fn instead(dice: &mut Dice, name: &str, table: &[(&str, &str)]) -> Option<String> {
    let fitting: Vec<&(&str, &str)> = table.iter().filter(|(from, _)| name.contains(from)).collect();
    let (from, to) = fitting.get(below(dice, fitting.len().max(1)))?;
    Some(name.replacen(from, to, 1))
}

fn single(name: &str) -> Option<String> {
    let letters: Vec<char> = name.chars().collect();
    let place = letters.windows(2).position(|pair| pair[0] == pair[1] && pair[0] != ' ')?;
    Some(letters.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, letter)| letter).collect())
}
