//! The Unix half, built for and tested on Linux.

use std::{
    ffi::CString,
    fs::{DirBuilder, File, OpenOptions, Permissions},
    io,
    mem::MaybeUninit,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    },
    path::Path,
};

pub(crate) fn forbid_core_dumps() -> io::Result<()> {
    let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `none` is a valid rlimit for the length of the call.
    succeeded(unsafe { libc::setrlimit(libc::RLIMIT_CORE, &none) })?;
    // A dump handler reached through a pipe ignores the limit; a process that is not dumpable is not handed to it.
    #[cfg(target_os = "linux")]
    // SAFETY: PR_SET_DUMPABLE takes integers only and touches no memory of ours.
    succeeded(unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0) })?;
    Ok(())
}

pub(crate) fn lock_memory(bytes: &[u8]) -> io::Result<()> {
    // SAFETY: the range is a live slice; locking changes neither its content nor its protection.
    succeeded(unsafe { libc::mlock(bytes.as_ptr().cast(), bytes.len()) })?;
    #[cfg(target_os = "linux")]
    // SAFETY: as above; the advice only keeps the pages out of a dump. A refusal is harmless, since the process is not dumpable anyway.
    unsafe {
        libc::madvise(bytes.as_ptr().cast_mut().cast(), bytes.len(), libc::MADV_DONTDUMP);
    }
    Ok(())
}

pub(crate) fn unlock_memory(bytes: &[u8]) {
    // SAFETY: the range is a live slice that `lock_memory` locked; a failure leaves it locked, which is harmless.
    unsafe {
        #[cfg(target_os = "linux")]
        libc::madvise(bytes.as_ptr().cast_mut().cast(), bytes.len(), libc::MADV_DODUMP);
        libc::munlock(bytes.as_ptr().cast(), bytes.len());
    }
}

pub(crate) fn create_private_dir(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    std::fs::set_permissions(path, Permissions::from_mode(0o700))
}

pub(crate) fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

pub(crate) fn rename_durably(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::rename(from, to)?;
    // A rename is on the disk only when the folder that holds the name is.
    match to.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        Some(_) | None => File::open(".")?.sync_all(),
    }
}

pub(crate) fn free_space(path: &Path) -> io::Result<u64> {
    let path = CString::new(path.as_os_str().as_bytes())?;
    let mut stat = MaybeUninit::<libc::statvfs>::uninit();
    // SAFETY: `path` ends in NUL and `stat` has room for the answer; both outlive the call.
    succeeded(unsafe { libc::statvfs(path.as_ptr(), stat.as_mut_ptr()) })?;
    // SAFETY: statvfs succeeded, so it has filled `stat`.
    let stat = unsafe { stat.assume_init() };
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

fn succeeded(code: libc::c_int) -> io::Result<()> {
    if code == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

#[cfg(all(test, target_os = "linux"))]
pub(crate) mod tests {
    use super::*;

    /// Run `test` in a child process whose limit of locked memory is nothing, told whether this user can be refused by it.
    pub(crate) fn with_no_lockable_memory(test: impl Fn(bool)) {
        in_a_child(|| {
            let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
            // SAFETY: `none` is valid for the call; the child's own limit only.
            assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_MEMLOCK, &none) }, 0);
            let probe = [0_u8; 1];
            // SAFETY: `probe` is a live buffer.
            let refused = unsafe { libc::mlock(probe.as_ptr().cast(), 1) } != 0;
            test(refused);
        });
    }

    /// Fork, run `body` in the child and hold its exit against it.
    fn in_a_child(body: impl Fn()) {
        // SAFETY: the child only runs `body` and leaves by `_exit`; no lock of another thread is needed for that under nextest, which gives each test its process.
        let child = unsafe { libc::fork() };
        assert!(child >= 0, "fork");
        if child == 0 {
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(&body));
            // SAFETY: leaves the child at once, without running the parent's exit handlers.
            unsafe { libc::_exit(i32::from(outcome.is_err())) };
        }
        let mut status = 0;
        // SAFETY: `child` is our own and `status` is valid for the call.
        assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
        assert_eq!(status, 0, "the child's claim failed");
    }

    #[test]
    fn after_forbidding_dumps_the_process_leaves_no_core_and_none_may_attach() {
        in_a_child(|| {
            forbid_core_dumps().unwrap();
            let mut limit = libc::rlimit { rlim_cur: 1, rlim_max: 1 };
            // SAFETY: `limit` is valid for the call.
            assert_eq!(unsafe { libc::getrlimit(libc::RLIMIT_CORE, &mut limit) }, 0);
            assert_eq!((limit.rlim_cur, limit.rlim_max), (0, 0));
            // SAFETY: takes integers only.
            assert_eq!(unsafe { libc::prctl(libc::PR_GET_DUMPABLE, 0, 0, 0, 0) }, 0);
        });
    }
}
