//! The vault against the real thing: SQLCipher on a real disk.

#[cfg(test)]
#[path = "vault/audiences.rs"]
mod audiences;
#[cfg(test)]
#[path = "vault/desk.rs"]
mod desk;
#[cfg(test)]
#[path = "vault/finding.rs"]
mod finding;
#[cfg(test)]
#[path = "vault/recall.rs"]
mod recall;
#[cfg(test)]
#[path = "vault/saving.rs"]
mod saving;
#[cfg(test)]
#[path = "vault/syncing.rs"]
mod syncing;
#[cfg(test)]
#[path = "vault/two_audiences.rs"]
mod two_audiences;
