//! A PostgreSQL of the tests' own: in a temporary folder, on a free port. No other is ever touched.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use doorstep_service::ledger::postgres::PostgresLedger;
use tempfile::TempDir;
use tokio_postgres::NoTls;

/// Where `./dev test` says that a cluster of its own is: a URL of a superuser. Without it each test starts one.
const SHARED: &str = "DOORSTEP_TEST_POSTGRES";

/// A cluster that ends with this, or one that somebody else ends.
pub(crate) struct Cluster {
    url: String,
    own: Option<TempDir>,
}

impl Cluster {
    pub(crate) fn start() -> Self {
        match std::env::var(SHARED) {
            Ok(url) => Self { url, own: None },
            Err(_) => Self::of_its_own(|_| Vec::new()),
        }
    }

    /// A cluster that lets nobody but its superuser in without TLS, and the authority that its certificate hangs on. Its
    /// name is localhost, and nothing else.
    pub(crate) fn with_tls() -> (Self, PathBuf) {
        let mut authority = PathBuf::new();
        let cluster = Self::of_its_own(|data| {
            let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
            authority = data.join("server.crt");
            std::fs::write(&authority, made.cert.pem()).unwrap();
            let key = data.join("server.key");
            std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
            succeeds(Command::new("chmod").arg("600").arg(&key));
            if is_root() {
                succeeds(Command::new("chown").arg("postgres").arg(&key));
            }
            let only_tls =
                "local all all trust\nhost all postgres 127.0.0.1/32 trust\nhostssl all all localhost trust\n";
            std::fs::write(data.join("pg_hba.conf"), only_tls).unwrap();
            vec!["-c ssl=on"]
        });
        (cluster, authority)
    }

    fn of_its_own(prepare: impl FnOnce(&Path) -> Vec<&'static str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        if is_root() {
            // PostgreSQL never runs as root.
            succeeds(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let data = folder.path().join("data");
        succeeds(program("initdb").args(["--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "-D"]).arg(&data));
        let more = prepare(&data).join(" ");
        let options = format!("{more} -c listen_addresses=127.0.0.1 -p {port} -k {}", folder.path().display());
        let log = folder.path().join("log");
        succeeds(program("pg_ctl").args(["-w", "start", "-D"]).arg(&data).arg("-l").arg(log).arg("-o").arg(options));
        Self { url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), own: Some(folder) }
    }

    /// The same URL as another role.
    pub(crate) fn as_role(url: &str, role: &str) -> String {
        let (_, place) = url.split_once('@').unwrap();
        format!("postgres://{role}@{place}")
    }

    /// An empty ledger, in a database of its own.
    pub(crate) fn ledger(&self) -> PostgresLedger {
        PostgresLedger::open(&self.database(), 8).unwrap()
    }

    /// The same, where the usual isolation of transactions is SERIALIZABLE.
    pub(crate) fn serializable_ledger(&self) -> PostgresLedger {
        let url = format!("{}?options=-c%20default_transaction_isolation%3Dserializable", self.database());
        PostgresLedger::open(&url, 8).unwrap()
    }

    /// The URL of a new database whose owner is no superuser.
    pub(crate) fn database(&self) -> String {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("ledger_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        self.runs("DO $$ BEGIN CREATE ROLE doorstep LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        self.runs(&format!("CREATE DATABASE {name} OWNER doorstep"));
        let (_, place) = self.url.split_once('@').unwrap();
        let (host, _) = place.split_once('/').unwrap();
        format!("postgres://doorstep@{host}/{name}")
    }

    /// Runs SQL as a superuser, in the database of every cluster.
    pub(crate) fn runs(&self, sql: &str) {
        query(&self.url, sql);
    }
}

/// What a statement answers, as text.
pub(crate) fn query(url: &str, sql: &str) -> Vec<Vec<Option<String>>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        let connection = tokio::spawn(connection);
        let answered = client.simple_query(sql).await.unwrap();
        drop(client);
        drop(connection.await);
        let rows = answered.into_iter().filter_map(|message| match message {
            tokio_postgres::SimpleQueryMessage::Row(row) => {
                Some((0..row.len()).map(|at| row.get(at).map(str::to_owned)).collect())
            }
            _ => None,
        });
        rows.collect()
    })
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(folder) = &self.own {
            let data = folder.path().join("data");
            drop(program("pg_ctl").args(["-m", "immediate", "stop", "-D"]).arg(data).status());
        }
    }
}

/// A program of PostgreSQL, as a user that it will run as.
fn program(name: &str) -> Command {
    let path = folders().into_iter().map(|folder| folder.join(name)).find(|path| path.exists());
    let path = path.expect("PostgreSQL 15 is needed: apt-get install postgresql-15, as ./dev test does");
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(path);
        command
    } else {
        Command::new(path)
    };
    command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn folders() -> Vec<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    folders.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    folders
}

fn is_root() -> bool {
    let of_process = Path::new("/proc/self");
    std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(of_process).unwrap()) == 0
}

fn succeeds(command: &mut Command) {
    let status = command.status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}");
}
