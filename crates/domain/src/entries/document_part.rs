//! A part of the file of a document: files are too long for one change, so they are kept in parts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};
use crate::scan;

/// DOC-01. One part of a scanned file. It is as sensitive as its document, which whoever attaches the file sees to.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DocumentPart {
    /// The document whose file it is.
    pub document: EntryId,
    /// Which part, from 0.
    pub number: u16,
    /// How many parts the file has.
    pub of: u16,
    /// SHA-256 of the whole file, in hex: what the parts must come to when they are put together.
    pub file: String,
    /// This part of the file, as base64.
    pub bytes: String,
}

const HEX_OF_SHA256: usize = 64;

impl Body for DocumentPart {
    const SAMPLE: &str = concat!(
        r#"{"document":"ddddeeee-dddd-eeee-dddd-eeeeddddeeee","number":0,"of":1,"#,
        r#""file":"4c4b6a3be1314ab86138bef4314dde022e600960d8689a2c8f8631802d20dab6","bytes":"iVBORw0KGgo="}"#,
    );

    /// The same file attached to the same document on two laptops is one file.
    fn key(&self) -> Option<String> {
        Some(format!("{} {} {}", self.document, self.file, self.number))
    }

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.refuse_outside("of", Some(self.of), 1..=scan::MOST_PARTS);
        if self.number >= self.of {
            found.reject("number", Rule::OutOfRange);
        }
        let is_hex = self.file.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if self.file.len() != HEX_OF_SHA256 || !is_hex {
            found.reject("file", Rule::OutOfRange);
        }
        found.require_text("bytes", &self.bytes, scan::LONGEST_PART.div_ceil(3) * 4);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused, laid_over};

    #[test]
    fn a_part_is_one_of_its_file_and_not_longer_than_a_part() {
        let longest = "A".repeat(scan::LONGEST_PART.div_ceil(3) * 4);
        each_is_refused::<DocumentPart>(&[
            (json!({ "number": 1 }), "number", Rule::OutOfRange),
            (json!({ "of": scan::MOST_PARTS + 1 }), "of", Rule::OutOfRange),
            (json!({ "file": "4C4B" }), "file", Rule::OutOfRange),
            (json!({ "bytes": "" }), "bytes", Rule::Required),
            (json!({ "bytes": format!("{longest}A") }), "bytes", Rule::TooLong),
        ]);
        each_is_fine::<DocumentPart>(&[json!({ "number": 4, "of": 5 }), json!({ "bytes": longest })]);
    }

    #[test]
    fn a_file_attached_twice_is_one_file_and_another_is_another() {
        let key = |changed| laid_over::<DocumentPart>(&changed).key();
        assert_eq!(key(json!({})), key(json!({ "bytes": "QUJD" })));
        assert_ne!(key(json!({})), key(json!({ "number": 1 })));
        assert_ne!(key(json!({})), key(json!({ "file": "0".repeat(64) })));
    }
}
