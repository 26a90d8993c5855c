//! The schema, one text for both databases.

/// A released file never changes; a new schema is a new file.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_organisation.sql"),
    include_str!("../../migrations/0002_device.sql"),
    include_str!("../../migrations/0003_change.sql"),
    include_str!("../../migrations/0004_entry.sql"),
    include_str!("../../migrations/0005_audience.sql"),
    include_str!("../../migrations/0006_log.sql"),
    include_str!("../../migrations/0007_report.sql"),
    include_str!("../../migrations/0008_restore.sql"),
    include_str!("../../migrations/0009_membership.sql"),
    include_str!("../../migrations/0010_look_up.sql"),
];

/// What came before the first of them: ledgers of previews, which had no audiences and cannot be brought up to date.
pub(super) const FIRST: u32 = 3;
