//! What the log may say of a panic and of an error.

use std::fmt::{self, Display};

/// Has panics in the log by their place alone: a panic's message may quote what was being read.
pub fn log_panics_by_place() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
}

/// An error without what it quotes: a library that could not read a value likes to say which, and it may be a name.
pub(crate) struct Unquoted<E>(pub(crate) E);

impl<E: Display> Display for Unquoted<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        // From the first mark to the last: what is quoted may have marks of its own.
        match (text.find(QUOTES), text.rfind(QUOTES)) {
            (Some(first), Some(last)) if first < last => write!(f, "{}(…){}", &text[..first], &text[last + 1..]),
            (Some(only), _) => write!(f, "{}(…)", &text[..only]),
            _ => f.write_str(&text),
        }
    }
}

const QUOTES: [char; 3] = ['`', '"', '\''];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_error_quotes_is_left_out() {
        for (error, said) in [
            ("unknown variant `Xan`the`, expected one of `a`, `b`", "unknown variant (…)"),
            ("invalid type: string \"Xanthe\", expected u32", "invalid type: string (…), expected u32"),
            ("database is locked", "database is locked"),
            ("found `X", "found (…)"),
        ] {
            assert_eq!(Unquoted(error).to_string(), said);
        }
    }
}
