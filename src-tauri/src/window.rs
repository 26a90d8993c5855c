//! The one window, and everything that its pages may not do.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, thread};

use directories::UserDirs;
use tauri::webview::{DownloadEvent, NewWindowResponse, PermissionResponse};
use tauri::{App, CloseRequestApi, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

/// Long enough for the pages to hand over what was typed since the last autosave.
const LAST_WORDS: Duration = Duration::from_millis(400);

/// Opens the window. Its title never carries a name: it is seen in task lists and over shoulders.
pub(crate) fn open(app: &App) -> tauri::Result<WebviewWindow> {
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Doorstep")
        .inner_size(1280.0, 690.0) // A 1366x768 laptop less its task bar and the title.
        .min_inner_size(800.0, 560.0)
        .center()
        // Nothing of a page is kept on disk. A WebDriver session needs a lasting profile, and brings its own.
        .incognito(env::var_os("TAURI_WEBVIEW_AUTOMATION").is_none())
        .disable_drag_drop_handler()
        .on_navigation(|url| is_ours(url) || is_made_here(url))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, download| may_be_saved(download))
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()?;
    let closing = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            close(&closing, api);
        }
    });
    Ok(window)
}

/// Puts the window in front of the others: the program was started a second time.
pub(crate) fn come_forward(window: &WebviewWindow) {
    let _closing_meanwhile = window.unminimize().and_then(|()| window.set_focus());
}

/// Whether a page is one of those compiled into the program. On Windows they have a web address of their own.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" if cfg!(windows) => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// Only a file that our pages made, as the caseload's export is, and only into the Downloads folder: where a system
/// names none, the web view would take whatever folder the program was started in.
fn may_be_saved(download: DownloadEvent<'_>) -> bool {
    match download {
        DownloadEvent::Requested { url, destination } => {
            is_made_here(&url) && put_into_downloads(destination).is_some()
        }
        _ => true, // The end of one that was allowed.
    }
}

fn is_made_here(url: &Url) -> bool {
    url.as_str().strip_prefix("blob:").and_then(|made_by| made_by.parse().ok()).is_some_and(|url| is_ours(&url))
}

/// Its name is kept; a file that is there is never replaced.
fn put_into_downloads(destination: &mut PathBuf) -> Option<()> {
    let dirs = UserDirs::new()?;
    let folder = dirs.download_dir().map_or_else(|| dirs.home_dir().join("Downloads"), Path::to_owned);
    std::fs::create_dir_all(&folder).ok()?;
    let name = PathBuf::from(destination.file_name()?);
    let (stem, ending) = (name.file_stem()?.to_str()?, name.extension()?.to_str()?);
    let numbered = (1..).map(|number| folder.join(format!("{stem} ({number}).{ending}")));
    *destination = [folder.join(&name)].into_iter().chain(numbered).find(|path| !path.exists())?;
    Some(())
}

/// Lets the pages save the draft being typed, then ends the program, which locks the vault.
fn close(window: &WebviewWindow, api: &CloseRequestApi) {
    api.prevent_close();
    let window = window.clone();
    thread::spawn(move || {
        let _page_gone = window.hide().and(window.eval("window.dispatchEvent(new Event('doorstep:closing'))"));
        thread::sleep(LAST_WORDS);
        tauri::Manager::app_handle(&window).exit(0);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_but_its_own_pages() {
        let may = |url: &str| is_ours(&url.parse().unwrap());
        assert!(may("tauri://localhost/index.html"));
        for url in [
            "https://example.org/",
            "http://localhost/",
            "file:///etc/passwd",
            "data:text/html,x",
            "tauri://example.org/",
            "about:blank",
        ] {
            assert!(!may(url), "{url} must be refused");
        }
    }
}
