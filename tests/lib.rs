//! Whole-system tests; no product code.
