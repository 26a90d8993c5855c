//! The vault against the real thing: SQLCipher on a real disk.

#[path = "vault/desk.rs"]
mod desk;
#[path = "vault/finding.rs"]
mod finding;
#[path = "vault/saving.rs"]
mod saving;
#[path = "vault/syncing.rs"]
mod syncing;
