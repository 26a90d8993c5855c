//! The words of a clinical record, for the word index.

use std::fmt;

use doorstep_domain::change::Change;
use doorstep_domain::fold::MergeRule;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::scans::PART;

/// Every text of a clinical change. None for registered facts (they are found by name),
/// and for kinds that this build does not know (they are Restricted).
pub(crate) fn words_of(change: &Change) -> Option<String> {
    let kind = change.header.kind.known()?;
    // A part of a file has letters, and no words.
    if kind.merge_rule() != MergeRule::Never || kind == PART {
        return None;
    }
    let mut words = String::new();
    let mut json = serde_json::Deserializer::from_str(change.body());
    // A body that cannot be read has no words; that it cannot is reported when it is shown.
    Collect(&mut words).deserialize(&mut json).ok()?;
    (!words.is_empty()).then_some(words)
}

/// Walks JSON and keeps its texts, without building it: this runs for every change of a first pull.
struct Collect<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for Collect<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Collect<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        // A word alone counts; ids, times and codes of several parts do not.
        let is_code = !text.contains(' ') && text.contains(|c: char| matches!(c, '_' | '-') || c.is_ascii_digit());
        if !is_code {
            self.0.push_str(text);
            self.0.push('\n');
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Collect(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while fields.next_key::<serde::de::IgnoredAny>()?.is_some() {
            fields.next_value_seed(Collect(self.0))?;
        }
        Ok(())
    }
}
