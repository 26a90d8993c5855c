//! `start` and `memory`: from the program's start to its unlock screen, and what it then takes, against a Tauri window
//! with an empty page (`src-tauri/examples/empty_window`).

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use doorstep_service::Transport;

use crate::display::{Colour, Display};
use crate::processes::{self, Memory};
use crate::report::{Line, Target, Times};
use crate::world::{LedgerIn, World};
use crate::{Failed, fail};

/// Starts of each, in turn, after one that brings its files into memory.
const STARTS: usize = 7;
/// What a window takes differs little from one start to the next.
const WEIGHINGS: usize = 3;
/// Until a window that has drawn its page has done all else that it does at its start.
const SETTLED: Duration = Duration::from_secs(3);
/// The button of the unlock screen, and the empty window's page.
const GREEN: Colour = [0x00, 0x7f, 0x3b];
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks at the display.
const GLANCE: Duration = Duration::from_millis(2);

pub(crate) fn start() -> Result<(), Failed> {
    let (ours, empty) = in_turn(STARTS, |program, data| Ok(Window::open(program, data)?.1))?;
    let (ours, empty) = (Times::of(&ours), Times::of(&empty));
    let line = |what: &str, percent| {
        Line::new(format!("start{what}"), ours.percentile(percent), "ms").against(empty.percentile(percent))
    };
    line("", 50).should_be(Target::RatioAtMost(1.2)).print();
    line(".best", 0).print();
    line(".worst", 100).print();
    Ok(())
}

pub(crate) fn memory() -> Result<(), Failed> {
    let (ours, empty) = in_turn(WEIGHINGS, |program, data| {
        let (window, _) = Window::open(program, data)?;
        sleep(SETTLED);
        processes::memory(window.program.id())
    })?;
    let line = |what: &str, size: fn(&Memory) -> f64| {
        Line::new(format!("memory{what}"), median(&ours, size), "MiB").against(median(&empty, size))
    };
    line("", |memory| memory.rss).should_be(Target::RatioAtMost(1.3)).print();
    line(".pss", |memory| memory.pss).print();
    Ok(())
}

/// Takes a measure of the product, on the laptop of somebody who has set it up, and of the empty window.
fn in_turn<T>(times: usize, measure: impl Fn(&Path, &Path) -> Result<T, Failed>) -> Result<(Vec<T>, Vec<T>), Failed> {
    let world = World::new(Transport::PlainHttpOnLoopback, LedgerIn::Sqlite)?;
    let (product, empty_window) = (built("doorstep")?, built("examples/empty_window")?);
    let (mut ours, mut empty) = (Vec::new(), Vec::new());
    for _ in 0..=times {
        ours.push(measure(&product, &world.amina)?);
        empty.push(measure(&empty_window, &world.amina)?);
    }
    Ok((ours.split_off(1), empty.split_off(1)))
}

/// A program of the folder where this one was built.
fn built(name: &str) -> Result<PathBuf, Failed> {
    let program = std::env::current_exe()?.with_file_name(name);
    if !program.is_file() {
        return fail(format!("there is no {} (./dev bench builds it)", program.display()));
    }
    Ok(program)
}

fn median(memories: &[Memory], size: fn(&Memory) -> f64) -> f64 {
    let mut sizes: Vec<f64> = memories.iter().map(size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

/// A program with its window, alone on a display.
struct Window {
    program: Child,
    // Last: it is there for as long as anything draws on it.
    display: Display,
}

impl Window {
    /// Starts a program, and says how long it was until its page could be seen.
    fn open(program: &Path, data: &Path) -> Result<(Self, Duration), Failed> {
        let display = Display::start()?;
        let started = Instant::now();
        let program = Command::new(program)
            .env("DISPLAY", &display.name)
            .env("DOORSTEP_DATA_DIR", data)
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut window = Self { program, display };
        window.wait_for_page(started)?;
        let took = started.elapsed();
        Ok((window, took))
    }

    fn wait_for_page(&mut self, started: Instant) -> Result<(), Failed> {
        while !self.display.shows(GREEN)? {
            if let Some(status) = self.program.try_wait()? {
                return fail(format!("the program ended: {status}"));
            }
            if started.elapsed() > PATIENCE {
                return fail("the window showed no page");
            }
            sleep(GLANCE);
        }
        Ok(())
    }
}

impl Drop for Window {
    /// Ends the program and waits for what it started, which ends with it: the next start has the machine for itself.
    fn drop(&mut self) {
        let all = processes::with_children(self.program.id()).unwrap_or_default();
        let _gone = self.program.kill().and_then(|()| self.program.wait());
        let ended = Instant::now();
        while all.iter().any(|id| processes::runs(*id)) && ended.elapsed() < PATIENCE {
            sleep(GLANCE);
        }
    }
}
