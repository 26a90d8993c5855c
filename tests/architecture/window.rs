//! What web code may not do in the window (docs/SECURITY.md, T15), read from the files that grant it.

use serde_json::Value;

use crate::source;

fn json(path: &str) -> Value {
    serde_json::from_str(&source::text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn security() -> Value {
    json("src-tauri/tauri.conf.json")["app"]["security"].clone()
}

#[test]
fn pages_run_only_their_own_scripts_and_reach_only_the_one_call() {
    let csp = security()["csp"].as_object().expect("a policy by directive").clone();
    let allows = |directive: &str| csp[directive].as_str().expect("sources").to_owned();
    assert_eq!(allows("default-src"), "'none'", "whatever is not named is refused");
    assert_eq!(allows("script-src"), "'self'");
    assert_eq!(allows("style-src"), "'self'");
    assert_eq!(allows("connect-src"), "ipc: http://ipc.localhost");
    for directive in ["base-uri", "form-action", "frame-ancestors", "object-src", "worker-src"] {
        assert_eq!(allows(directive), "'none'", "{directive}");
    }
    for (directive, sources) in &csp {
        let sources = sources.as_str().expect("sources").replace("http://ipc.localhost", "");
        for forbidden in ["unsafe", "*", "http", "asset:", "blob:", "wasm"] {
            assert!(!sources.contains(forbidden), "{directive} must not allow {forbidden}");
        }
    }
}

#[test]
fn the_window_hands_web_code_no_more_than_it_must() {
    let conf = json("src-tauri/tauri.conf.json");
    let security = security();
    assert_eq!(conf["app"]["withGlobalTauri"], false);
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(conf["app"]["windows"], Value::Array(vec![]), "the window is made in window.rs, with its handlers");
    assert!(conf["build"].get("devUrl").is_none(), "no development server");
    assert!(conf.get("plugins").is_none(), "no plugins");
    for key in
        ["devCsp", "dangerousDisableAssetCspModification", "dangerousRemoteDomainIpcAccess", "assetProtocol", "headers"]
    {
        assert!(security.get(key).is_none(), "{key} must not be set");
    }
}

#[test]
fn the_only_capability_grants_the_one_call_to_the_one_window() {
    assert_eq!(security()["capabilities"], serde_json::json!(["main"]));
    assert_eq!(source::files(&["src-tauri/capabilities"], &[""]), ["src-tauri/capabilities/main.json"]);
    let capability = json("src-tauri/capabilities/main.json");
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert_eq!(capability["permissions"], serde_json::json!(["allow-call"]));
    for key in ["remote", "webviews", "local"] {
        assert!(capability.get(key).is_none(), "{key} must not be set");
    }
}

#[test]
fn the_shell_is_built_without_plugins_and_without_developer_tools() {
    let workspace: toml::Table = source::text("Cargo.toml").parse().expect("TOML");
    let shell: toml::Table = source::text("src-tauri/Cargo.toml").parse().expect("TOML");
    let tauri = &workspace["workspace"]["dependencies"]["tauri"];
    assert_eq!(tauri["default-features"].as_bool(), Some(false));
    let features = format!("{}{}", tauri["features"], shell["features"]);
    for forbidden in ["devtools", "dynamic-acl", "webview-data-url", "protocol-asset", "unstable"] {
        assert!(!features.contains(forbidden), "tauri must be built without {forbidden}");
    }
    let uses_plugin =
        shell["dependencies"].as_table().expect("a table").keys().any(|name| name.starts_with("tauri-plugin"));
    assert!(!uses_plugin, "a plugin needs a decision in docs/adr, and a line here");
}

#[test]
fn the_window_refuses_other_pages_new_windows_downloads_and_a_profile_on_disk() {
    let window = source::text("src-tauri/src/window.rs");
    for handler in [
        ".on_navigation(|url| is_ours(url) || is_made_here(url))",
        "NewWindowResponse::Deny",
        ".on_download(|_, download| may_be_saved(download))",
        "PermissionResponse::Deny",
        ".incognito(",
    ] {
        assert!(window.contains(handler), "window.rs must keep {handler}");
    }
    assert!(window.contains(".title(\"Doorstep\")"), "the title is seen in task lists: it never carries a name");
}
