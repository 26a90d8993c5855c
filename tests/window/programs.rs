//! The programs that the test needs, and what to do where one is missing.

use std::env;
use std::path::{Path, PathBuf};

/// The built window: the one of `DOORSTEP_WINDOW`, or that of the folder where this test was built, with today's pages.
pub(crate) fn application() -> PathBuf {
    if let Some(application) = named("DOORSTEP_WINDOW") {
        return application;
    }
    let application = env::current_exe().unwrap().ancestors().nth(2).unwrap().join("doorstep");
    let how = "(cd ui && npm ci && npm run build) && cargo build -p doorstep (./dev test does it)";
    assert!(application.is_file(), "there is no {}. Build it with: {how}", application.display());
    let made = |file: &Path| file.metadata().and_then(|file| file.modified()).ok();
    let fresh = made(&application) >= made(&ui().join("dist/index.html"));
    assert!(fresh, "{} is older than its pages. Build it with: {how}", application.display());
    application
}

/// Stands between `WebDriver` and the window. `DOORSTEP_TAURI_DRIVER` names another one.
pub(crate) fn tauri_driver() -> PathBuf {
    let ours = env::home_dir().map(|home| home.join(".cache/doorstep/tools/bin"));
    let install = "cargo install --locked tauri-driver --version '^2' (./dev test does it)";
    named("DOORSTEP_TAURI_DRIVER").unwrap_or_else(|| found("tauri-driver", ours, install))
}

/// Drives the web view. `DOORSTEP_WEBKIT_DRIVER` names another one.
pub(crate) fn webkit_driver() -> PathBuf {
    let install = "apt-get install webkit2gtk-driver (./dev test does it)";
    named("DOORSTEP_WEBKIT_DRIVER").unwrap_or_else(|| found("WebKitWebDriver", None, install))
}

/// A display without a screen.
pub(crate) fn xvfb() -> PathBuf {
    found("Xvfb", None, "apt-get install xvfb (./dev test does it)")
}

/// The rules of accessibility, as a script.
pub(crate) fn axe() -> String {
    let file = ui().join("node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}. Install it with: (cd ui && npm ci)", file.display()))
}

fn ui() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("ui")
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from)
}

fn found(program: &str, also: Option<PathBuf>, install: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(also)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .unwrap_or_else(|| panic!("this machine has no {program}. Install it with: {install}"))
}
