//! The schema, one text for both databases.

/// A released file never changes; a new schema is a new file.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_registry.sql"),
    include_str!("../../migrations/0002_record.sql"),
    include_str!("../../migrations/0003_audience.sql"),
];

/// What came before the first of them: ledgers of previews, which had no audiences and cannot be brought up to date.
pub(super) const FIRST: u32 = 3;
