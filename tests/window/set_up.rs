//! A laptop that is ready for work, for tests of what comes after: the story sets one up through the window itself.

use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doorstep_app::{App, Config};
use doorstep_domain::staff::Role;
use doorstep_store::keys::KdfParams;
use serde_json::json;

use crate::caseload;
use crate::laptop::Laptop;
use crate::screenshots::Screenshots;
use crate::team::Team;
use crate::today;
use crate::window::Window;

pub(crate) const PASSPHRASE: &str = "plover lantern gravel mint";

/// Amina's laptop with a caseload, and its window, which is locked.
pub(crate) struct Desk {
    pub(crate) window: Window,
    pub(crate) laptop: Laptop,
    pub(crate) team: Team,
}

impl Desk {
    pub(crate) fn of(story: &'static str) -> Self {
        Self::of_a(Role::HealthVisitor, story)
    }

    /// Amina works in another role.
    pub(crate) fn of_a(role: Role, story: &'static str) -> Self {
        let team = Team::start();
        let mut laptop = Laptop::new("amina", team.folder(), &Rc::new(Screenshots::of(story)));
        is_set_up(&laptop, &team, role);
        Self { window: laptop.opens(), laptop, team }
    }
}

/// Gives it a vault with a caseload, through the calls of the window.
fn is_set_up(laptop: &Laptop, team: &Team, role: Role) {
    let invitation = team.invites_as("Amina Yusuf", role);
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

pub(crate) fn unlocks(window: &Window) {
    window.sees("Unlock Doorstep");
    window.fill("Passphrase", PASSPHRASE);
    window.press("Unlock");
    window.sees_no_more("Unlock Doorstep");
    window.sees("Caseload");
}

/// From the caseload, by what would be typed: "OKAFOR, Chidi Emmanuel".
pub(crate) fn opens_family(window: &Window, words: &str, name: &str) {
    window.fill("Search", words);
    window.sees("found on this laptop");
    window.press(name);
    window.sees("What happened");
}
