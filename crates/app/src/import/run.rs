//! The import itself: on a thread of its own, group after group, each one durable transaction.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;

use chrono::{DateTime, FixedOffset};
use doorstep_domain::id::ActId;
use doorstep_store::Vault;
use doorstep_store::sign::ToSign;

use super::check::Checked;
use super::line::Line;
use super::plan::Planner;
use super::{ImportProgress, ImportStart, ImportState, ImportWhich};
use crate::App;
use crate::error::{ApiError, ErrorCode};
use crate::status::Area;
use crate::writing::Writing;

/// Batches of one transaction: enough that the disk is not waited for at each, few enough that cancelling is prompt.
const GROUP: usize = 50;

/// Imports of this application: the file that was checked last, and the import that was started last.
#[derive(Default)]
pub(crate) struct Imports {
    checked: Mutex<Option<Checked>>,
    run: Mutex<Option<Run>>,
}

struct Run {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What the window asks about while the thread writes.
struct Shared {
    act: ActId,
    total: u32,
    done: AtomicU32,
    cancel: AtomicBool,
    state: Mutex<ImportState>,
}

impl Imports {
    /// Keeps a file until it is started. At most one: it holds people's names.
    pub(super) fn keep(&self, checked: Checked) -> Result<(), ApiError> {
        *locked(&self.checked)? = Some(checked);
        Ok(())
    }

    /// Whether an import is writing.
    pub(super) fn is_running(&self) -> Result<bool, ApiError> {
        let run = locked(&self.run)?;
        let state = run.as_ref().map(Run::progress).transpose()?;
        Ok(state.is_some_and(|progress| progress.state == ImportState::Running))
    }

    fn progress(&self, act: ActId) -> Result<ImportProgress, ApiError> {
        let run = locked(&self.run)?;
        run.as_ref().filter(|run| run.shared.act == act).ok_or_else(ApiError::not_found)?.progress()
    }

    fn cancel(&self, act: ActId) -> Result<(), ApiError> {
        let run = locked(&self.run)?;
        let run = run.as_ref().filter(|run| run.shared.act == act).ok_or_else(ApiError::not_found)?;
        run.shared.cancel.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Ends what is running between two groups and forgets the file that was checked. Called when the vault is locked.
    pub(crate) fn stop(&self) {
        if let Ok(mut checked) = self.checked.lock() {
            *checked = None;
        }
        let running = self.run.lock().ok().and_then(|mut run| run.take());
        if let Some(Run { shared, thread: Some(thread) }) = running {
            shared.cancel.store(true, Ordering::Relaxed);
            // A thread that panicked has ended as well, and said so in the log.
            let _ = thread.join();
        }
    }
}

impl Run {
    fn progress(&self) -> Result<ImportProgress, ApiError> {
        if self.thread.as_ref().is_some_and(JoinHandle::is_finished) {
            // Without this, a thread that panicked would be running for ever.
            self.shared.end(ImportState::Failed);
        }
        self.shared.progress()
    }
}

impl Shared {
    fn progress(&self) -> Result<ImportProgress, ApiError> {
        let state = *locked(&self.state)?;
        Ok(ImportProgress { act: self.act, done: self.done.load(Ordering::Relaxed), total: self.total, state })
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }

    /// How it ended. What was said first stands.
    fn end(&self, state: ImportState) {
        if let Ok(mut current) = self.state.lock()
            && *current == ImportState::Running
        {
            *current = state;
        }
    }
}

impl App {
    pub(crate) fn import_start(&self, input: ImportStart) -> Result<ImportProgress, ApiError> {
        let vault = self.vault()?;
        let engine = self.import_engine();
        if engine.is_running()? {
            return Err(ApiError::new(ErrorCode::ImportRunning));
        }
        let checked = locked(&engine.checked)?.take_if(|checked| checked.act == input.act);
        let Checked { act, lines, to_write } = checked.ok_or_else(ApiError::not_found)?;
        let (done, cancel, state) = (AtomicU32::new(0), AtomicBool::new(false), Mutex::new(ImportState::Running));
        let shared = Arc::new(Shared { act, total: to_write, done, cancel, state });
        let writing = Writing::by(&vault.enrolment()?, self.now());
        let (app, told) = (self.clone(), Arc::clone(&shared));
        let work = move || {
            let state = match (Job { app: &app, vault: &vault, shared: &told, writing }).write(&lines) {
                Ok(()) if told.is_cancelled() => ImportState::Cancelled,
                Ok(()) => ImportState::Finished,
                Err(_) if told.is_cancelled() => ImportState::Cancelled,
                // The cause is in the log; what was written stays, and the same file goes on from there.
                Err(_) => ImportState::Failed,
            };
            // The vault first: whoever waits for the end may be waiting to lock it.
            drop(vault);
            told.end(state);
            let _ = app.signed();
            app.changed(&[Area::Imports]);
        };
        let thread = std::thread::Builder::new()
            .name("import".to_owned())
            .spawn(work)
            .map_err(|error| ApiError::internal(&error))?;
        *locked(&engine.run)? = Some(Run { shared: Arc::clone(&shared), thread: Some(thread) });
        shared.progress()
    }

    pub(crate) fn import_progress(&self, input: ImportWhich) -> Result<ImportProgress, ApiError> {
        self.vault()?;
        self.import_engine().progress(input.act)
    }

    pub(crate) fn import_cancel(&self, input: ImportWhich) -> Result<ImportProgress, ApiError> {
        self.vault()?;
        self.import_engine().cancel(input.act)?;
        self.import_engine().progress(input.act)
    }
}

/// One import at work.
struct Job<'a> {
    app: &'a App,
    vault: &'a Vault,
    shared: &'a Shared,
    writing: Writing,
}

impl Job<'_> {
    /// Writes the lines, each as one batch. Every change of the act was recorded when it was confirmed, so that the act
    /// and its changes know each other by that moment.
    fn write(&self, lines: &[Line]) -> Result<(), ApiError> {
        let at = self.writing.at;
        let mut planner = Planner::new(self.vault, self.writing.clone())?;
        let mut group = Vec::with_capacity(GROUP);
        for line in lines {
            let (_, changes) = planner.line(line)?;
            if !changes.is_empty() {
                group.push(ToSign { changes, act: Some(self.shared.act), draft: None, at });
            }
            if group.len() == GROUP {
                self.sign(&mut planner, &mut group)?;
            }
            if self.shared.is_cancelled() {
                return Ok(());
            }
        }
        self.sign(&mut planner, &mut group)
    }

    fn sign(&self, planner: &mut Planner<'_>, group: &mut Vec<ToSign>) -> Result<(), ApiError> {
        self.vault.sign(group)?;
        planner.record.signed();
        self.shared.done.fetch_add(super::check::small(group.len()), Ordering::Relaxed);
        group.clear();
        self.app.changed(&[Area::Imports]);
        Ok(())
    }
}

/// When an act was confirmed, where this laptop made it.
pub(super) fn act_at(vault: &Vault, act: ActId) -> Result<Option<DateTime<FixedOffset>>, ApiError> {
    Ok(vault.acts(u32::MAX)?.into_iter().find(|row| row.act == act).map(|row| row.signed_at))
}

fn locked<T>(mutex: &Mutex<T>) -> Result<MutexGuard<'_, T>, ApiError> {
    mutex.lock().map_err(|_| ApiError::internal(&"an import was left in the middle of something"))
}
