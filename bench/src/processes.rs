//! A program with the processes that it started, and those that they started: what they take, from `/proc`.

use std::fs;
use std::time::Duration;

use crate::Failed;

/// Memory of a program and of all that it started, in MiB.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Memory {
    /// All that is resident, so that what two processes share counts twice.
    pub(crate) rss: f64,
    /// What is shared, in equal parts.
    pub(crate) pss: f64,
}

/// What a program and all that it started take.
pub(crate) fn memory(program: u32) -> Result<Memory, Failed> {
    let mut all = Memory::default();
    for id in with_children(program)? {
        let sizes = fs::read_to_string(format!("/proc/{id}/smaps_rollup"))?;
        let mebibytes = |name: &str| kibibytes(&sizes, name).map(|kib| kib as f64 / 1024.0).ok_or("no size");
        all.rss += mebibytes("Rss:")?;
        all.pss += mebibytes("Pss:")?;
    }
    Ok(all)
}

/// A program and all that it started, and that still runs.
pub(crate) fn with_children(program: u32) -> Result<Vec<u32>, Failed> {
    let names = fs::read_dir("/proc")?.flatten().map(|entry| entry.file_name());
    let all: Vec<(u32, u32)> = names.filter_map(|name| name.to_str()?.parse().ok()).filter_map(child).collect();
    Ok(tree(program, &all))
}

/// Whether a process is there and has not ended: one that has ended stays listed until it has been asked for.
pub(crate) fn runs(id: u32) -> bool {
    status(id).is_some_and(|status| !status.starts_with('Z'))
}

/// A process and who started it.
fn child(id: u32) -> Option<(u32, u32)> {
    Some((id, status(id)?.split(' ').nth(1)?.parse().ok()?))
}

/// What `/proc` says of a process after its name, which is in parentheses and may hold anything.
fn status(id: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    Some(stat.rsplit_once(") ")?.1.to_owned())
}

/// Processor time of a process so far, to the hundredth of a second.
pub(crate) fn cpu_time_of(id: u32) -> Duration {
    let stat = status(id).unwrap_or_default();
    // User and system time are the 12th and 13th field after the name.
    let ticks: u64 = stat.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn tree(root: u32, children: &[(u32, u32)]) -> Vec<u32> {
    let below = children.iter().filter(|(_, parent)| *parent == root).flat_map(|(id, _)| tree(*id, children));
    std::iter::once(root).chain(below).collect()
}

/// The size in a line such as `Rss:   155136 kB`.
fn kibibytes(sizes: &str, name: &str) -> Option<u64> {
    let line = sizes.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_goes_with_all_that_it_started() {
        assert_eq!(tree(7, &[(7, 1), (8, 7), (9, 8), (10, 1), (11, 7)]), [7, 8, 9, 11]);
    }

    #[test]
    fn this_process_takes_memory_and_part_of_it_is_shared() {
        let memory = memory(std::process::id()).unwrap();
        assert!(0.0 < memory.pss && memory.pss <= memory.rss, "{memory:?}");
    }
}
