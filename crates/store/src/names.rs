//! Everybody's names, kept in the open vault: whoever mistypes one is answered without reading everybody from the store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use doorstep_domain::id::PersonId;
use doorstep_domain::name::{self, Rough, Sought};
use rusqlite::Connection;

use crate::error::Error;
use crate::leaving::removals;

/// The names as they were at some change; read again after any other.
#[derive(Default)]
pub(crate) struct KeptNames(Mutex<Option<(Stand, Arc<Names>)>>);

/// The last change, and how often people left or were hidden: whom one may find changes by nothing else.
type Stand = (i64, i64);

/// Everybody who may be found, and the names that they share.
#[derive(Default)]
pub(crate) struct Names {
    rough: Vec<Rough>,
    people: Vec<Named>,
}

struct Named {
    person: PersonId,
    sort: String,
    /// Places in `rough`.
    words: Vec<usize>,
}

impl KeptNames {
    /// The names as the store has them.
    pub(crate) fn names(&self, connection: &Connection) -> Result<Arc<Names>, Error> {
        let newest = "SELECT coalesce(max(number), 0) FROM change";
        let newest: i64 = connection.prepare_cached(newest)?.query_row([], |row| row.get(0))?;
        let stand = (newest, removals(connection)?);
        let mut kept = self.0.lock().map_err(|_| Error::Poisoned)?;
        if let Some((_, names)) = kept.as_ref().filter(|(at, _)| *at == stand) {
            return Ok(Arc::clone(names));
        }
        let names = Arc::new(Names::read(connection)?);
        *kept = Some((stand, Arc::clone(&names)));
        Ok(names)
    }

    /// Forgets what is kept: the store was made again from the same changes.
    pub(crate) fn forget(&self) -> Result<(), Error> {
        *self.0.lock().map_err(|_| Error::Poisoned)? = None;
        Ok(())
    }
}

impl Names {
    fn read(connection: &Connection) -> Result<Self, Error> {
        let mut statement = connection.prepare_cached(
            "SELECT coalesce(one_person.one, person.id), sort, preferred FROM person
             LEFT JOIN one_person ON one_person.person = person.id
             WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.person = person.id)",
        )?;
        let mut rows = statement.query([])?;
        let (mut names, mut known) = (Self::default(), HashMap::new());
        while let Some(row) = rows.next()? {
            let sort: String = row.get(1)?;
            let preferred: Option<String> = row.get(2)?;
            let preferred = preferred.as_deref().map(name::fold).unwrap_or_default();
            let joined = joined_parts(&sort);
            let words = sort.split(' ').chain(preferred.split(' ')).chain(joined.iter().map(String::as_str));
            let words = words.filter(|word| !word.is_empty()).map(|word| names.place_of(word, &mut known)).collect();
            names.people.push(Named { person: PersonId::from_bytes(row.get(0)?), sort, words });
        }
        Ok(names)
    }

    fn place_of(&mut self, word: &str, known: &mut HashMap<Box<str>, usize>) -> usize {
        if let Some(place) = known.get(word) {
            return *place;
        }
        self.rough.push(Rough::of(word));
        known.insert(word.into(), self.rough.len() - 1);
        self.rough.len() - 1
    }

    /// Whoever is called alike, and at most so unlike; the most alike first.
    pub(crate) fn alike(&self, sought: &Sought, most: u32) -> Vec<PersonId> {
        let held = sought.held_against(&self.rough);
        let unlike = |named: &Named| held.unlikeness(&named.words).filter(|unlike| *unlike <= most);
        let mut alike: Vec<(u32, &str, PersonId)> =
            self.people.iter().filter_map(|named| Some((unlike(named)?, named.sort.as_str(), named.person))).collect();
        alike.sort_unstable();
        alike.into_iter().map(|(_, _, person)| person).collect()
    }
}

/// Neighbours among more than two names, as one: Yu Ting is also Yuting.
fn joined_parts(names: &str) -> Vec<String> {
    let words: Vec<&str> = names.split(' ').collect();
    if words.len() < 3 { Vec::new() } else { words.windows(2).map(<[&str]>::concat).collect() }
}
