//! A caseload file of made-up children.

use std::process::ExitCode;

use doorstep_domain::fixtures::caseload_csv;

use crate::arguments::DemoData;
use crate::failure::Failure;
use crate::output;

/// Numbers of the range for tests run out beyond this.
const MOST: u32 = 200_000;

pub(crate) fn write(demo: &DemoData) -> Result<ExitCode, Failure> {
    if demo.children > MOST {
        return Err(Failure::Usage(format!("At most {MOST} children: the synthetic NHS numbers run out.")));
    }
    let on = demo.on.unwrap_or_else(|| doorstep_app::laptop_clock()().date_naive());
    let csv = caseload_csv(demo.children, demo.seed.unwrap_or(u64::from(demo.children)), on);
    match &demo.file {
        Some(file) => std::fs::write(file, csv).map_err(|error| Failure::of_file("written", file, &error))?,
        None => output::print(&csv)?,
    }
    Ok(ExitCode::SUCCESS)
}
