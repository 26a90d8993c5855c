//! HTML for administrators, as the NHS design system has it. Whatever comes from elsewhere goes through [`text`].

use std::fmt::Write as _;

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};

/// Written by `npm run desk` in `ui`.
const STYLE: &str = include_str!("page.css");

pub(super) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

/// Text, as it may stand between tags or within an attribute.
pub(super) fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A whole page. `title` is text, `content` is HTML.
pub(super) fn page(status: StatusCode, title: &str, content: &str) -> Response {
    let title = text(title);
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} – Doorstep</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"stylesheet\" href=\"/page.css\">\n</head>\n<body>\n\
         <a class=\"nhsuk-skip-link\" href=\"#main\">Skip to main content</a>\n\
         <header class=\"app-bar\"><div class=\"app-width\">Doorstep, for administrators</div></header>\n\
         <div class=\"app-width\"><main class=\"nhsuk-main-wrapper\" id=\"main\">\n{content}</main></div>\n</body>\n</html>\n"
    );
    (status, Html(html)).into_response()
}

/// A page that says in a sentence why nothing was done.
pub(super) fn sorry(status: StatusCode, title: &str, why: &str) -> Response {
    let back = "<p><a href=\"/\">All laptops</a></p>\n";
    page(status, title, &format!("<h1>{}</h1>\n<p>{}</p>\n{back}", text(title), text(why)))
}

/// A list of what is known: each a term, which is text, and HTML.
pub(super) fn summary(rows: &[(&str, String)]) -> String {
    let mut list = "<dl class=\"nhsuk-summary-list\">\n".to_owned();
    for (term, html) in rows {
        // Writing to a String cannot fail.
        let _written = writeln!(
            list,
            "<div class=\"nhsuk-summary-list__row\"><dt class=\"nhsuk-summary-list__key\">{}</dt>\
             <dd class=\"nhsuk-summary-list__value\">{html}</dd></div>",
            text(term)
        );
    }
    list + "</dl>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_only_ever_text() {
        assert_eq!(text("<b a='1' c=\"2\">&"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
    }

    #[test]
    fn the_style_loads_nothing_that_is_used() {
        // But for the arrows of a table that can be sorted, and none here can.
        for place in STYLE.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap_or_default()) {
            assert!(place.contains("nhsuk-icon-arrow"), "{place}");
        }
        assert!(STYLE.contains("nhsuk-table") && STYLE.contains("MIT"));
    }
}
