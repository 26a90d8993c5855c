//! The fold, told in stories and tried on arbitrary ancestries.

mod arbitrary;
mod properties;
mod stories;
