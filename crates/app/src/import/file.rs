//! From a file's bytes to its text: everything that is no caseload in UTF-8 ends here, with one clear reason.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::error::{ApiError, ErrorCode};

/// The largest file that is read. A county's under-fives are 25 MB.
pub const LARGEST_FILE: u64 = 64 << 20;

const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// How files begin that people choose by mistake, and what they are.
const OTHERS: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "an Excel workbook or a zip file"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"<", "a web page or XML"),
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"\x1F\x8B", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
];

/// The bytes that the window sent as base64. Refused by its length, before anything is decoded.
pub(super) fn decode(content: &str) -> Result<Vec<u8>, ApiError> {
    if content.len() as u64 / 4 * 3 > LARGEST_FILE + 2 {
        return Err(too_big("over 64 MB"));
    }
    STANDARD.decode(content).map_err(|_| ApiError::new(ErrorCode::FileNotCsv).detail("not whole"))
}

/// The text of a file in UTF-8, without its byte-order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, ApiError> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_big("over 64 MB"));
    }
    if is_utf16(bytes) {
        return Err(ApiError::new(ErrorCode::FileNotUtf8).detail("UTF-16"));
    }
    let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    if start.is_empty() {
        return Err(not_csv("empty"));
    }
    if let Some((_, what)) = OTHERS.iter().find(|(begins, _)| start.starts_with(begins)) {
        return Err(not_csv(*what));
    }
    if bytes.contains(&0) {
        return Err(not_csv("not text"));
    }
    std::str::from_utf8(bytes).map_err(|_| ApiError::new(ErrorCode::FileNotUtf8))
}

/// By its mark, or by the zero beside every plain letter.
fn is_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let marked = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    marked || (head.len() > 8 && zeros(0).max(zeros(1)) * 5 > head.len() * 2)
}

pub(super) fn too_big(detail: &str) -> ApiError {
    ApiError::new(ErrorCode::FileTooBig).detail(detail)
}

pub(super) fn not_csv(detail: impl Into<String>) -> ApiError {
    ApiError::new(ErrorCode::FileNotCsv).detail(detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_sort_is_named_and_refused() {
        let utf16: Vec<u8> = "nhs_number,family_name".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xFE, 0xFF].into_iter().chain("nhs".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let cases: [(&[u8], ErrorCode); 12] = [
            (b"", ErrorCode::FileNotCsv),
            (b" \r\n\t", ErrorCode::FileNotCsv),
            (b"PK\x03\x04\x14\x00", ErrorCode::FileNotCsv),
            (b"%PDF-1.7", ErrorCode::FileNotCsv),
            (b"\n<!DOCTYPE html>", ErrorCode::FileNotCsv),
            (b"{\"nhs_number\":1}", ErrorCode::FileNotCsv),
            (b"nhs_number,family_name\n\x00,Smith", ErrorCode::FileNotCsv),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", ErrorCode::FileNotCsv),
            (b"family_name\nSi\xE2n\n", ErrorCode::FileNotUtf8),
            (b"family_name\nSi\xC3\n", ErrorCode::FileNotUtf8),
            (&utf16, ErrorCode::FileNotUtf8),
            (&marked, ErrorCode::FileNotUtf8),
        ];
        for (bytes, code) in cases {
            let refused = text(bytes).err().map(|error| error.code);
            assert_eq!(refused, Some(code), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_header() {
        assert_eq!(text(b"\xEF\xBB\xBFnhs_number").unwrap(), "nhs_number");
        assert_eq!(text("Siân".as_bytes()).unwrap(), "Siân");
    }

    #[test]
    fn a_file_of_over_64_megabytes_is_refused_before_it_is_decoded() {
        let long = "A".repeat((LARGEST_FILE as usize / 3 + 2) * 4);
        assert_eq!(decode(&long).err().map(|error| error.code), Some(ErrorCode::FileTooBig));
        assert_eq!(decode("bmhz").unwrap(), b"nhs");
        assert_eq!(decode("not base64!").err().map(|error| error.code), Some(ErrorCode::FileNotCsv));
    }
}
