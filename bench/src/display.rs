//! A display without a screen whose picture is a file: to look at it takes nothing from the programs that draw on it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::process::{Child, Command, Stdio};

use crate::{Failed, fail};

const WIDTH: usize = 1366;
const HEIGHT: usize = 768;
/// Blue, green, red, and a byte that says nothing.
const DOT: usize = 4;
const ROW: usize = WIDTH * DOT;
/// No button is lower than this, so that only every so many rows need be looked at.
const EVERY: usize = 16;

/// A colour: red, green and blue.
pub(crate) type Colour = [u8; 3];

/// A display of the size of a health visitor's laptop.
pub(crate) struct Display {
    xvfb: Child,
    pub(crate) name: String,
    picture: File,
    // Last: the picture goes when nothing is drawn any more.
    _folder: tempfile::TempDir,
}

impl Display {
    pub(crate) fn start() -> Result<Self, Failed> {
        let folder = tempfile::tempdir()?;
        // It takes a number that is free, and says which.
        let mut xvfb = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &format!("{WIDTH}x{HEIGHT}x24"), "-nolisten", "tcp", "-fbdir"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb: {error} (./dev bench installs it)"))?;
        let mut number = String::new();
        BufReader::new(xvfb.stdout.take().ok_or("no way out")?).read_line(&mut number)?;
        if number.trim().is_empty() {
            return fail(format!("Xvfb did not start: {}", xvfb.wait()?));
        }
        let picture = File::open(folder.path().join("Xvfb_screen0"))?;
        Ok(Self { xvfb, name: format!(":{}", number.trim()), picture, _folder: folder })
    }

    /// Whether a thing of this colour is to be seen.
    pub(crate) fn shows(&self, colour: Colour) -> Result<bool, Failed> {
        let mut picture = &self.picture;
        // What is before the dots says what they are; they end where the file does.
        let first = picture.metadata()?.len().checked_sub((HEIGHT * ROW) as u64).ok_or("the picture is too small")?;
        let mut row = [0; ROW];
        for number in (0..HEIGHT).step_by(EVERY) {
            picture.seek(SeekFrom::Start(first + (number * ROW) as u64))?;
            picture.read_exact(&mut row)?;
            if has(&row, colour) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _gone = self.xvfb.kill().and_then(|()| self.xvfb.wait());
    }
}

fn has(row: &[u8], [red, green, blue]: Colour) -> bool {
    row.chunks_exact(DOT).any(|dot| dot[..3] == [blue, green, red])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_found_in_a_row_where_a_dot_has_it() {
        let row = [[255, 255, 255, 0], [0x3b, 0x7f, 0x00, 0]].concat();
        assert!(has(&row, [0x00, 0x7f, 0x3b]), "a dot's blue comes first");
        assert!(!has(&row, [0x3b, 0x7f, 0x00]), "red and blue are not taken for one another");
        assert!(!has(&row[1..], [0xff, 0x3b, 0x00]), "a colour is not made of two dots");
    }
}
