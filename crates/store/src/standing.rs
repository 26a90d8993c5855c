//! What stands of an entry: its versions less those that the service set aside, folded.

use std::collections::BTreeSet;

use doorstep_domain::change::{Change, Kind};
use doorstep_domain::fold::{Folded, State, Version, fold};
use doorstep_domain::id::{ChangeId, EntryId};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_sync::planted::{Planted, is_planted};
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value};

use crate::append::read_change;
use crate::error::Error;

struct StoredVersion {
    number: i64,
    change: Change,
    set_aside: bool,
}

/// An entry's versions, and what those that stand fold to.
pub(crate) struct Standing {
    all: Vec<StoredVersion>,
    /// Places in `all` of the versions that stand.
    stand: Vec<usize>,
    pub(crate) folded: Folded,
}

impl Standing {
    /// Reads and folds the entry of this number.
    pub(crate) fn of(connection: &Connection, entry: i64) -> Result<Self, Error> {
        let all = versions(connection, entry)?;
        let mut stand = standing(&all);
        if is_planted(Planted::LastWriterWins) {
            stand = stand.into_iter().max_by_key(|place| all[*place].change.header.recorded_at).into_iter().collect();
        }
        let kind = all.first().and_then(|version| Kind::known(&version.change.header.kind));
        let nodes: Vec<Version<'_>> = stand.iter().map(|place| Version::of(&all[*place].change)).collect();
        let folded = fold(kind, &nodes);
        Ok(Self { all, stand, folded })
    }

    pub(crate) fn versions(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn sensitivity(&self) -> Option<Sensitivity> {
        self.all.iter().map(|version| version.change.header.sensitivity).max()
    }

    /// The change to show: a head whose body is in force, or the last head to arrive.
    pub(crate) fn shown(&self) -> Option<i64> {
        self.saying().or_else(|| self.heads().last()).map(|version| version.number)
    }

    pub(crate) fn occurred(&self) -> Option<i64> {
        let shown = self.shown();
        let version = self.all.iter().find(|version| Some(version.number) == shown);
        version.map(|version| version.change.header.occurred.order())
    }

    /// Whether no single head says what is to be shown.
    pub(crate) fn is_merged(&self) -> bool {
        match &self.folded.state {
            State::Disputed { .. } => true,
            State::Settled(_) => self.saying().is_none(),
            State::Concurrent(_) | State::InError(_) | State::Disposed => false,
        }
    }

    /// The body to show; none when nothing is in force.
    pub(crate) fn body(&self) -> Result<Option<String>, Error> {
        match &self.folded.state {
            State::Settled(body) => Ok(Some(serde_json::to_string(body)?)),
            State::Disputed { .. } => Ok(Some(serde_json::to_string(&self.disputed_body())?)),
            State::Concurrent(_) => Ok(self.heads().last().map(|version| version.change.body().to_owned())),
            State::InError(_) | State::Disposed => Ok(None),
        }
    }

    /// What is in force. Where two first versions never agreed on a field nothing is, and a candidate is shown
    /// instead of a gap, beside the mark that a decision waits: a person must not lose their name to a dispute.
    fn disputed_body(&self) -> Map<String, Value> {
        let State::Disputed { in_force, conflicts } = &self.folded.state else { return Map::new() };
        let mut body = in_force.clone();
        for conflict in conflicts.iter().filter(|conflict| conflict.in_force.is_null()) {
            if let Some(candidate) = conflict.candidates.iter().find(|candidate| !candidate.value.is_null()) {
                conflict.put_into(&mut body, &candidate.value);
            }
        }
        body
    }

    pub(crate) fn state_name(&self) -> &'static str {
        if self.stand.is_empty() {
            return "set_aside";
        }
        match &self.folded.state {
            State::Settled(_) => "settled",
            State::Disputed { .. } => "disputed",
            State::Concurrent(_) => "concurrent",
            State::InError(_) => "in_error",
            State::Disposed => "disposed",
        }
    }

    fn heads(&self) -> impl Iterator<Item = &StoredVersion> {
        let standing = self.stand.iter().map(|place| &self.all[*place]);
        standing.filter(|version| self.folded.heads.contains(&version.change.id()))
    }

    fn saying(&self) -> Option<&StoredVersion> {
        let State::Settled(body) = &self.folded.state else { return None };
        self.heads().find(|version| Version::of(&version.change).body.as_ref() == Some(body))
    }
}

/// An entry folded, by its id.
pub(crate) fn folded(connection: &Connection, entry: EntryId) -> Result<Folded, Error> {
    let mut statement = connection.prepare_cached("SELECT number FROM entry WHERE id = ?1")?;
    let number = statement.query_row([entry.bytes()], |row| row.get(0)).optional()?.ok_or(Error::NoEntry(entry))?;
    Ok(Standing::of(connection, number)?.folded)
}

fn versions(connection: &Connection, entry: i64) -> Result<Vec<StoredVersion>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT change.number, change.id, change.bytes, coalesce(batch.state, '') = 'quarantined'
         FROM change LEFT JOIN batch ON batch.row = change.batch
         WHERE change.entry = ?1 ORDER BY change.number",
    )?;
    let rows = statement.query_map([entry], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?, row.get::<_, String>(2)?, row.get::<_, bool>(3)?))
    })?;
    rows.map(|row| {
        let (number, id, bytes, set_aside) = row?;
        Ok(StoredVersion { number, change: read_change(id, bytes)?, set_aside })
    })
    .collect()
}

/// What is in the fold: neither set aside by the service nor built on something that is.
fn standing(versions: &[StoredVersion]) -> Vec<usize> {
    let mut aside: BTreeSet<ChangeId> = BTreeSet::new();
    // Parents arrive before their children, so one pass in the order of arrival sees every chain.
    for version in versions {
        if version.set_aside || version.change.header.parents.iter().any(|parent| aside.contains(parent)) {
            aside.insert(version.change.id());
        }
    }
    (0..versions.len()).filter(|place| !aside.contains(&versions[*place].change.id())).collect()
}
