//! What can be asked for, as `--help` says it. A passphrase is never an argument: other programs can read those.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};

/// Doorstep from a terminal, for support staff, scripts and tests: the same calls as the window's.
#[derive(Parser)]
#[command(name = "doorstep-cli", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str =
    "The passphrase is the first line of standard input, or of the file that --passphrase-file names.

Exit codes: 0 done; 1 not done, and the message says what happened, what is safe and what to do;
2 wrong usage; 3 done, and something needs a person: lines left out, or a vault that is not whole.";

/// Which vault, and where its passphrase is.
#[derive(Args, Clone)]
pub(crate) struct Place {
    /// The folder that holds the vaults [default: the platform's, or that of `DOORSTEP_DATA_DIR`]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// One vault's own folder, where several are on this laptop
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "data_dir")]
    pub(crate) vault: Option<PathBuf>,
    /// A file whose first line is the passphrase [default: standard input]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a vault on this laptop and enrol it with a one-time code
    Enrol(Enrol),
    /// Make one call of the table, with JSON, and print what it gives
    Call(Call),
    /// Say what importing a caseload file would do, line by line; with --confirm, import it
    Import(Import),
    /// Write the caseload to a file of the same columns
    Export(Export),
    /// Send what is unsent and fetch what is new
    Sync,
    /// Hash every change again, check both chains, and list what is unsent
    Verify,
    /// Write a caseload file of made-up children
    DemoData(DemoData),
    /// Read rows of `birth_date,gestation_weeks,gestation_days,as_of` from standard input, write every review of each
    Schedule,
    /// Read rows of `sex,birth_date,gestation_weeks,gestation_days,measured_on,kind,value` from standard input, write each
    /// with its ages, scores and centiles
    Growth(Growth),
    /// Serve the table of calls over loopback HTTP, for tests of the window in a browser
    #[cfg(feature = "bridge")]
    Bridge(Bridge),
}

#[derive(Args)]
pub(crate) struct Enrol {
    /// The service's address, as the administrator gave it
    #[arg(long)]
    pub(crate) url: String,
    /// The certificate authority to trust, in PEM, where it is the organisation's own
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
    /// The one-time code
    #[arg(long)]
    pub(crate) code: String,
}

#[derive(Args)]
pub(crate) struct Call {
    /// The call, such as `caseload`; `calls` lists them all
    pub(crate) name: String,
    /// Its input, or `-` to read it from standard input, after the passphrase where that is there as well
    #[arg(default_value = "{}")]
    pub(crate) json: String,
}

#[derive(Args)]
pub(crate) struct Import {
    /// A CSV file with the columns of docs/IMPORT.md
    pub(crate) file: PathBuf,
    /// Import what the report says; without it nothing is written
    #[arg(long)]
    pub(crate) confirm: bool,
}

#[derive(Args)]
pub(crate) struct Export {
    /// The file to write. One that is there already stays as it is
    pub(crate) file: PathBuf,
}

#[derive(Args)]
pub(crate) struct Growth {
    /// A UK90 pack (docs/POLICY.md), for ages before two weeks and from four years; without it these have no scores
    #[arg(long, value_name = "FILE")]
    pub(crate) uk90: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct DemoData {
    /// How many children
    pub(crate) children: u32,
    /// The file to write [default: standard output]
    pub(crate) file: Option<PathBuf>,
    /// One seed gives one file [default: the number of children, so that files of two sizes hold two sets of families]
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// The day that ages are counted to [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<NaiveDate>,
}

#[cfg(feature = "bridge")]
#[derive(Args)]
pub(crate) struct Bridge {
    /// Where to listen: this machine alone, port 0 for any
    #[arg(long, default_value = "127.0.0.1:0", value_name = "ADDRESS:PORT")]
    pub(crate) listen: std::net::SocketAddr,
    /// The built window to serve beside the calls
    #[arg(long, value_name = "DIR")]
    pub(crate) ui: Option<PathBuf>,
}
