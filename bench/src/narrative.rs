//! What a health visitor writes, made up: sentences of many small pieces, so that no two narratives are alike and a
//! compressor finds in them about what it finds in real prose.

use std::fmt::Write;

use doorstep_domain::fixtures::dice::Dice;

const PHRASES: &str = include_str!("phrases.txt");

/// Whom a narrative is about.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) child: &'a str,
    pub(crate) mother: &'a str,
}

/// Tells what happened, and never the same twice.
pub(crate) struct Narrator {
    /// Sentences of phrases, and sentences of single words.
    sentences: [Vec<&'static str>; 2],
    slots: Vec<(&'static str, Vec<&'static str>)>,
}

impl Narrator {
    pub(crate) fn new() -> Self {
        let mut blocks = PHRASES.split("\n\n").skip(1);
        let mut lines = || blocks.next().unwrap_or_default().lines();
        let sentences = [lines().collect(), lines().collect()];
        let slots = lines().filter_map(|line| line.split_once(": "));
        Self { sentences, slots: slots.map(|(name, words)| (name, words.split(" | ").collect())).collect() }
    }

    /// A text of about `length` bytes, in whole sentences.
    pub(crate) fn tell(&self, dice: &mut Dice, names: Names<'_>, length: usize) -> String {
        let mut text = String::with_capacity(length + 200);
        while text.len() < length {
            if !text.is_empty() {
                text.push(if dice.chance(90) { '\n' } else { ' ' });
            }
            let start = text.len();
            let sort = usize::from(dice.chance(850));
            let sentence = dice.word(&self.sentences[sort]);
            self.expand(&mut text, dice, names, sentence);
            capitalise(&mut text, start);
        }
        text
    }

    /// Writes a pattern with each `{slot}` filled; what fills a slot may have slots of its own.
    fn expand(&self, text: &mut String, dice: &mut Dice, names: Names<'_>, pattern: &'static str) {
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            self.fill(text, dice, names, slot);
            rest = after;
        }
        text.push_str(rest);
    }

    fn fill(&self, text: &mut String, dice: &mut Dice, names: Names<'_>, slot: &str) {
        // Writing to a String cannot fail.
        let _ = match slot {
            "child" => text.write_str(names.child),
            "mum" => text.write_str(names.mother),
            "n" => write!(text, "{}", dice.between(2, 9)),
            "ml" => write!(text, "{}", dice.between(6, 24) * 10),
            "hour" => write!(text, "{}:{:02}", dice.between(1, 12), dice.below(12) * 5),
            "date" => write!(text, "{}/{}", dice.between(1, 28), dice.between(1, 12)),
            "kg" => write!(text, "{}.{:02}", dice.between(3, 14), dice.below(100)),
            _ => {
                let words = self.slots.iter().find(|(name, _)| *name == slot).map_or(&[][..], |(_, words)| words);
                let chosen = dice.word(words);
                self.expand(text, dice, names, chosen);
                Ok(())
            }
        };
    }
}

fn capitalise(text: &mut str, start: usize) {
    if let Some(first) = text.get_mut(start..=start) {
        first.make_ascii_uppercase();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_slot_has_words_and_every_list_of_words_is_used() {
        let narrator = Narrator::new();
        let words = narrator.slots.iter().flat_map(|(_, words)| words.iter());
        let patterns = narrator.sentences.iter().flatten().chain(words);
        let named = patterns.flat_map(|pattern| pattern.split('{').skip(1));
        let named: BTreeSet<&str> = named.map(|rest| rest.split('}').next().unwrap()).collect();
        let built_in = BTreeSet::from(["child", "mum", "n", "ml", "hour", "date", "kg"]);
        let lists: BTreeSet<&str> = narrator.slots.iter().map(|(name, _)| *name).collect();
        assert_eq!(named.difference(&built_in).copied().collect::<BTreeSet<&str>>(), lists);
    }

    #[test]
    fn one_seed_tells_one_story_in_which_hardly_a_sentence_comes_twice() {
        let narrator = Narrator::new();
        let names = Names { child: "Chidi", mother: "Ngozi" };
        let text = narrator.tell(&mut Dice::new(5), names, 50_000);
        assert!(!text.contains(['{', '}']), "no slot is left open");
        assert_eq!(text, narrator.tell(&mut Dice::new(5), names, 50_000));
        let sentences: Vec<&str> = text.split(". ").collect();
        let different: BTreeSet<&&str> = sentences.iter().collect();
        assert!(different.len() * 100 > sentences.len() * 97);
    }
}
