//! The built window's files.

use std::path::{Component, Path};

use super::http::Answer;

/// The policy of the real window, but for the way to its program.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

const TYPES: [(&str, &str); 8] = [
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript"),
    ("css", "text/css"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("ico", "image/x-icon"),
    ("ttf", "font/ttf"),
    ("woff2", "font/woff2"),
];

/// A file of the window, or its page: paths without an ending are pages of the one page.
pub(super) fn page(ui: &Path, path: &str) -> Answer {
    let asked = Path::new(path.trim_start_matches('/'));
    // Nothing outside the folder, whatever the path says.
    if !asked.components().all(|part| matches!(part, Component::Normal(_))) {
        return Answer::text(404, "no such file");
    }
    let ending = asked.extension().and_then(|ending| ending.to_str());
    let (file, ending) = match ending {
        Some(ending) => (ui.join(asked), ending),
        None => (ui.join("index.html"), "html"),
    };
    let kind = TYPES.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind);
    match (kind, std::fs::read(file)) {
        (Some(kind), Ok(body)) => Answer { status: 200, kind, body },
        _ => Answer::text(404, "no such file"),
    }
}
