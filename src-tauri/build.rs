//! Grants the pages one command and makes sure that there are pages to show.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let pages = Path::new("../ui/dist");
    println!("cargo:rerun-if-changed={}", pages.display());
    if !pages.join("index.html").exists() {
        if env::var("PROFILE")? == "release" {
            return Err("there is no ui/dist/index.html: build the pages first, as ./dev package does".into());
        }
        println!(
            "cargo:warning=ui/dist has no pages, so the window will be empty: build them first, as ./dev run does"
        );
        fs::create_dir_all(pages)?;
    }
    let commands = tauri_build::AppManifest::new().commands(&["call"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?;
    Ok(())
}
