//! What can go wrong in running the service. What a laptop is told is in `http/refusal.rs`.

use std::path::PathBuf;

use crate::ledger;

/// What can go wrong in running the service.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The ledger.
    #[error("the ledger: {0}")]
    Ledger(#[from] ledger::Error),
    /// A file or folder of the data folder.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// Which.
        address: std::net::SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// Plain HTTP would leave this machine.
    #[error("plain HTTP is for a loopback address, and {0} is none")]
    NotLoopback(std::net::SocketAddr),
    /// The certificate or its key.
    #[error("the certificate: {0}")]
    Certificate(String),
    /// A file with a secret that others may read.
    #[error("{0} holds a secret and others may read it: chmod 600")]
    Readable(PathBuf),
    /// The administrators' pages would be open to whoever can reach the address.
    #[error("administrators reach {0} from elsewhere: that takes TLS and a token in a file")]
    OpenDesk(std::net::SocketAddr),
    /// A token that could be guessed.
    #[error("{0} holds a token of fewer than 16 characters")]
    ShortToken(PathBuf),
    /// A key file that holds no key.
    #[error("{0} holds no key")]
    Key(PathBuf),
    /// A copy of the ledger that is not good.
    #[error("the backup: {0}")]
    Backup(String),
    /// The operating system gives no random bytes.
    #[error("the operating system gives no random bytes")]
    Random,
    /// A thread or the runtime cannot be started.
    #[error("cannot start: {0}")]
    Start(#[source] std::io::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Backup(error.to_string())
    }
}

impl Error {
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
