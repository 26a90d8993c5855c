//! The pictures of one story, numbered as they were taken.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) struct Screenshots {
    folder: PathBuf,
    taken: Cell<u32>,
}

impl Screenshots {
    /// An empty folder for the pictures of `story`.
    pub(crate) fn of(story: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("window/screenshots").join(story);
        let _none_there = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self { folder, taken: Cell::new(0) }
    }

    /// Keeps a picture, and says where.
    pub(crate) fn keep(&self, name: &str, png: &[u8]) -> PathBuf {
        self.taken.set(self.taken.get() + 1);
        let file = self.folder.join(format!("{:02}-{name}.png", self.taken.get()));
        fs::write(&file, png).unwrap();
        file
    }
}
