//! A laptop as a process of its own, so that its memory can be measured: it does what it is told, a line at a time.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use doorstep_app::App;
use serde_json::{Value, json};

use crate::processes::cpu_time_of;
use crate::{Failed, fail};
use crate::{form, laptop};

/// The argument that makes this program a laptop.
pub(crate) const STEP: &str = "--laptop";

/// A laptop's process.
pub(crate) struct Laptop {
    process: Child,
    told: ChildStdin,
    says: BufReader<ChildStdout>,
}

/// How a sync went.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Synced {
    pub(crate) time: Duration,
    /// Items not yet at the service.
    pub(crate) unsent: u64,
    /// Entries held.
    pub(crate) held: u64,
    /// Resident memory before, and the most of it since, in MiB.
    pub(crate) rss: f64,
    pub(crate) peak: f64,
    /// Processor time.
    pub(crate) cpu: Duration,
}

impl Laptop {
    /// Starts a process with the one vault of this folder unlocked.
    pub(crate) fn open(data: &Path) -> Result<Self, Failed> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(STEP)
            .arg(data)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let told = process.stdin.take().ok_or("no way in")?;
        let says = BufReader::new(process.stdout.take().ok_or("no way out")?);
        let mut laptop = Self { process, told, says };
        laptop.answer()?;
        Ok(laptop)
    }

    /// Syncs until there is nothing more.
    pub(crate) fn sync(&mut self) -> Result<Synced, Failed> {
        let said = self.tell("sync")?;
        if !said["error"].is_null() {
            return fail(format!("the sync failed: {}", said["error"]));
        }
        let number = |name: &str| said[name].as_f64().unwrap_or_default();
        Ok(Synced {
            time: Duration::from_secs_f64(number("seconds")),
            unsent: number("unsent") as u64,
            held: number("held") as u64,
            rss: number("rss_kib") / 1024.0,
            peak: number("peak_kib") / 1024.0,
            cpu: Duration::from_secs_f64(number("cpu_seconds")),
        })
    }

    /// How many records hold these words.
    pub(crate) fn finds(&mut self, words: &str) -> Result<u64, Failed> {
        Ok(self.tell(&format!("find {words}"))?["found"].as_u64().unwrap_or_default())
    }

    /// Imports a caseload of so many children.
    pub(crate) fn imports(&mut self, children: u32) -> Result<(), Failed> {
        self.tell(&format!("import {children}")).map(drop)
    }

    /// Visits children, as the forms ask, until so many entries are signed. How many there are.
    pub(crate) fn visits(&mut self, entries: usize) -> Result<usize, Failed> {
        Ok(self.tell(&format!("visit {entries}"))?["signed"].as_u64().unwrap_or_default() as usize)
    }

    fn tell(&mut self, what: &str) -> Result<Value, Failed> {
        writeln!(self.told, "{what}")?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Value, Failed> {
        let mut line = String::new();
        if self.says.read_line(&mut line)? == 0 {
            return fail(format!("a laptop ended: {:?}", self.process.wait()?));
        }
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Laptop {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the process does.
pub(crate) fn run(data: &Path) -> Result<(), Failed> {
    let app = laptop::app(data);
    laptop::unlock(&app)?;
    say(&json!({ "ready": true }))?;
    for line in std::io::stdin().lines() {
        let line = line?;
        match line.split_once(' ') {
            Some(("find", words)) => {
                let found = laptop::call(&app, "search", json!({ "text": words }))?;
                say(&json!({ "found": found["records"].as_array().map_or(0, Vec::len) }))?;
            }
            Some(("import", children)) => {
                form::import(&app, children.parse()?)?;
                say(&json!({}))?;
            }
            Some(("visit", entries)) => say(&json!({ "signed": form::visit(&app, entries.parse()?)? }))?,
            _ => say(&sync(&app)?)?,
        }
    }
    laptop::call(&app, "lock", json!({})).map(drop)
}

fn sync(app: &App) -> Result<Value, Failed> {
    forget_peak();
    let before = memory("VmRSS:");
    let (started, worked) = (Instant::now(), cpu_time());
    let centre = laptop::call(app, "sync_now", json!({}))?;
    let time = started.elapsed();
    Ok(json!({
        "seconds": time.as_secs_f64(),
        "error": centre["last_error"],
        "unsent": centre["status"]["unsent"],
        "held": centre["entries_held"],
        "rss_kib": before,
        "peak_kib": memory("VmHWM:"),
        "cpu_seconds": (cpu_time() - worked).as_secs_f64(),
    }))
}

fn say(what: &Value) -> Result<(), Failed> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{what}")?;
    Ok(out.flush()?)
}

/// Unlocking takes memory for the passphrase; what a sync takes is asked for alone.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// From `/proc`, in KiB; nothing where there is none.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse().ok()).unwrap_or_default()
}

/// Processor time of this process so far, to the hundredth of a second.
pub(crate) fn cpu_time() -> Duration {
    cpu_time_of(std::process::id())
}
