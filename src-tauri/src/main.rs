//! The window: it shows the pages, passes their one call to `doorstep_app`, and locks the vault when it closes.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod log;
mod one_at_a_time;
mod window;

use std::error::Error;

use doorstep_app::{ApiError, App, Config};
use serde_json::{Value, json};
use tauri::{AppHandle, Manager as _, RunEvent, State};

use one_at_a_time::OnlyWindow;

fn main() -> Result<(), Box<dyn Error>> {
    let dumps = doorstep_platform::forbid_core_dumps();
    let config = Config::from_env();
    doorstep_platform::create_private_dir(&config.data_dir)?;
    let Some(only) = OnlyWindow::claim(&config.data_dir)? else {
        return Ok(()); // The window that is already open has been asked to come to the front.
    };
    log::start(&config.data_dir)?;
    if let Err(error) = dumps {
        tracing::warn!(%error, "a crash of this program may leave its memory on the disk");
    }
    if let Err(refused) = doorstep_app::policy_in_force(&config) {
        tracing::error!(%refused, "not started");
        return Err(refused.to_string().into());
    }
    open_window(App::new(config), only)
}

fn open_window(app: App, only: OnlyWindow) -> Result<(), Box<dyn Error>> {
    tauri::Builder::default()
        .manage(app)
        .invoke_handler(tauri::generate_handler![call])
        .setup(|app| {
            let window = window::open(app)?;
            only.keep(move || window::come_forward(&window));
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                lock(app);
            }
        });
    Ok(())
}

/// The one command. Blocking work (disk, key derivation, network) stays off the window's thread.
#[tauri::command]
async fn call(app: State<'_, App>, name: String, input: Value) -> Result<Value, Value> {
    let app = App::clone(&app);
    let answer = tauri::async_runtime::spawn_blocking(move || app.call(&name, input));
    match answer.await {
        Ok(answer) => answer.map_err(|error| json!(error)),
        // A panic: the pages say that something went wrong, and keep what was typed.
        Err(panic) => Err(json!(ApiError::internal(&panic))),
    }
}

/// Whatever ends the program, the keys leave memory and the store is closed before it does.
fn lock(app: &AppHandle) {
    if let Err(error) = app.state::<App>().call("lock", json!({})) {
        tracing::error!(%error, "the vault was not locked in good order");
    }
}
