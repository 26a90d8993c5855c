//! Faults planted on purpose, so that the simulation can show that it finds them. Without its feature there are none.

#[cfg(all(feature = "simulation", not(debug_assertions)))]
compile_error!("a build that people use has no planted faults: leave out the feature `simulation`");

/// A fault of a kind that other sync engines had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    /// A reader passes a position of a log that is not visible yet.
    SequenceGap,
    /// A grant is worked out while a push is not committed, and misses what it brings.
    GrantMissesPush,
    /// A batch that is sent again counts again.
    NoDeduplication,
    /// Whoever is granted a family gets only what is written from then on.
    NoBackfill,
    /// What leaves a laptop takes unsent work with it.
    UnsentPurged,
    /// Of two versions the later one counts.
    LastWriterWins,
    /// An answer to another question is taken.
    StaleAnswerApplied,
    /// What the service set aside is taken for received.
    RefusedBatchDropped,
    /// A restored service says nothing of what it lost.
    RestoredServiceForgets,
    /// A centre is told what no family agreed to.
    LeakToCentre,
    /// A draft outlives its signature and is signed again.
    DoubledReferral,
}

impl Planted {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::SequenceGap,
        Self::GrantMissesPush,
        Self::NoDeduplication,
        Self::NoBackfill,
        Self::UnsentPurged,
        Self::LastWriterWins,
        Self::StaleAnswerApplied,
        Self::RefusedBatchDropped,
        Self::RestoredServiceForgets,
        Self::LeakToCentre,
        Self::DoubledReferral,
    ];
}

#[cfg(feature = "simulation")]
mod switch {
    use std::cell::Cell;

    use super::Planted;

    thread_local! {
        static PLANTED: Cell<Option<Planted>> = const { Cell::new(None) };
    }

    /// Plants one fault in this thread, or none.
    pub fn plant(planted: Option<Planted>) {
        PLANTED.set(planted);
    }

    /// Whether this fault is planted in this thread.
    #[must_use]
    pub fn is_planted(planted: Planted) -> bool {
        PLANTED.get() == Some(planted)
    }
}

#[cfg(feature = "simulation")]
pub use switch::{is_planted, plant};

/// Whether this fault is planted: never.
#[cfg(not(feature = "simulation"))]
#[must_use]
pub const fn is_planted(_planted: Planted) -> bool {
    false
}
