//! The real window: the built program, driven through `WebDriver` on displays of its own, as a person would drive it.
//!
//! It needs the program built (`cargo build -p doorstep`), `tauri-driver`, `WebKitWebDriver` and Xvfb; where one of them
//! is missing it fails and says which. Pictures of every screen are left in `tests/window/screenshots/`.

#[cfg(test)]
mod allocating;
#[cfg(test)]
mod around;
#[cfg(test)]
mod caseload;
mod centres;
#[cfg(test)]
mod display;
mod early;
#[cfg(test)]
mod every_day;
#[cfg(test)]
mod handed_on;
#[cfg(test)]
mod identity;
#[cfg(test)]
mod keyboard;
#[cfg(test)]
mod laptop;
#[cfg(test)]
mod one_visit;
#[cfg(test)]
mod programs;
#[cfg(test)]
mod recording;
#[cfg(test)]
mod registering;
#[cfg(test)]
mod scanned;
#[cfg(test)]
mod screenshots;
#[cfg(test)]
mod set_up;
#[cfg(test)]
mod team;
#[cfg(test)]
mod today;
mod twins;
#[cfg(test)]
mod walls;
#[cfg(test)]
mod webdriver;
#[cfg(test)]
mod window;
mod wrong_child;
