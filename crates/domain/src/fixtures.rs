//! Synthetic people, for tests, demonstration data and benchmarks. Nobody here exists.

pub mod names;
