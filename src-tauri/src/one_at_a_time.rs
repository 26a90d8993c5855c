//! One window for each data folder: two would take turns at failing to open the same vault.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{io, thread};

/// How soon the open window answers a second start of the program.
const GLANCE: Duration = Duration::from_millis(500);

/// The right to be the one window of a data folder; the operating system takes it back when the program ends.
pub(crate) struct OnlyWindow {
    lock: File,
    asked: PathBuf,
}

impl OnlyWindow {
    /// Claims the folder. `None`: a window is open already, and has been asked to come to the front.
    pub(crate) fn claim(folder: &Path) -> io::Result<Option<Self>> {
        let lock = doorstep_platform::open_private_file(&folder.join("window.lock"))?;
        let asked = folder.join("window.asked");
        match lock.try_lock() {
            Ok(()) => Ok(Some(Self { lock, asked })),
            Err(TryLockError::WouldBlock) => fs::write(asked, []).map(|()| None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Keeps the claim for the life of the program, and calls `come_forward` when it is started a second time.
    pub(crate) fn keep(self, come_forward: impl Fn() + Send + 'static) {
        thread::spawn(move || {
            // Named, because a closure takes only the fields that it names, and the lock must come along.
            let Self { lock: _held, asked } = self;
            loop {
                thread::sleep(GLANCE);
                if fs::remove_file(&asked).is_ok() {
                    come_forward();
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_second_window_of_a_folder_gives_way_and_the_first_comes_forward() {
        let folder = tempfile::tempdir().unwrap();
        let (came_forward, seen) = mpsc::channel();
        let first = OnlyWindow::claim(folder.path()).unwrap().expect("nobody else is there");
        first.keep(move || came_forward.send(()).unwrap());
        assert!(OnlyWindow::claim(folder.path()).unwrap().is_none(), "the first is still open");
        seen.recv_timeout(GLANCE * 10).expect("the first window hears of it");
    }

    #[test]
    fn a_folder_is_free_when_its_window_has_gone() {
        let folder = tempfile::tempdir().unwrap();
        drop(OnlyWindow::claim(folder.path()).unwrap().expect("nobody else is there"));
        assert!(OnlyWindow::claim(folder.path()).unwrap().is_some());
    }
}
