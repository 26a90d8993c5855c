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

/// 2 to this power is [`LARGEST_FRAME`]: what sends a frame must not choose how much memory unpacking takes.
const LARGEST_WINDOW_LOG: u32 = 25;

/// How deep a head of ours is nested, several times over (SECURITY 3.7).
const DEEPEST_HEAD: usize = 32;

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
    /// Its first line is nested deeper than any that we write.
    #[error("the frame's head is nested too deep")]
    TooDeep,
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
    if is_nested_deeper(text[head_line.clone()].as_bytes(), DEEPEST_HEAD) {
        return Err(FrameError::TooDeep);
    }
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
    let mut decoder = zstd::Decoder::new(bytes)?;
    decoder.window_log_max(LARGEST_WINDOW_LOG)?;
    decoder.take(limit).read_to_string(&mut text)?;
    if text.len() > LARGEST_FRAME { Err(FrameError::TooLarge) } else { Ok(text) }
}

/// Whether JSON has more than `most` lists and objects within each other. What is no JSON may be either.
#[must_use]
pub fn is_nested_deeper(json: &[u8], most: usize) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > most {
            return true;
        }
    }
    false
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
    fn nesting_is_counted_outside_of_texts() {
        assert!(!is_nested_deeper(br#"{"a":["[[[\"[["],"b":[{}]}"#, 3));
        assert!(is_nested_deeper(br#"{"a":["[[["],"b":[{"c":[]}]}"#, 3));
        let deep = [b"[".repeat(100), b"]".repeat(100)].concat();
        let packed = zstd::bulk::compress(&deep, 3).unwrap();
        assert!(matches!(unpack::<serde_json::Value>(&packed, |_| 0), Err(FrameError::TooDeep)));
    }

    #[test]
    fn who_sends_a_frame_does_not_choose_how_much_memory_it_takes() {
        use std::io::Write as _;
        let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
        encoder.window_log(27).unwrap();
        encoder.write_all(b"0").unwrap();
        assert!(matches!(unpack::<usize>(&encoder.finish().unwrap(), |_| 0), Err(FrameError::Damaged(_))));
    }

    #[test]
    fn a_small_body_cannot_fill_the_memory() {
        for (filler, size) in [(b'a', LARGEST_FRAME + 10), (b'\n', LARGEST_FRAME - 10)] {
            let bomb = zstd::bulk::compress(&vec![filler; size], 19).unwrap();
            assert!(matches!(unpack::<usize>(&bomb, |head| *head), Err(FrameError::TooLarge)));
        }
    }
}
