//! A laptop that is ready for work, for tests of what comes after: the story sets one up through the window itself.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doorstep_app::{App, Config};
use doorstep_store::keys::KdfParams;
use serde_json::json;

use crate::caseload;
use crate::laptop::Laptop;
use crate::team::Team;
use crate::today;

pub(crate) const PASSPHRASE: &str = "plover lantern gravel mint";

/// Gives it a vault with a caseload, through the calls of the window.
pub(crate) fn is_set_up(laptop: &Laptop, team: &Team) {
    let invitation = team.invites("Amina Yusuf");
    let app = App::new(Config {
        data_dir: laptop.data().to_owned(),
        clock: doorstep_app::laptop_clock(),
        kdf: Some(KdfParams::LEAST),
        background_sync: false,
    });
    let call = |name, input| app.call(name, input).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let (address, authority, code) = (invitation.address, invitation.authority, invitation.code);
    call("enrol", json!({ "address": address, "authority": authority, "code": code, "passphrase": PASSPHRASE }));
    let file = STANDARD.encode(caseload::as_of(today::date()));
    let act = json!({ "act": call("import_check", json!({ "name": "caseload.csv", "content": file }))["act"] });
    call("import_start", act.clone());
    while call("import_progress", act.clone())["state"] == "running" {
        std::thread::yield_now();
    }
    call("lock", json!({}));
}
