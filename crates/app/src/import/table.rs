//! From a file's text to its records, each with the line that it starts on.

use csv::{ReaderBuilder, StringRecord};

use super::columns::Layout;
use super::file::{not_csv, too_big};
use crate::error::ApiError;

/// The most lines that one import may have. A county has 90,000 children under five.
const MOST_LINES: usize = 200_000;

/// Stands after the last record: where it is swallowed, a quotation mark was never closed.
const END: &str = "\n\u{1}";

/// A caseload file, cut into records.
pub(super) struct Table {
    pub(super) layout: Layout,
    pub(super) records: Vec<Record>,
}

/// One line of the file; several where a quoted cell has line breaks.
pub(super) struct Record {
    /// The number of its first line, the header's being 1.
    pub(super) line: u32,
    pub(super) cells: StringRecord,
}

impl Table {
    pub(super) fn of(text: &str) -> Result<Self, ApiError> {
        // Line breaks of old Macs: without this the whole file would be line 1.
        let text = if text.contains('\n') { text.to_owned() } else { text.replace('\r', "\n") } + END;
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
        let mut records = Vec::new();
        let mut cells = StringRecord::new();
        loop {
            let start = reader.position().byte();
            if !reader.read_record(&mut cells).map_err(|_| not_csv("not text"))? {
                break;
            }
            if records.len() > MOST_LINES + 1 {
                return Err(too_big("over 200,000 lines"));
            }
            records.push(Record { line: lines.number_at(start), cells: cells.clone() });
        }
        let end = records.pop().filter(|end| end.cells.len() == 1 && end.cells.get(0) == Some("\u{1}"));
        if end.is_none() {
            return Err(not_csv(unclosed(lines.line)));
        }
        let mut records = records.into_iter();
        let header = records.next().ok_or_else(|| not_csv("empty"))?;
        let layout = Layout::of(&header.cells)?;
        // Spreadsheets leave lines of nothing but commas behind.
        let records = records.filter(|record| record.cells.iter().any(|cell| !cell.trim().is_empty())).collect();
        Ok(Self { layout, records })
    }
}

fn unclosed(line: u32) -> String {
    format!("line {line}: a quotation mark is never closed")
}

/// Counts lines up to where a record really starts: the reader counts the blank lines before it as its own.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn number_at(&mut self, start: u64) -> u32 {
        let start = usize::try_from(start).unwrap_or(self.text.len()).min(self.text.len());
        let blank = self.text[start..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let passed = &self.text[self.at..start + blank];
        self.line += u32::try_from(passed.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX);
        self.at = start + blank;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    const HEADER: &str = "nhs_number,family_name,given_names,birth_date,postcode";

    fn lines(text: &str) -> Vec<(u32, String)> {
        let table = Table::of(text).unwrap();
        table.records.iter().map(|record| (record.line, record.cells.get(1).unwrap_or_default().to_owned())).collect()
    }

    #[test]
    fn a_record_has_the_number_of_the_line_that_it_starts_on() {
        let file = format!("{HEADER}\n1,a\n\n2,\"b\n2b\"\n3,c\n\n\n4,d");
        let numbers: Vec<u32> = lines(&file).iter().map(|(line, _)| *line).collect();
        assert_eq!(numbers, [2, 4, 6, 9]);
        assert_eq!(lines(&file.replace('\n', "\r\n")).iter().map(|(line, _)| *line).collect::<Vec<_>>(), numbers);
        let mac = format!("{HEADER}\r1,a\r2,b\r");
        assert_eq!(lines(&mac), [(2, "a".to_owned()), (3, "b".to_owned())]);
    }

    #[test]
    fn quotes_commas_and_line_breaks_within_quotes_belong_to_the_cell() {
        let file = format!("{HEADER}\r\n1,\"O\"\"Neill, \r\nSeán\"\r\n");
        assert_eq!(lines(&file), [(2, "O\"Neill, \r\nSeán".to_owned())]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest_in_silence() {
        for file in [format!("{HEADER}\n1,a\n2,\"b\n3,c\n4,d\n"), format!("{HEADER}\n1,a\n2,\"b")] {
            let error = Table::of(&file).err().unwrap();
            assert_eq!(
                (error.code, error.detail.as_deref()),
                (ErrorCode::FileNotCsv, Some("line 3: a quotation mark is never closed"))
            );
        }
    }

    #[test]
    fn lines_of_nothing_are_no_children_and_a_header_alone_is_a_file() {
        assert_eq!(lines(&format!("{HEADER}\n1,a,,,\n,,,,\n  ,,\n")).len(), 1);
        assert!(lines(HEADER).is_empty());
    }

    #[test]
    fn more_lines_than_any_county_has_are_refused() {
        let file = format!("{HEADER}\n{}", "1,a\n".repeat(MOST_LINES + 1));
        assert_eq!(Table::of(&file).err().unwrap().code, ErrorCode::FileTooBig);
        assert_eq!(lines(&format!("{HEADER}\n{}", "1,a\n".repeat(3))).len(), 3);
    }
}
