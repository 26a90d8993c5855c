//! The three nodes under Patroni, by the script that starts them.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::{Failed, fail};

/// Says that `bench/ha/cluster with` is around.
const DRILL: &str = "DOORSTEP_DRILL";

/// The cluster that this process runs within.
pub(crate) struct Nodes {
    script: PathBuf,
}

impl Nodes {
    pub(crate) fn around() -> Result<Self, Failed> {
        let script = PathBuf::from("bench/ha/cluster");
        if std::env::var_os(DRILL).is_none() || !script.exists() {
            return fail(format!("{DRILL} is not set: run this with bench/ha/cluster with, as ./dev drill-ha does"));
        }
        Ok(Self { script })
    }

    /// The name of the node that takes writes.
    pub(crate) fn primary(&self) -> Result<String, Failed> {
        let said = self.tell(&["primary"])?;
        if !said.status.success() {
            return fail("no node is the primary");
        }
        Ok(String::from_utf8(said.stdout)?.trim().to_owned())
    }

    /// Ends a node as a power cut would.
    pub(crate) fn kill(&self, node: &str) -> Result<(), Failed> {
        self.tell(&["kill", node]).map(drop)
    }

    /// Starts a node again, and waits until both others follow the primary.
    pub(crate) fn start(&self, node: &str, within: Duration) -> Result<(), Failed> {
        self.tell(&["start", node])?;
        let started = Instant::now();
        while !self.tell(&["whole"])?.status.success() {
            if started.elapsed() > within {
                return fail("the node does not follow the primary");
            }
            std::thread::sleep(Duration::from_millis(500));
        }
        Ok(())
    }

    fn tell(&self, what: &[&str]) -> Result<Output, Failed> {
        // A node that is started outlives the script, and must not keep its output open.
        let mut command = Command::new(&self.script);
        command.args(what).stdin(std::process::Stdio::null()).stderr(std::process::Stdio::inherit());
        if what.first() == Some(&"start") {
            command.stdout(std::process::Stdio::null());
            let status = command.status()?;
            return Ok(Output { status, stdout: Vec::new(), stderr: Vec::new() });
        }
        Ok(command.stdout(std::process::Stdio::piped()).output()?)
    }
}
