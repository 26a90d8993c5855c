//! Who is who among records: those that may be of one person, those that are, and what was written under the wrong one.

mod copies;
mod likely;
mod moved;
mod sameness;
mod together;

pub use likely::{DuplicatesQuery, LikelyView};
pub(crate) use likely::{Typed, likely};
pub use moved::{MoveEntries, Moved, MovedEntry};
pub(crate) use sameness::same;
pub use sameness::{RecordSameness, SameView};
pub use together::{MovesWith, Together};
