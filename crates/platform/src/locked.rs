//! A small buffer for key bytes that the system does not swap out and that is wiped when it is dropped.

use std::{fmt, io};

use zeroize::Zeroize;

use crate::os;

const PAGE: usize = 4096;

/// One page to itself: locking works on whole pages and does not nest, so a page shared by two buffers would be unlocked by the first to go.
/// (Where pages are larger than 4 KiB two buffers may still share one; the wiping does not depend on it.)
#[repr(align(4096))]
struct Page([u8; PAGE]);

/// Up to 4,096 secret bytes: locked in memory, left out of dumps, wiped on drop, and silent in `Debug`.
pub struct LockedBytes {
    page: Box<Page>,
    length: usize,
    not_locked: Option<io::Error>,
}

impl LockedBytes {
    /// A buffer of `length` zero bytes; longer than 4,096 is cut to that.
    ///
    /// If the system refuses to lock it (a limit on locked memory), the buffer is usable all the same and [`Self::not_locked`] says why.
    #[must_use]
    pub fn zeroed(length: usize) -> Self {
        let page = Box::new(Page([0; PAGE]));
        let not_locked = os::lock_memory(&page.0).err();
        Self { page, length: length.min(PAGE), not_locked }
    }

    /// Why the system did not lock this buffer, if it did not. Worth a line in the log, never a refusal to work.
    #[must_use]
    pub fn not_locked(&self) -> Option<&io::Error> {
        self.not_locked.as_ref()
    }

    /// The secret, to read.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.page.0[..self.length]
    }

    /// The secret, to fill in place, so that no copy of it lies about.
    pub fn as_mut_slice(&mut self) -> &mut [u8] {
        &mut self.page.0[..self.length]
    }
}

impl Drop for LockedBytes {
    fn drop(&mut self) {
        self.page.0.zeroize();
        if self.not_locked.is_none() {
            os::unlock_memory(&self.page.0);
        }
    }
}

impl fmt::Debug for LockedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LockedBytes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let mut secret = LockedBytes::zeroed(4);
        secret.as_mut_slice().copy_from_slice(b"key!");
        assert_eq!(format!("{secret:?}"), "LockedBytes");
        assert_eq!(secret.as_slice(), b"key!");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_counts_the_buffer_as_locked_until_it_is_dropped() {
        let locked_kib = || {
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            let line = status.lines().find(|line| line.starts_with("VmLck:")).unwrap();
            line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
        };
        let before = locked_kib();
        let secret = LockedBytes::zeroed(32);
        assert!(secret.not_locked().is_none(), "{:?}", secret.not_locked());
        assert_eq!(locked_kib(), before + 4, "one page is locked");
        drop(secret);
        assert_eq!(locked_kib(), before, "and given back");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_system_that_will_not_lock_is_reported_and_the_buffer_still_works() {
        // Without the privilege to lock beyond it, a limit of nothing refuses every lock. A privileged user is never refused.
        crate::os::tests::with_no_lockable_memory(|may_be_refused| {
            let mut secret = LockedBytes::zeroed(8);
            secret.as_mut_slice().copy_from_slice(b"12345678");
            assert_eq!(secret.as_slice(), b"12345678");
            assert_eq!(secret.not_locked().is_some(), may_be_refused);
        });
    }
}
