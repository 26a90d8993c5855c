//! A laptop, as its practitioner uses it: through the one table of calls.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset, TimeDelta};
use doorstep_app::{App, Config, ErrorCode, laptop_clock};
use doorstep_store::keys::KdfParams;
use serde_json::{Value, json};

const PASSPHRASE: &str = "plover lantern gravel mint";

pub(crate) struct Laptop {
    folder: PathBuf,
    /// By how much its clock is wrong.
    clock: Arc<Mutex<TimeDelta>>,
    app: Option<App>,
}

impl Laptop {
    pub(crate) fn new(folder: PathBuf) -> Self {
        let clock = Arc::default();
        let app = Some(app(&folder, &clock));
        Self { folder, clock, app }
    }

    /// Calls the table, and expects it to work.
    pub(crate) fn call(&self, name: &str, input: Value) -> Value {
        self.app().call(name, input).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// Calls the table, and expects it not to.
    pub(crate) fn is_refused(&self, name: &str, input: Value) -> doorstep_app::ApiError {
        self.app().call(name, input).expect_err("it should have been refused")
    }

    /// Calls the table, whatever it says.
    pub(crate) fn app_answers(&self, name: &str, input: Value) -> Result<Value, doorstep_app::ApiError> {
        self.app().call(name, input)
    }

    fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    pub(crate) fn enrols(&self, address: &str, authority: &str, code: &str) {
        let input = json!({ "address": address, "authority": authority, "code": code, "passphrase": PASSPHRASE });
        let session = self.call("enrol", input);
        assert!(session["open"].is_object(), "enrolling opens the vault");
    }

    /// The application is gone between two instructions: nothing is closed, nothing is flushed.
    pub(crate) fn loses_power(&mut self) {
        drop(self.app.take());
        let app = app(&self.folder, &self.clock);
        let session = app.call("session", json!({})).unwrap();
        assert!(session["open"].is_null(), "a vault is locked after a restart");
        let vault = &session["vaults"][0]["vault"];
        let wrong = app.call("unlock", json!({ "vault": vault, "passphrase": "not this one at all" }));
        assert_eq!(wrong.unwrap_err().code, ErrorCode::WrongPassphrase);
        let opened = app.call("unlock", json!({ "vault": vault, "passphrase": PASSPHRASE })).unwrap();
        assert_eq!(opened["open"]["missing"], 0, "nothing that was saved is missing");
        self.app = Some(app);
    }

    /// Somebody keeps a copy of its disk, with everything that is on it.
    pub(crate) fn is_copied(&mut self) -> tempfile::TempDir {
        let copy = tempfile::tempdir().unwrap();
        self.call("lock", json!({}));
        copy_folder(&self.folder, copy.path());
        self.loses_power();
        copy
    }

    /// That copy is put back, high-water mark included: nothing on the laptop can tell.
    pub(crate) fn is_put_back_to(&mut self, copy: &Path) {
        drop(self.app.take());
        std::fs::remove_dir_all(&self.folder).unwrap();
        copy_folder(copy, &self.folder);
        self.loses_power();
    }

    /// Its battery failed, or somebody set it: from now on its clock is wrong by this much.
    pub(crate) fn has_a_clock_off_by(&self, error: TimeDelta) {
        *self.clock.lock().unwrap() = error;
    }

    /// What the laptop takes for now.
    pub(crate) fn now(&self) -> DateTime<FixedOffset> {
        (laptop_clock())() + *self.clock.lock().unwrap()
    }

    pub(crate) fn syncs(&self) {
        let centre = self.call("sync_now", json!({}));
        assert_eq!(centre["last_error"], Value::Null, "the sync ended well");
    }

    pub(crate) fn cannot_reach_the_service(&self) {
        assert_eq!(self.call("sync_now", json!({}))["last_error"], "service_not_reached");
    }

    pub(crate) fn has_unsent(&self, items: u64) {
        assert_eq!(self.call("status", json!({}))["unsent"], items, "items not yet at the service");
    }

    pub(crate) fn has_decisions(&self, count: usize) -> Vec<Value> {
        let decisions = self.call("decisions", json!({})).as_array().unwrap().clone();
        assert_eq!(decisions.len(), count, "decisions that wait");
        decisions
    }

    /// Checks a caseload file, confirms, and waits until it is in.
    pub(crate) fn imports(&self, csv: &str) -> Value {
        let report = self.call("import_check", json!({ "name": "caseload.csv", "content": STANDARD.encode(csv) }));
        let act = json!({ "act": report["act"] });
        self.call("import_start", act.clone());
        let started = Instant::now();
        while self.call("import_progress", act.clone())["state"] == "running" {
            assert!(started.elapsed() < Duration::from_secs(120), "the import does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(self.call("import_progress", act)["state"], "finished");
        report
    }

    /// Finds one person by what would be typed into the search.
    pub(crate) fn finds(&self, text: &str) -> Value {
        let found = self.call("search", json!({ "text": text }));
        let people = found["people"].as_array().unwrap();
        assert_eq!(people.len(), 1, "people found for {text}");
        people[0]["person"]["person"].clone()
    }

    pub(crate) fn family(&self, person: &Value) -> Value {
        self.call("family", json!({ "person": person }))
    }

    /// The one contact point of somebody in the family.
    pub(crate) fn phone_of(&self, person: &Value) -> Value {
        let family = self.family(person);
        let people = family["people"].as_array().unwrap();
        let member = people.iter().find(|member| member["person"]["person"] == *person).unwrap();
        member["contact_points"][0].clone()
    }

    pub(crate) fn changes_phone(&self, person: &Value, number: &str) {
        let phone = self.phone_of(person);
        let open = json!({ "person": person, "kind": "contact_point", "subject": null, "entry": phone["entry"] });
        let draft = self.call("open_entry", open);
        let mut form = draft["form"].clone();
        form["why"] = json!("told at the door");
        form["body"]["value"] = json!(number);
        form["body"]["safe_to_text"] = json!("yes");
        self.call("sign_entry", json!({ "draft": draft["draft"], "form": form, "confirmed": [] }));
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn app(folder: &Path, clock: &Arc<Mutex<TimeDelta>>) -> App {
    let (right, error) = (laptop_clock(), Arc::clone(clock));
    App::new(Config {
        data_dir: folder.to_owned(),
        clock: Arc::new(move || right() + *error.lock().unwrap()),
        // The least that is allowed: a test opens many vaults.
        kdf: Some(KdfParams::LEAST),
        background_sync: false,
    })
}

/// Recording, as the forms of the window do.
impl Laptop {
    /// Opens a visit's form and gives it with the answers that every visit needs, this morning at home.
    pub(crate) fn begins_a_visit(&self, child: &Value, review: Option<&str>) -> (Value, Value) {
        let draft = self.call("open_visit", json!({ "child": child, "review": review, "quick": null }));
        let mut form = draft["form"].clone();
        for (field, value) in [
            ("start", "00:01"),
            ("end", "00:31"),
            ("mode", "face_to_face"),
            ("place", "home"),
            ("outcome", "took_place"),
            ("child_seen", "awake"),
        ] {
            form[field] = json!(value);
        }
        form["parts"] = draft["parts"].as_array().unwrap().iter().map(|part| part["typed"].clone()).collect();
        (draft["draft"].clone(), form)
    }

    pub(crate) fn signs_the_visit(&self, draft: &Value, form: &Value) {
        self.call("sign_visit", json!({ "draft": draft, "form": form, "confirmed": [] }));
    }

    /// Records an entry of any kind, and gives it.
    pub(crate) fn records(&self, person: &Value, kind: &str, body: &Value) -> Value {
        let open = json!({ "person": person, "kind": kind, "subject": null, "entry": null });
        let draft = self.call("open_entry", open);
        self.signs(&draft, body, "")["entries"][0].clone()
    }

    /// Changes an entry, and says why.
    pub(crate) fn amends(&self, person: &Value, kind: &str, entry: &Value, body: &Value) {
        let open = json!({ "person": person, "kind": kind, "subject": null, "entry": entry });
        let draft = self.call("open_entry", open);
        self.signs(&draft, body, "Told by telephone.");
    }

    fn signs(&self, draft: &Value, body: &Value, why: &str) -> Value {
        let form = json!({ "happened_on": draft["form"]["happened_on"], "why": why, "body": body });
        self.call("sign_entry", json!({ "draft": draft["draft"], "form": form, "confirmed": [] }))
    }

    /// What the timeline around somebody holds of one kind.
    pub(crate) fn timeline(&self, person: &Value, kind: &str) -> Vec<Value> {
        let family = self.family(person);
        family["timeline"].as_array().unwrap().iter().filter(|item| item["kind"] == kind).cloned().collect()
    }
}
