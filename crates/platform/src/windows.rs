//! The Windows half. Never run: there was no Windows machine. Its calls are type-checked against windows-sys 0.61, and that is all.

use std::{ffi::OsStr, fs::OpenOptions, io, os::windows::ffi::OsStrExt, path::Path, ptr::null_mut, time::Duration};

use windows_sys::{
    Win32::{
        Foundation::{ERROR_ACCESS_DENIED, ERROR_ALREADY_EXISTS, ERROR_SHARING_VIOLATION, LocalFree},
        Security::{
            Authorization::{ConvertStringSecurityDescriptorToSecurityDescriptorW, SDDL_REVISION_1},
            DACL_SECURITY_INFORMATION, PROTECTED_DACL_SECURITY_INFORMATION, PSECURITY_DESCRIPTOR, SECURITY_ATTRIBUTES,
            SetFileSecurityW,
        },
        Storage::FileSystem::{
            CreateDirectoryW, GetDiskFreeSpaceExW, MOVEFILE_REPLACE_EXISTING, MOVEFILE_WRITE_THROUGH, MoveFileExW,
        },
        System::{
            Diagnostics::Debug::{SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SetErrorMode},
            ErrorReporting::{
                WER_FAULT_REPORTING_FLAG_NOHEAP, WerAddExcludedApplication, WerRegisterExcludedMemoryBlock,
                WerSetFlags, WerUnregisterExcludedMemoryBlock,
            },
            Memory::{VirtualLock, VirtualUnlock},
        },
    },
    core::{BOOL, HRESULT},
};

/// Protected from inheritance; the owner and the system may do everything, in the folder and in what it will hold, and nobody else anything.
const PRIVATE: &str = "D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)";

pub(crate) fn forbid_core_dumps() -> io::Result<()> {
    // SAFETY: takes and returns flags only. With NOGPFAULTERRORBOX an unhandled fault ends the process without Windows Error Reporting.
    unsafe { SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX) };
    // A fail-fast fault goes past that mode: then no heap in the report, and no report for this program's name.
    // SAFETY: takes flags only.
    went_well(unsafe { WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP) })?;
    let program = std::env::current_exe()?;
    let name = wide(program.file_name().unwrap_or(program.as_os_str()));
    // SAFETY: `name` ends in NUL and outlives the call; 0 means this user only, which needs no privilege.
    went_well(unsafe { WerAddExcludedApplication(name.as_ptr(), 0) })
}

pub(crate) fn lock_memory(bytes: &[u8]) -> io::Result<()> {
    // SAFETY: the range is a live slice; locking changes neither its content nor its protection.
    succeeded(unsafe { VirtualLock(bytes.as_ptr().cast(), bytes.len()) })?;
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    // SAFETY: the range is live and `unlock_memory` takes it off the list before it is freed. Windows keeps 64 such ranges; a refusal is harmless.
    unsafe { WerRegisterExcludedMemoryBlock(bytes.as_ptr().cast(), length) };
    Ok(())
}

pub(crate) fn unlock_memory(bytes: &[u8]) {
    // SAFETY: the range is a live slice that `lock_memory` locked; a failure of either call leaves it locked, which is harmless.
    unsafe {
        WerUnregisterExcludedMemoryBlock(bytes.as_ptr().cast());
        VirtualUnlock(bytes.as_ptr().cast(), bytes.len());
    }
}

pub(crate) fn create_private_dir(path: &Path) -> io::Result<()> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.exists()) {
        create_private_dir(parent)?;
    }
    let private = Descriptor::parse(PRIVATE)?;
    let attributes = SECURITY_ATTRIBUTES {
        nLength: size_of::<SECURITY_ATTRIBUTES>() as u32,
        lpSecurityDescriptor: private.0,
        bInheritHandle: 0,
    };
    let name = wide(path.as_os_str());
    // SAFETY: `name` ends in NUL; it, `attributes` and the descriptor that these point to outlive the call.
    match succeeded(unsafe { CreateDirectoryW(name.as_ptr(), &attributes) }) {
        Err(error) if error.raw_os_error() == Some(ERROR_ALREADY_EXISTS as i32) && path.is_dir() => {
            let what = DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION;
            // SAFETY: as above.
            succeeded(unsafe { SetFileSecurityW(name.as_ptr(), what, private.0) })
        }
        outcome => outcome,
    }
}

/// Files take their protection from the private folder that they are made in.
pub(crate) fn private_options() -> OpenOptions {
    OpenOptions::new()
}

pub(crate) fn rename_durably(from: &Path, to: &Path) -> io::Result<()> {
    let (from, to) = (wide(from.as_os_str()), wide(to.as_os_str()));
    // A virus scanner may hold either file for a moment: a refusal of that kind is tried again for a quarter of a second.
    for _ in 0..25 {
        match move_over(&from, &to) {
            Err(error) if is_held(&error) => std::thread::sleep(Duration::from_millis(10)),
            outcome => return outcome,
        }
    }
    move_over(&from, &to)
}

fn move_over(from: &[u16], to: &[u16]) -> io::Result<()> {
    // Windows has no way to flush a folder; WRITE_THROUGH returns only when the move is on the disk.
    // SAFETY: both names end in NUL and outlive the call.
    succeeded(unsafe { MoveFileExW(from.as_ptr(), to.as_ptr(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) })
}

fn is_held(error: &io::Error) -> bool {
    let code = error.raw_os_error().unwrap_or_default() as u32;
    code == ERROR_ACCESS_DENIED || code == ERROR_SHARING_VIOLATION
}

pub(crate) fn free_space(path: &Path) -> io::Result<u64> {
    let name = wide(path.as_os_str());
    let mut free = 0_u64;
    // SAFETY: `name` ends in NUL, `free` is valid for the call, and the two answers not wanted may be null.
    succeeded(unsafe { GetDiskFreeSpaceExW(name.as_ptr(), &mut free, null_mut(), null_mut()) })?;
    Ok(free)
}

/// A security descriptor that Windows allocated and that is given back on drop.
struct Descriptor(PSECURITY_DESCRIPTOR);

impl Descriptor {
    fn parse(text: &str) -> io::Result<Self> {
        let text = wide(OsStr::new(text));
        let mut descriptor: PSECURITY_DESCRIPTOR = null_mut();
        // SAFETY: `text` ends in NUL, `descriptor` is valid for the call, and the size is not wanted.
        succeeded(unsafe {
            ConvertStringSecurityDescriptorToSecurityDescriptorW(
                text.as_ptr(),
                SDDL_REVISION_1,
                &mut descriptor,
                null_mut(),
            )
        })?;
        Ok(Self(descriptor))
    }
}

impl Drop for Descriptor {
    fn drop(&mut self) {
        // SAFETY: the descriptor came from LocalAlloc inside the conversion, and is freed once.
        unsafe { LocalFree(self.0) };
    }
}

fn wide(text: &OsStr) -> Vec<u16> {
    text.encode_wide().chain(Some(0)).collect()
}

fn succeeded(answer: BOOL) -> io::Result<()> {
    if answer == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

fn went_well(result: HRESULT) -> io::Result<()> {
    if result < 0 { Err(io::Error::from_raw_os_error(result)) } else { Ok(()) }
}
