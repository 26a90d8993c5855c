//! The page of all laptops: whose, whether they are let in, when they were here, and what somebody should look into.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use doorstep_domain::id::StaffId;

use super::html::{page, sorry, text};
use super::{Board, Seen};
use crate::Error;
use crate::ledger::{DeviceFlag, DeviceState, Flag, MANY_LOOK_UPS_A_DAY, OnlyThere, Organisation, Report};
use crate::log::Unquoted;

/// A laptop that was not here for so long is worth a telephone call: its lease ends a week later.
const LONG_AWAY: TimeDelta = TimeDelta::days(7);

const LOOK_UPS_SHOWN: TimeDelta = TimeDelta::days(7);

pub(super) async fn fleet(State(board): State<Arc<Board>>) -> Response {
    let shown = tokio::task::spawn_blocking(move || write(&board)).await;
    match shown {
        Ok(Ok(content)) => page(StatusCode::OK, "Laptops", &content),
        Ok(Err(error)) => {
            tracing::error!(error = %Unquoted(error), "the fleet cannot be shown");
            not_shown()
        }
        Err(_) => not_shown(),
    }
}

fn not_shown() -> Response {
    let why = "The ledger cannot be read. The service's log says why.";
    sorry(StatusCode::INTERNAL_SERVER_ERROR, "The laptops cannot be shown", why)
}

fn write(board: &Board) -> Result<String, Error> {
    let now = board.now();
    let organisations = board.admin.organisations()?;
    let mut content = "<h1>Laptops</h1>\n".to_owned();
    if organisations.is_empty() {
        content.push_str(
            "<p>There is no organisation yet. <code>doorstep-service organisation add</code> adds one.</p>\n",
        );
    }
    for organisation in &organisations {
        content.push_str(&of_organisation(board, organisation, now)?);
    }
    let _written = writeln!(
        content,
        "<p class=\"app-id\">As of {} UTC. Times are UTC, “here” is this service.</p>",
        now.format("%H:%M")
    );
    Ok(content)
}

fn of_organisation(board: &Board, organisation: &Organisation, now: DateTime<Utc>) -> Result<String, Error> {
    let mut laptops = board.laptops(organisation.id)?;
    // Those that may be missing first, those that are shut out for ever last.
    laptops.sort_by_key(|seen| (seen.device.state == DeviceState::Revoked, seen.device.last_seen_at));
    let mut html = format!("<h2>{}</h2>\n", text(&organisation.name));
    html.push_str(&restore(board, organisation)?);
    html.push_str(&unallocated(board, organisation)?);
    if laptops.is_empty() {
        html.push_str(
            "<p>No laptop has been enrolled. <code>doorstep-service enrol-code</code> prints a code for one.</p>\n",
        );
        return Ok(html);
    }
    html.push_str("<div class=\"app-scroll\" role=\"region\" aria-label=\"Laptops\" tabindex=\"0\">\n<table class=\"nhsuk-table\">\n<thead class=\"nhsuk-table__head\"><tr>");
    for heading in ["Whose", "State", "Last here", "Newest batch", "Only on it", "To look into", "Version"] {
        let _written = write!(html, "<th scope=\"col\" class=\"nhsuk-table__header\">{heading}</th>");
    }
    html.push_str("</tr></thead>\n<tbody class=\"nhsuk-table__body\">\n");
    for seen in &laptops {
        html.push_str(&row(seen, now));
    }
    html.push_str("</tbody>\n</table>\n</div>\n");
    html.push_str(&look_ups(board, organisation, now)?);
    Ok(html)
}

/// How often families were looked up by somebody whose they are not. Whom, and why, is the privacy officer's to read.
fn look_ups(board: &Board, organisation: &Organisation, now: DateTime<Utc>) -> Result<String, Error> {
    let mut of: BTreeMap<StaffId, (usize, usize)> = BTreeMap::new();
    for one in board.admin.look_ups(organisation.id, now - LOOK_UPS_SHOWN)? {
        let (week, today) = of.entry(one.staff).or_default();
        *week += 1;
        *today += usize::from(one.at.date_naive() == now.date_naive());
    }
    if of.is_empty() {
        return Ok(String::new());
    }
    let staff = board.admin.staff(organisation.id)?;
    let mut html =
        "<h3>Families looked up in the last 7 days</h3>\n<ul class=\"nhsuk-list nhsuk-list--bullet\">\n".to_owned();
    for (who, (week, today)) in of {
        let name = staff.iter().find(|one| one.id == who).map_or("somebody who is not listed", |one| one.name.as_str());
        let many = if today > MANY_LOOK_UPS_A_DAY { ": <strong>ask them about it today</strong>" } else { "" };
        let _written = writeln!(html, "<li>{}: {week}, of which {today} today{many}</li>", text(name));
    }
    html.push_str("</ul>\n<p>Whom and why: <code>doorstep-service caseload look-ups</code>.</p>\n");
    Ok(html)
}

/// What an administrator must know and do after a restore.
fn restore(board: &Board, organisation: &Organisation) -> Result<String, Error> {
    let Some(restore) = board.admin.restore(organisation.id)?.filter(|restore| restore.confirmed_at.is_none()) else {
        return Ok(String::new());
    };
    let back = restore.devices.iter().filter(|device| device.is_whole()).count();
    Ok(format!(
        "<div class=\"nhsuk-inset-text\"><p>This ledger was put back from a copy on {} UTC. {back} of {} laptops have given \
         back all that they had. Until it is confirmed nobody loses or is given access: <code>doorstep-service \
         restore-check</code>.</p></div>\n",
        restore.began_at.format("%-d %b %Y %H:%M"),
        restore.devices.len()
    ))
}

/// Children for whom nobody is accountable: a number, and where the list is.
fn unallocated(board: &Board, organisation: &Organisation) -> Result<String, Error> {
    let children = match board.admin.unallocated(organisation.id)?.len() {
        0 => return Ok(String::new()),
        1 => "1 child".to_owned(),
        children => format!("{children} children"),
    };
    Ok(format!(
        "<div class=\"nhsuk-inset-text\"><p>Nobody is accountable for {children}. Tell the team leader, or see \
         <code>doorstep-service caseload unallocated</code>.</p></div>\n"
    ))
}

fn row(seen: &Seen, now: DateTime<Utc>) -> String {
    let device = &seen.device;
    let mut row = format!(
        "<tr class=\"nhsuk-table__row\"><th scope=\"row\" class=\"nhsuk-table__header\"><a href=\"/laptop/{}\">{}</a></th>",
        device.id,
        text(&seen.whose)
    );
    let cells = [
        state(device.state),
        last_here(device.last_seen_at, device.state, now),
        newest(device.newest),
        only_on_it(device.report, now),
        flags(&device.flags),
        text(&device.version),
    ];
    for cell in cells {
        let _written = write!(row, "<td class=\"nhsuk-table__cell\">{cell}</td>");
    }
    row + "</tr>\n"
}

pub(super) fn state(state: DeviceState) -> String {
    let (colour, word) = match state {
        DeviceState::Active => ("green", "In use"),
        DeviceState::Suspended => ("orange", "Suspended"),
        DeviceState::Revoked => ("grey", "Revoked"),
    };
    format!("<strong class=\"nhsuk-tag nhsuk-tag--{colour}\">{word}</strong>")
}

pub(super) fn last_here(at: DateTime<Utc>, state: DeviceState, now: DateTime<Utc>) -> String {
    let said = format!("<span class=\"app-number\">{}</span>, {}", at.format("%-d %b %Y %H:%M"), ago(now - at));
    let is_long = state == DeviceState::Active && now - at > LONG_AWAY;
    if is_long { format!("{said} <strong class=\"nhsuk-tag nhsuk-tag--red\">Long away</strong>") } else { said }
}

pub(super) fn ago(time: TimeDelta) -> String {
    let (days, hours) = (time.num_days(), time.num_hours());
    match (days, hours) {
        (i64::MIN..=0, i64::MIN..=0) => "within the hour".to_owned(),
        (i64::MIN..=0, 1) => "an hour ago".to_owned(),
        (i64::MIN..=0, hours) => format!("{hours} hours ago"),
        (1, _) => "a day ago".to_owned(),
        (days, _) => format!("{days} days ago"),
    }
}

pub(super) fn newest((incarnation, number): (u32, u64)) -> String {
    match (incarnation, number) {
        (0, 0) => "none yet".to_owned(),
        (1, number) => number.to_string(),
        (incarnation, number) => format!("{number}, of its {incarnation}. life"),
    }
}

/// What would be lost with the laptop, as far as it said.
pub(super) fn only_on_it(report: Option<Report>, now: DateTime<Utc>) -> String {
    let Some(report) = report else { return "Not known: it was never here".to_owned() };
    let mut only_there = Vec::new();
    if let Some(OnlyThere { count, oldest_at }) = report.unsent {
        let batches = if count == 1 { "batch" } else { "batches" };
        let oldest = ago(now - oldest_at);
        only_there.push(format!("<strong>{count} signed {batches}</strong>, the oldest signed {oldest}"));
    }
    if let Some(OnlyThere { count, oldest_at }) = report.drafts {
        let drafts = if count == 1 { "draft" } else { "drafts" };
        only_there.push(format!("{count} {drafts}, the oldest begun {}", ago(now - oldest_at)));
    }
    if only_there.is_empty() {
        return "Nothing, when it was last here".to_owned();
    }
    only_there.join("; ")
}

pub(super) fn flags(flags: &[DeviceFlag]) -> String {
    if flags.is_empty() {
        return "Nothing".to_owned();
    }
    let say = |flag: &DeviceFlag| {
        let what = match flag.flag {
            Flag::Gap => "Work is missing before batch",
            Flag::Fork => "The vault was copied: two batches have the number",
        };
        format!("<li>{what} {}</li>", flag.number)
    };
    format!("<ul>{}</ul>", flags.iter().map(say).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_ago_is_said_as_people_say_it() {
        for (time, said) in [
            (TimeDelta::minutes(-5), "within the hour"),
            (TimeDelta::minutes(59), "within the hour"),
            (TimeDelta::minutes(61), "an hour ago"),
            (TimeDelta::hours(5), "5 hours ago"),
            (TimeDelta::hours(25), "a day ago"),
            (TimeDelta::days(8), "8 days ago"),
        ] {
            assert_eq!(ago(time), said);
        }
    }
}
