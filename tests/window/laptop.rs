//! A laptop: its data folder, its display, and the window on it, which can lose its power at any moment.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::rc::Rc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::display::Display;
use crate::programs;
use crate::screenshots::Screenshots;
use crate::webdriver::{WebDriver, free_port};
use crate::window::Window;

const DATA: &str = "DOORSTEP_DATA_DIR";
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Laptop {
    /// Its practitioner, for the names of the pictures.
    pub(crate) whose: &'static str,
    display: Display,
    data: PathBuf,
    /// Its practitioner's own folder, where files are saved.
    home: PathBuf,
    application: PathBuf,
    driver: Option<Child>,
    screenshots: Rc<Screenshots>,
}

impl Laptop {
    pub(crate) fn new(whose: &'static str, folder: &Path, screenshots: &Rc<Screenshots>) -> Self {
        let data = folder.join(whose);
        let home = folder.join(format!("home-{whose}"));
        for folder in [&data, &home.join("Downloads")] {
            fs::create_dir_all(folder).unwrap();
        }
        let (display, application) = (Display::start(), programs::application());
        Self { whose, display, data, home, application, driver: None, screenshots: Rc::clone(screenshots) }
    }

    /// Where its vaults are.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Waits for the file of this name that the window was asked to save.
    #[track_caller]
    pub(crate) fn saved(&self, name: &str) -> String {
        let (file, started) = (self.home.join("Downloads").join(name), Instant::now());
        loop {
            match fs::read_to_string(&file) {
                Ok(text) if !text.is_empty() => return text,
                _ if started.elapsed() > PATIENCE => panic!("{} was not saved", file.display()),
                _ => sleep(Duration::from_millis(50)),
            }
        }
    }

    /// Starts the program, and waits until its window can be driven.
    pub(crate) fn opens(&mut self) -> Window {
        assert!(self.driver.is_none(), "it is open already");
        let started = Instant::now();
        let [port, native] = [free_port(), free_port()];
        self.driver = Some(self.start_driver(port, native));
        loop {
            match WebDriver::open(port, &self.application) {
                Ok(driver) => return Window::new(driver, self.whose, Rc::clone(&self.screenshots)),
                Err(refused) if started.elapsed() > PATIENCE => panic!("no window: {refused:?}\n{}", self.last_words()),
                Err(_) => sleep(Duration::from_millis(50)),
            }
        }
    }

    fn start_driver(&self, port: u16, native: u16) -> Child {
        let log = File::options().create(true).append(true).open(self.log()).unwrap();
        Command::new(programs::tauri_driver())
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .arg("--native-driver")
            .arg(programs::webkit_driver())
            .env(DATA, &self.data)
            .env("HOME", &self.home)
            .env("DISPLAY", &self.display.name)
            .env_remove("WAYLAND_DISPLAY")
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap()
    }

    /// `kill -9` of the program: nothing is closed, nothing is flushed.
    pub(crate) fn loses_power(&mut self) {
        let ours = self.processes();
        let program = ours.iter().find(|process| process.program == self.application);
        kill(&[program.unwrap_or_else(|| panic!("the program had ended by itself:\n{}", self.last_words())).id]);
        self.end();
    }

    /// Ends everything that was started with this laptop's data folder in its environment, orphans included.
    fn end(&mut self) {
        let started = Instant::now();
        while let ids = self.processes().iter().map(|process| process.id).collect::<Vec<u32>>()
            && !ids.is_empty()
            && started.elapsed() < PATIENCE
        {
            kill(&ids);
            if let Some(mut driver) = self.driver.take() {
                let _ended = driver.wait();
            }
            sleep(Duration::from_millis(10));
        }
    }

    fn processes(&self) -> Vec<Process> {
        let ours = [DATA.as_bytes(), b"=", self.data.as_os_str().as_encoded_bytes()].concat();
        let ids = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        ids.filter_map(|id| Process::with(id, &ours)).collect()
    }

    fn log(&self) -> PathBuf {
        self.data.with_extension("log")
    }

    fn last_words(&self) -> String {
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let running = self.processes().into_iter().map(|process| process.program.display().to_string());
        let running = running.collect::<Vec<_>>().join(", ");
        format!("{}\nstill running: {running}", lines[lines.len().saturating_sub(20)..].join("\n"))
    }
}

impl Drop for Laptop {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the last words of {}'s laptop:\n{}", self.whose, self.last_words());
        }
        self.end();
    }
}

struct Process {
    id: u32,
    program: PathBuf,
}

impl Process {
    /// The process, if it runs with this in its environment. One that has ended has none any more.
    fn with(id: u32, variable: &[u8]) -> Option<Self> {
        let environment = fs::read(format!("/proc/{id}/environ")).ok()?;
        let ours = environment.split(|byte| *byte == 0).any(|one| one == variable);
        let arguments = fs::read_to_string(format!("/proc/{id}/cmdline")).ok()?;
        let program = arguments.split('\0').next().map(PathBuf::from)?;
        ours.then_some(Self { id, program })
    }
}

fn kill(ids: &[u32]) {
    let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
    // The shell's own: `kill` is not a program everywhere. One that has ended meanwhile is no failure.
    let _some_had_ended = Command::new("sh").args(["-c", "kill -9 \"$@\" 2>/dev/null", "sh"]).args(ids).status();
}
