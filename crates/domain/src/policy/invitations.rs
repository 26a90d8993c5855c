//! Words about an appointment that whoever reads along may read: `assets/invitations/words.toml` (APP-01, CON-12).

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::file::{File, Header, PolicyError};
use crate::phone::Phone;

/// The organisation's neutral words. Each was checked: it names the day and the time, and nothing that tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InvitationWords {
    /// For a first invitation.
    pub invitation: String,
    /// For a reminder.
    pub reminder: String,
    /// For another time.
    pub moved: String,
    /// For an appointment that will not take place.
    pub cancelled: String,
    /// Follows the time, with `{place}`.
    pub place: String,
    /// The sentence to end with, its number in place; none where no number is set.
    pub call_back: Option<String>,
    /// Beginnings of words that tell what an appointment is about, in small letters.
    pub never_said: Vec<String>,
    /// Whether letters are sent at all.
    pub letters: bool,
    /// Days after the expected day of a baby that was lost in which nothing is sent.
    pub quiet_days: u32,
}

impl InvitationWords {
    /// Whether a text holds a word that tells what an appointment is about.
    #[must_use]
    pub fn tells(&self, text: &str) -> bool {
        telling(&self.never_said, text).is_some()
    }
}

/// The first of these beginnings with which a word of the text begins.
fn telling<'n>(never_said: &'n [String], text: &str) -> Option<&'n str> {
    let text = spaced(text);
    never_said.iter().map(String::as_str).find(|never| text.contains(&format!(" {never}")))
}

/// Small letters, a space before each word and whatever parts them as one space.
fn spaced(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.flat_map(|word| [" ".to_owned(), word.to_lowercase()]).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    file: Header,
    call_back: CallBack,
    place: Place,
    words: Words,
    never_said: NeverSaid,
    letters: Letters,
    after_a_loss: AfterALoss,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallBack {
    telephone: Option<Spanned<String>>,
    words: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    words: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    invitation: Spanned<String>,
    reminder: Spanned<String>,
    moved: Spanned<String>,
    cancelled: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NeverSaid {
    words: Spanned<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Letters {
    sent: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AfterALoss {
    quiet_days: u32,
}

pub(super) fn read(file: &File<'_>) -> Result<InvitationWords, PolicyError> {
    let text: Text = file.toml()?;
    file.origin(text.file)?;
    let never_said = beginnings(file, text.never_said.words)?;
    let checked =
        |words: Spanned<String>, needed: &[&str], allowed: &[&str]| checked(file, &never_said, words, needed, allowed);
    let when = |words| checked(words, &["{day}", "{time}"], &["{place}"]);
    let call_back = checked(text.call_back.words, &["{telephone}"], &[])?;
    Ok(InvitationWords {
        invitation: when(text.words.invitation)?,
        reminder: when(text.words.reminder)?,
        moved: when(text.words.moved)?,
        cancelled: when(text.words.cancelled)?,
        place: checked(text.place.words, &["{place}"], &[])?,
        call_back: text.call_back.telephone.map(|number| to_ring(file, number, &call_back)).transpose()?,
        letters: text.letters.sent,
        quiet_days: text.after_a_loss.quiet_days,
        never_said,
    })
}

fn beginnings(file: &File<'_>, listed: Spanned<Vec<String>>) -> Result<Vec<String>, PolicyError> {
    let (span, words) = (listed.span(), listed.into_inner());
    let read: Vec<String> = words.iter().map(|word| spaced(word).trim().to_owned()).collect();
    // Without a list every word would do.
    let blank = read.is_empty() || read.iter().any(String::is_empty);
    if blank { Err(file.refuse(span, "words that must not be said are listed here")) } else { Ok(read) }
}

/// Words with what has to stand in them, and nothing between braces that nobody fills in.
fn checked(
    file: &File<'_>,
    never_said: &[String],
    words: Spanned<String>,
    needed: &[&str],
    allowed: &[&str],
) -> Result<String, PolicyError> {
    let (span, words) = (words.span(), words.into_inner());
    if let Some(missing) = needed.iter().find(|needed| !words.contains(**needed)) {
        return Err(file.refuse(span, format!("{missing} is missing")));
    }
    let plain = needed.iter().chain(allowed).fold(words.clone(), |words, known| words.replace(known, " "));
    if plain.contains(['{', '}']) {
        return Err(file.refuse(span, "nobody fills in what is between these braces"));
    }
    match telling(never_said, &plain) {
        Some(never) => Err(file.refuse(span, format!("\"{never}\" would tell what the appointment is about"))),
        None => Ok(words),
    }
}

fn to_ring(file: &File<'_>, number: Spanned<String>, words: &str) -> Result<String, PolicyError> {
    let span = number.span();
    let phone: Phone =
        number.into_inner().parse().map_err(|error| file.refuse(span, format!("not a number to ring: {error}")))?;
    Ok(words.replace("{telephone}", &phone.to_string()))
}
