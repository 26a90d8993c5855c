//! What no compiler checks: who may depend on whom, how big things may grow, what the window may do, which versions are too old.
#![expect(clippy::expect_used, reason = "a check that cannot read the repository must fail")]

#[path = "architecture/arrows.rs"]
mod arrows;
#[path = "architecture/budget.rs"]
mod budget;
#[path = "architecture/requirements.rs"]
mod requirements;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/versions.rs"]
mod versions;
#[path = "architecture/window.rs"]
mod window;
#[path = "architecture/words.rs"]
mod words;
