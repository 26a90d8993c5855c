//! Scanned files of documents: what may be kept, how it is told by its content, and into which parts it is cut (DOC-01).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The longest file, in bytes (DOMAIN 2.10).
pub const LONGEST_FILE: usize = 10 << 20;

/// The longest part of a file, in bytes: as base64 within one change, it stays below what a service takes.
pub const LONGEST_PART: usize = 180 << 10;

/// The most parts of a file.
pub const MOST_PARTS: u16 = LONGEST_FILE.div_ceil(LONGEST_PART) as u16;

/// Parts signed together, about 2 MB: small enough that a push is not begun again for long when a signal is lost.
pub const PARTS_A_BATCH: usize = 8;

/// What sort of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum MediaType {
    /// A PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A photograph, or a scan as a picture.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A picture of the screen, or a scan as a picture.
    #[serde(rename = "image/png")]
    Png,
}

impl MediaType {
    /// What the content itself says; a file's name is not asked. None for whatever is not to be kept.
    #[must_use]
    pub fn of(content: &[u8]) -> Option<Self> {
        const BEGINNINGS: [(&[u8], MediaType); 3] =
            [(b"%PDF-", MediaType::Pdf), (b"\xff\xd8\xff", MediaType::Jpeg), (b"\x89PNG\r\n\x1a\n", MediaType::Png)];
        BEGINNINGS.into_iter().find(|(beginning, _)| content.starts_with(beginning)).map(|(_, media)| media)
    }

    /// The ending of a file's name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// Why a file is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// Over [`LONGEST_FILE`].
    #[error("the file is longer than {LONGEST_FILE} bytes")]
    TooLong,
    /// Neither PDF nor JPEG nor PNG by its content.
    #[error("the file is not a PDF, a JPEG or a PNG")]
    NotAScan,
}

/// The parts of a file that may be kept, in order.
///
/// # Errors
/// When it is too long, or of another sort.
pub fn parts(content: &[u8]) -> Result<Vec<&[u8]>, NotKept> {
    if content.len() > LONGEST_FILE {
        return Err(NotKept::TooLong);
    }
    MediaType::of(content).ok_or(NotKept::NotAScan)?;
    Ok(content.chunks(LONGEST_PART).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_content() {
        let rows: [(&[u8], Option<MediaType>); 9] = [
            (b"%PDF-1.7\n", Some(MediaType::Pdf)),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(MediaType::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0", Some(MediaType::Png)),
            (b"\x89PNG\n\x1a\n", None),
            (b"<svg xmlns=", None),
            (b"GIF89a", None),
            (b"PK\x03\x04", None),
            (b"MZ", None),
            (b"", None),
        ];
        for (content, media) in rows {
            assert_eq!(MediaType::of(content), media, "{content:?}");
        }
    }

    #[test]
    fn a_file_is_cut_into_parts_that_come_to_it_again() {
        let rows = [(9, 1), (LONGEST_PART, 1), (LONGEST_PART + 1, 2), (LONGEST_FILE, usize::from(MOST_PARTS))];
        for (length, count) in rows {
            let mut content = b"%PDF-".to_vec();
            content.extend((content.len()..length).map(|place| (place % 251) as u8));
            let parts = parts(&content).unwrap();
            assert_eq!(parts.len(), count, "{length} bytes");
            assert!(parts.iter().all(|part| part.len() <= LONGEST_PART));
            assert_eq!(parts.concat(), content);
        }
    }

    #[test]
    fn what_is_too_long_or_of_another_sort_is_not_kept() {
        let mut long = b"%PDF-".to_vec();
        long.resize(LONGEST_FILE + 1, 0);
        assert_eq!(parts(&long), Err(NotKept::TooLong));
        assert_eq!(parts(b"<html>"), Err(NotKept::NotAScan));
    }
}
