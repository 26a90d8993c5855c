//! SIGTERM and Ctrl-C.

use std::io;

use tokio::runtime::{Builder, Runtime};

/// Watches for the signal from the moment it is made: one that comes while the service starts is not lost, and does not
/// end the program in the middle of something.
pub(super) struct Stop {
    runtime: Runtime,
    signals: Signals,
}

impl Stop {
    pub(super) fn watch() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let signals = runtime.block_on(async { Signals::watch() })?;
        Ok(Self { runtime, signals })
    }

    pub(super) fn wait(&mut self) {
        self.runtime.block_on(self.signals.any());
    }
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn watch() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn any(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn watch() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn any(&mut self) {
        let _interrupted = self.0.recv().await;
    }
}
