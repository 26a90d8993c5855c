//! Where entries are read: from the vault each time, or once for a screen that shows much of the same people.

use std::borrow::Cow;
use std::collections::BTreeMap;

use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::Subject;
use doorstep_store::Vault;
use doorstep_store::read::Stored;

use crate::error::ApiError;

/// Entries as they stand, less what the practitioner may not read.
pub(crate) trait Entries {
    /// For what else is asked of it.
    fn vault(&self) -> &Vault;

    /// All about a subject but the parts of files, the latest first.
    fn of(&self, subject: Subject) -> Result<Cow<'_, [Stored]>, ApiError>;

    /// Those of a kind about a subject, in the order of arrival.
    fn of_kind(&self, subject: Subject, kind: EntryKind) -> Result<Vec<Cow<'_, Stored>>, ApiError>;
}

impl Entries for Vault {
    fn vault(&self) -> &Vault {
        self
    }

    fn of(&self, subject: Subject) -> Result<Cow<'_, [Stored]>, ApiError> {
        Ok(Cow::Owned(self.entries_of(subject)?))
    }

    fn of_kind(&self, subject: Subject, kind: EntryKind) -> Result<Vec<Cow<'_, Stored>>, ApiError> {
        Ok(self.entries_of_kind(subject, kind)?.into_iter().map(Cow::Owned).collect())
    }
}

/// All entries about some subjects, read once; about anybody else the vault is asked.
pub(crate) struct ReadOnce<'a> {
    vault: &'a Vault,
    held: BTreeMap<Subject, Vec<Stored>>,
}

impl<'a> ReadOnce<'a> {
    pub(crate) fn of(vault: &'a Vault, subjects: &[Subject]) -> Result<Self, ApiError> {
        let read = |subject: &Subject| Ok((*subject, vault.entries_of(*subject)?));
        Ok(Self { vault, held: subjects.iter().map(read).collect::<Result<_, ApiError>>()? })
    }
}

impl Entries for ReadOnce<'_> {
    fn vault(&self) -> &Vault {
        self.vault
    }

    fn of(&self, subject: Subject) -> Result<Cow<'_, [Stored]>, ApiError> {
        self.held.get(&subject).map_or_else(|| self.vault.of(subject), |held| Ok(Cow::Borrowed(held)))
    }

    fn of_kind(&self, subject: Subject, kind: EntryKind) -> Result<Vec<Cow<'_, Stored>>, ApiError> {
        let held = self.held.get(&subject).filter(|_| kind != EntryKind::DocumentPart);
        let Some(held) = held else { return self.vault.of_kind(subject, kind) };
        let of_kind = held.iter().filter(|stored| stored.change.header.kind.known() == Some(kind));
        let mut of_kind: Vec<Cow<'_, Stored>> = of_kind.map(Cow::Borrowed).collect();
        of_kind.sort_by_key(|stored| stored.arrived);
        Ok(of_kind)
    }
}
