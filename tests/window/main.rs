//! The real window: the built program, driven through WebDriver on displays of its own, as a person would drive it.
//!
//! It needs the program built (`cargo build -p doorstep`), `tauri-driver`, WebKitWebDriver and Xvfb; where one of them
//! is missing it fails and says which. Pictures of every screen are left in `tests/window/screenshots/`.

mod caseload;
mod display;
mod keyboard;
mod laptop;
mod one_visit;
mod programs;
mod screenshots;
mod team;
mod today;
mod webdriver;
mod window;
