//! Writes the window's types from the table of calls. CI fails where what is checked in differs.

use std::path::Path;

use doorstep_app::ApiError;
use doorstep_app::api::Api;
use doorstep_domain::entries::EntryBodies;
use doorstep_domain::id::Subject;
use ts_rs::{Config, TS};

#[test]
fn the_windows_types_are_written_from_the_table_of_calls() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/api/generated");
    // A type that went away must not stay behind in the window.
    std::fs::remove_dir_all(&folder).ok();
    let config = Config::default().with_out_dir(&folder);
    Api::export_all(&config).unwrap();
    EntryBodies::export_all(&config).unwrap();
    Subject::export(&config).unwrap();
    ApiError::export_all(&config).unwrap();
    let api = std::fs::read_to_string(folder.join("Api.ts")).unwrap();
    assert!(doorstep_app::api::CALLS.iter().all(|call| api.contains(&format!("{call}: ["))), "every call has a type");
}
