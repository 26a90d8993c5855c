//! What goes over the wire: a line of JSON, then each change's own bytes on a line, all in zstd.
//!
//! Changes are lines and not JSON strings, so that their bytes are neither escaped nor parsed on the way.

use std::io::Read;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The most that a frame may hold, unpacked: a small body must not fill the memory.
pub const LARGEST_FRAME: usize = 32 << 20;

/// The most changes in a frame: none is shorter than 128 bytes, and a frame of nothing but line breaks must not fill
/// the memory with empty lines.
const MOST_LINES: usize = LARGEST_FRAME / 128;

/// The content type of a frame.
pub const CONTENT_TYPE: &str = "application/x-ndjson+zstd";

/// Level 3: level 9 saves 3 % and takes four times as long.
const LEVEL: i32 = 3;

/// A day's few changes are small, cost nothing to pack well, and are what goes over a weak signal.
const SMALL: usize = 64 << 10;
const SMALL_LEVEL: i32 = 16;

/// A frame that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// Not zstd, or torn.
    #[error("the frame is damaged: {0}")]
    Damaged(#[from] std::io::Error),
    /// Over [`LARGEST_FRAME`].
    #[error("the frame is larger than {LARGEST_FRAME} bytes unpacked")]
    TooLarge,
    /// Its first line is not what it should be.
    #[error("the frame's head cannot be read: {0}")]
    Head(#[from] serde_json::Error),
    /// Not text, or another number of changes than the head says.
    #[error("the frame holds {held} changes and announces {announced}")]
    Count {
        /// Lines after the head.
        held: usize,
        /// Lines that the head announces.
        announced: usize,
    },
    /// A change with a line break in its bytes, which a frame cannot carry.
    #[error("a change's bytes hold a line break")]
    LineBreak,
}

/// A frame, unpacked.
#[derive(Debug)]
pub struct Frame<H> {
    /// Its first line.
    pub head: H,
    text: String,
    lines: Vec<std::ops::Range<usize>>,
}

impl<H> Frame<H> {
    /// The changes' bytes, in order.
    pub fn changes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.lines.iter().map(|line| &self.text[line.clone()])
    }
}

/// Packs `head` and the bytes of `changes`.
///
/// # Errors
/// When the head cannot be written, or a change holds a line break.
pub fn pack<'a>(head: &impl Serialize, changes: impl Iterator<Item = &'a str>) -> Result<Vec<u8>, FrameError> {
    let mut text = serde_json::to_vec(head)?;
    for change in changes {
        if change.as_bytes().contains(&b'\n') {
            return Err(FrameError::LineBreak);
        }
        text.push(b'\n');
        text.extend_from_slice(change.as_bytes());
    }
    let level = if text.len() <= SMALL { SMALL_LEVEL } else { LEVEL };
    Ok(zstd::bulk::compress(&text, level)?)
}

/// Unpacks a frame; `announced` says how many changes its head promises.
///
/// # Errors
/// When it is damaged, too large, or not what the head says.
pub fn unpack<H: DeserializeOwned>(bytes: &[u8], announced: impl Fn(&H) -> usize) -> Result<Frame<H>, FrameError> {
    let text = decompress(bytes)?;
    let mut lines = line_ranges(&text);
    if lines.len() > MOST_LINES {
        return Err(FrameError::TooLarge);
    }
    let head_line = if lines.is_empty() { 0..0 } else { lines.remove(0) };
    let head: H = serde_json::from_str(&text[head_line])?;
    let announced = announced(&head);
    if lines.len() == announced {
        Ok(Frame { head, text, lines })
    } else {
        Err(FrameError::Count { held: lines.len(), announced })
    }
}

fn decompress(bytes: &[u8]) -> Result<String, FrameError> {
    let mut text = String::with_capacity(bytes.len().saturating_mul(4).min(LARGEST_FRAME));
    let limit = LARGEST_FRAME as u64 + 1;
    zstd::Decoder::new(bytes)?.take(limit).read_to_string(&mut text)?;
    if text.len() > LARGEST_FRAME { Err(FrameError::TooLarge) } else { Ok(text) }
}

fn line_ranges(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    let range = |line: &str| {
        let range = at..at + line.len();
        at = range.end + 1;
        range
    };
    text.split('\n').take(MOST_LINES + 1).map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_brings_back_its_head_and_every_byte() {
        let changes = [r#"{"a":"Zoë \" \\ "}"#, "{ \"spaces\" :  1 }"];
        let packed = pack(&2_usize, changes.into_iter()).unwrap();
        let frame: Frame<usize> = unpack(&packed, |head| *head).unwrap();
        assert_eq!(frame.head, 2);
        assert_eq!(frame.changes().collect::<Vec<_>>(), changes);
    }

    #[test]
    fn a_frame_that_lies_is_refused() {
        let packed = pack(&3_usize, ["{}"].into_iter()).unwrap();
        assert!(matches!(unpack::<usize>(&packed, |head| *head), Err(FrameError::Count { held: 1, announced: 3 })));
        assert!(matches!(unpack::<usize>(&packed[..8], |head| *head), Err(FrameError::Damaged(_))));
        assert!(matches!(pack(&1, ["{\n}"].into_iter()), Err(FrameError::LineBreak)));
    }

    #[test]
    fn a_small_body_cannot_fill_the_memory() {
        for (filler, size) in [(b'a', LARGEST_FRAME + 10), (b'\n', LARGEST_FRAME - 10)] {
            let bomb = zstd::bulk::compress(&vec![filler; size], 19).unwrap();
            assert!(matches!(unpack::<usize>(&bomb, |head| *head), Err(FrameError::TooLarge)));
        }
    }
}
