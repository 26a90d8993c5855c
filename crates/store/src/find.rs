//! Finding people and records: what can be found is kept folded; what is typed is folded the same way.

use std::borrow::Cow;

use doorstep_domain::access::may_read;
use doorstep_domain::change::Kind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::contact_point::ContactPoint;
use doorstep_domain::id::PersonId;
use doorstep_domain::name;
use doorstep_domain::staff::Role;
use doorstep_domain::time::typed_dates;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::Error;
use crate::names::{KeptNames, Names};
use crate::read::sensitivity;

/// The most that one search shows.
pub const MOST_FOUND: usize = 50;

/// Makes people findable again after their names, numbers, telephones or homes changed.
pub(crate) fn make_findable(
    transaction: &Transaction<'_>,
    people: impl IntoIterator<Item = [u8; 16]>,
) -> Result<(), Error> {
    for person in people {
        let mut statement = transaction.prepare_cached(
            "SELECT number, family, given, coalesce(preferred, ''), coalesce(born, ''), coalesce(nhs_number, '')
             FROM person WHERE id = ?1",
        )?;
        let found = statement
            .query_row([person], |row| {
                let texts: [String; 5] = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?];
                Ok((row.get::<_, i64>(0)?, texts))
            })
            .optional()?;
        let Some((row, [family, given, preferred, born, nhs_number])) = found else { continue };
        let names = format!("{family} {given} {preferred}");
        let mut numbers = reached_by(transaction, person)?;
        numbers.push(nhs_number);
        numbers.extend(spellings_of_date(&born));
        write_index(transaction, row, &names, &numbers.join(" "))?;
    }
    Ok(())
}

fn write_index(transaction: &Transaction<'_>, row: i64, names: &str, numbers: &str) -> Result<(), Error> {
    let folded = name::fold(names);
    let mut words = name::search_terms(names);
    words.push(numbers.to_owned());
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        words.push(sound_token(word));
        words.extend(name::other_forms(word).iter().map(|form| name::fold(form)));
    }
    let by_start = "INSERT OR REPLACE INTO found_by_start (rowid, text) VALUES (?1, ?2)";
    transaction.prepare_cached(by_start)?.execute(params![row, words.join(" ")])?;
    let by_part = "INSERT OR REPLACE INTO found_by_part (rowid, text) VALUES (?1, ?2)";
    transaction.prepare_cached(by_part)?.execute(params![row, format!("{folded} {numbers}")])?;
    Ok(())
}

/// Telephone numbers and postcodes, as they are typed into a search: without spaces, numbers also from 0.
fn reached_by(transaction: &Transaction<'_>, person: [u8; 16]) -> Result<Vec<String>, Error> {
    let mut statement = transaction.prepare_cached(
        "SELECT coalesce(entry.in_force, change.bytes), entry.in_force IS NULL FROM entry
         JOIN change ON change.number = entry.shown
         WHERE entry.subject = ?1 AND entry.kind = 'contact_point' AND entry.state IN ('settled', 'disputed')
         AND NOT EXISTS (SELECT 1 FROM ended WHERE ended.entry = entry.number)",
    )?;
    let points = statement.query_map([person], body_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut found: Vec<String> = Vec::new();
    for point in points.iter().filter_map(|body| serde_json::from_str::<ContactPoint>(body).ok()) {
        found.push(format!("0{}", point.value.trim_start_matches("+44")));
        found.push(point.value.trim_start_matches('+').to_owned());
    }
    let mut statement = transaction.prepare_cached(
        "SELECT coalesce(entry.in_force, change.bytes), entry.in_force IS NULL FROM membership
         JOIN entry ON entry.subject = membership.household AND entry.kind = 'address' AND entry.state IN ('settled', 'disputed')
         JOIN change ON change.number = entry.shown
         WHERE membership.person = ?1 AND NOT EXISTS (SELECT 1 FROM ended WHERE ended.entry = entry.number)",
    )?;
    let homes = statement.query_map([person], body_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
    for home in homes.iter().filter_map(|body| serde_json::from_str::<Address>(body).ok()) {
        found.extend(home.postcode.map(|postcode| compact(&postcode.to_string())));
    }
    Ok(found)
}

/// The merged body, or the body within the bytes of the change that is shown.
pub(crate) fn body_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<String> {
    let text: String = row.get(0)?;
    if !row.get::<_, bool>(1)? {
        return Ok(text);
    }
    Ok(doorstep_domain::change::Change::read(text.as_str()).map(|change| change.body().to_owned()).unwrap_or_default())
}

fn spellings_of_date(iso: &str) -> Vec<String> {
    match iso.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => vec![format!("{year}{month}{day}"), format!("{day}{month}{year}")],
        _ => Vec::new(),
    }
}

/// A birth date, however it was typed.
fn by_date(typed: &str) -> Option<String> {
    let days: Vec<String> = typed_dates(typed).iter().map(|day| quoted(&day.format("%d%m%Y").to_string())).collect();
    (!days.is_empty()).then(|| days.join(" OR "))
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// A sound as a word that no name can be.
fn sound_token(word: &str) -> String {
    format!("0{}", name::phonetic(word).to_lowercase())
}

/// Finds people, best first: by the start of every word, then by sound and short form, then by any part.
pub(crate) fn people(connection: &Connection, typed: &str, kept: &KeptNames) -> Result<Vec<PersonId>, Error> {
    let mut found = Vec::new();
    let Some(wanted) = Wanted::of(typed) else { return Ok(found) };
    let start = "SELECT coalesce(one_person.one, person.id) FROM found_by_start
         JOIN person ON person.number = found_by_start.rowid LEFT JOIN one_person ON one_person.person = person.id
         WHERE found_by_start MATCH ?1 AND NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.person = person.id)
         ORDER BY person.sort LIMIT ?2";
    let part = "SELECT coalesce(one_person.one, person.id) FROM found_by_part
         JOIN person ON person.number = found_by_part.rowid LEFT JOIN one_person ON one_person.person = person.id
         WHERE found_by_part MATCH ?1 AND NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.person = person.id)
         ORDER BY person.sort LIMIT ?2";
    let ways =
        [(start, by_date(typed)), (start, wanted.by_start()), (start, wanted.by_sound()), (part, wanted.by_part())];
    for (sql, query) in ways {
        let (Some(query), true) = (query, found.len() <= MOST_FOUND) else { continue };
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![query, MOST_FOUND as i64 + 1], |row| row.get::<_, [u8; 16]>(0))?;
        for id in rows {
            let person = PersonId::from_bytes(id?);
            if !found.contains(&person) {
                found.push(person);
            }
        }
    }
    if !wanted.numeric && found.len() < ENOUGH {
        add_alike(&*kept.names(connection)?, typed, &mut found);
    }
    Ok(found)
}

/// Adds people whose names are like what was typed, the most alike first. Where somebody is called just so, only those
/// who are called nearly so: who finds whom they meant is not shown forty others.
fn add_alike(names: &Names, typed: &str, found: &mut Vec<PersonId>) {
    let Some(sought) = name::Sought::of(typed) else { return };
    let most = if found.is_empty() { u32::MAX } else { NEARLY };
    for person in names.alike(&sought, most) {
        if found.len() > MOST_FOUND {
            break;
        }
        if !found.contains(&person) {
            found.push(person);
        }
    }
}

/// Where so many were found by letters or sound, no other names are gone through: that reads everybody.
const ENOUGH: usize = 12;

/// How unlike a name may be to be shown beside somebody who was found: a vowel or two.
const NEARLY: u32 = 2;

/// Finds clinical records that hold every word, newest first: the numbers of their changes.
///
/// The last word may still be being typed. As a start of words it costs the more the more words it starts, so that it
/// is asked for only where the word as it stands leaves room, and not before it says something.
pub(crate) fn records(connection: &Connection, typed: &str, role: Role) -> Result<Vec<i64>, Error> {
    let words: Vec<&str> =
        typed.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1).collect();
    let Some(last) = words.last() else { return Ok(Vec::new()) };
    let whole = words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" AND ");
    let mut found = matching_records(connection, &whole, role)?;
    if found.len() <= MOST_FOUND && last.chars().count() >= SAYS_SOMETHING {
        for number in matching_records(connection, &format!("{whole} *"), role)? {
            if !found.contains(&number) {
                found.push(number);
            }
        }
        found.truncate(MOST_FOUND + 1);
    }
    Ok(found)
}

/// Letters of a word's start that are asked for: two start thousands of words.
const SAYS_SOMETHING: usize = 3;

/// Rows are taken until there are enough that the role may read: what it may not read leaves no gap, and no count.
fn matching_records(connection: &Connection, query: &str, role: Role) -> Result<Vec<i64>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT entry.shown, entry.kind, entry.sensitivity FROM record_word
         JOIN change ON change.number = record_word.rowid
         JOIN entry ON entry.number = change.entry AND entry.shown = change.number
         WHERE record_word MATCH ?1 AND entry.state IN ('settled', 'concurrent')
         AND NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.person = entry.subject)
         AND NOT EXISTS (SELECT 1 FROM ended WHERE ended.entry = entry.number)
         ORDER BY record_word.rowid DESC",
    )?;
    let mut rows = statement.query([query])?;
    let mut found = Vec::new();
    while let (Some(row), true) = (rows.next()?, found.len() <= MOST_FOUND) {
        let kind = Kind::from(Cow::Owned(row.get(1)?));
        if may_read(role, &kind, sensitivity(row.get(2)?)?) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// What was typed, folded as the index is.
struct Wanted {
    words: Vec<String>,
    numeric: bool,
}

impl Wanted {
    fn of(typed: &str) -> Option<Self> {
        let tight = compact(typed);
        let has_digit = tight.chars().any(|c| c.is_ascii_digit());
        // Numbers, dates and postcodes are one word however they were spaced.
        let words = if has_digit { vec![tight] } else { name::fold(typed).split(' ').map(str::to_owned).collect() };
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then_some(Self { words, numeric: has_digit })
    }

    fn by_start(&self) -> Option<String> {
        Some(self.words.iter().map(|word| format!("{} *", quoted(word))).collect::<Vec<_>>().join(" AND "))
    }

    fn by_sound(&self) -> Option<String> {
        let alike = |word: &String| {
            let mut forms = vec![format!("{} *", quoted(word)), quoted(&sound_token(word))];
            forms.extend(name::other_forms(word).iter().map(|form| quoted(&name::fold(form))));
            format!("({})", forms.join(" OR "))
        };
        (!self.numeric).then(|| self.words.iter().map(alike).collect::<Vec<_>>().join(" AND "))
    }

    fn by_part(&self) -> Option<String> {
        let long = self.words.iter().all(|word| word.chars().count() >= 3);
        long.then(|| self.words.iter().flat_map(|word| parts(word)).collect::<Vec<_>>().join(" AND "))
    }
}

/// The index keeps no positions, so that a word is asked for as all its parts of three.
fn parts(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).map(|part| quoted(&part.iter().collect::<String>())).collect()
}

/// A word for MATCH: quoted, so that nothing typed is an operator.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}
