//! What the service sets aside: said, corrected or signed again, and never asked for twice.

use chrono::DateTime;
use doorstep_app::ErrorCode;
use doorstep_domain::id::ChangeId;
use doorstep_store::Vault;
use doorstep_sync::client::{Received, Replica};
use doorstep_sync::wire::{Answer, Membership, Outcome, Refused, SignedBatch};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::leaving::{CASELOAD, NOW, everything, syncs};
use crate::recording::{a_child, amends, in_timeline, opens, records};
use crate::referrals::referral;

/// The service sets everything aside that is unsent, each item for its last change.
fn sets_aside(vault: &Vault, reason: Refused) {
    let mut replica = vault;
    let offered = replica.offer(500).unwrap().batches;
    let answer = |signed: &SignedBatch| Answer {
        incarnation: signed.batch.incarnation,
        number: signed.batch.number,
        outcome: Outcome::Quarantined { change: signed.batch.ids.last().copied(), reason },
    };
    let answers = offered.iter().map(answer).collect();
    let member = Membership { audience: CASELOAD, number: 1, until: None };
    let time = DateTime::parse_from_rfc3339(NOW).unwrap();
    replica.receive(Received { answers, ..Received::nothing_new(vec![member], time) }).unwrap();
}

struct Referred {
    desk: Desk,
    child: Value,
    entry: Value,
}

impl Referred {
    fn new() -> Self {
        let desk = Desk::new();
        let child = a_child(&desk);
        let entry = records(&desk, &child, "referral", &referral(json!({})));
        desk.look(|vault| syncs(vault, NOW, true, vec![], None));
        Self { desk, child, entry }
    }

    fn goes(&self, state: &str) {
        let body = referral(json!({ "state": state, "state_on": "2026-11-21" }));
        amends(&self.desk, &self.child, "referral", (&self.entry, &body)).unwrap();
    }

    fn state(&self) -> Value {
        in_timeline(&self.desk, &self.child, "referral")[0]["body"]["state"].clone()
    }

    fn set_aside(&self) -> Vec<Value> {
        let centre = self.desk.call("sync_centre", json!({}));
        assert_eq!(centre["status"]["quarantined"], centre["quarantined"].as_array().unwrap().len());
        centre["quarantined"].as_array().unwrap().clone()
    }

    fn replaced_by_the_last(&self) -> Vec<ChangeId> {
        let entry = serde_json::from_value(self.entry.clone()).unwrap();
        self.desk.look(|vault| vault.versions(entry).unwrap().pop().unwrap().header.replaces)
    }
}

fn again(item: &Value) -> Value {
    let of = |entry: &Value| json!({ "change": entry["change"], "follows": entry["follows"] });
    let changes: Vec<Value> = item["entries"].as_array().unwrap().iter().map(of).collect();
    json!({ "batch": item["batch"], "changes": changes })
}

#[test]
fn what_can_follow_is_signed_again_as_it_was_and_waits_for_nobody_any_more() {
    let here = Referred::new();
    here.goes("acknowledged");
    here.desk.look(|vault| sets_aside(vault, Refused::OtherAuthor));
    assert_eq!(here.state(), "signed", "it is not in force anywhere");
    let items = here.set_aside();
    let item = &items[0];
    assert_eq!((&item["reason"], &item["person"]["person"]), (&json!("other_author"), &here.child));
    let entry = &item["entries"][0];
    assert_eq!((&entry["at_fault"], &entry["may_correct"]), (&json!(true), &json!(true)), "{item:#}");
    here.desk.call("sign_again", again(item));
    assert_eq!(here.state(), "acknowledged");
    assert_eq!(here.set_aside(), Vec::<Value>::new());
    assert_eq!(json!(here.replaced_by_the_last()), json!([entry["change"]]));
    let twice = here.desk.try_call("sign_again", again(item)).unwrap_err();
    assert_eq!(twice.code, ErrorCode::NotFound, "it is signed again once");
    here.desk.look(|vault| {
        vault.rebuild().unwrap();
        assert!(vault.quarantined(9).unwrap().is_empty());
    });
}

#[test]
fn what_cannot_follow_is_opened_as_a_form_with_its_words() {
    let here = Referred::new();
    here.goes("acknowledged");
    here.goes("accepted");
    here.goes("first_appointment");
    here.desk.look(|vault| sets_aside(vault, Refused::IllegalStep));
    let last = &here.set_aside()[2];
    let entry = &last["entries"][0];
    assert_eq!((&entry["follows"], &entry["may_correct"]), (&Value::Null, &json!(true)), "no step leads there");
    let refused = json!({ "batch": last["batch"], "changes": [{ "change": entry["change"], "follows": [] }] });
    assert_eq!(here.desk.try_call("sign_again", refused).unwrap_err().code, ErrorCode::ChangedMeanwhile);
    let which = json!({ "batch": last["batch"], "change": entry["change"] });
    let opened = here.desk.call("correct_set_aside", which.clone());
    assert_eq!((&opened["form"]["body"]["state"], &opened["amends"]), (&json!("first_appointment"), &json!(true)));
    assert_eq!(opened["previous"]["body"]["state"], "signed", "what stands is beside it");
    assert_eq!(here.desk.call("correct_set_aside", which)["draft"], opened["draft"], "one draft of it");
    let mut form = opened["form"].clone();
    form["body"]["state"] = json!("accepted");
    here.desk.call("sign_entry", json!({ "draft": opened["draft"], "form": form, "confirmed": [] }));
    assert_eq!((here.state(), here.set_aside().len()), (json!("accepted"), 0), "and all that it was built on");
    assert_eq!(here.replaced_by_the_last().len(), 3);
}

#[test]
fn a_first_version_keeps_its_entry_so_that_what_names_it_still_does() {
    let here = Referred::new();
    let body = json!({ "domain": "home_and_safety", "concern": "none", "narrative": "Dry and wakeful." });
    let need = records(&here.desk, &here.child, "assessed_need", &body);
    here.desk.look(|vault| sets_aside(vault, Refused::RoleMayNot));
    let item = &here.set_aside()[0];
    let which = json!({ "batch": item["batch"], "change": item["entries"][0]["change"] });
    let opened = here.desk.call("correct_set_aside", which);
    assert_eq!((&opened["amends"], &opened["form"]["body"]), (&json!(false), &body));
    let signed =
        here.desk.call("sign_entry", json!({ "draft": opened["draft"], "form": opened["form"], "confirmed": [] }));
    assert_eq!(signed["entries"], json!([need]));
    assert_eq!(in_timeline(&here.desk, &here.child, "assessed_need")[0]["body"], body);
    assert!(opens(&here.desk, &here.child, "assessed_need", &need)["amends"].as_bool().unwrap());
}

#[test]
fn a_family_that_is_not_theirs_any_more_is_not_offered_to_be_set_aside_again() {
    let here = Referred::new();
    here.goes("acknowledged");
    here.desk.look(|vault| sets_aside(vault, Refused::SubjectNotHeld));
    let offered = |item: &Value| item["entries"][0]["follows"].is_array() && item["entries"][0]["may_correct"] == true;
    assert!(offered(&here.set_aside()[0]), "the family is here");
    here.desk.look(|vault| syncs(vault, NOW, false, everything(vault), None));
    assert!(!offered(&here.set_aside()[0]));
}

#[test]
fn signing_what_was_built_on_it_again_says_both() {
    let here = Referred::new();
    here.goes("acknowledged");
    here.goes("accepted");
    here.desk.look(|vault| sets_aside(vault, Refused::ParentSetAside));
    let items = here.set_aside();
    assert_eq!(items.len(), 2);
    here.desk.call("sign_again", again(&items[1]));
    assert_eq!((here.state(), here.set_aside().len()), (json!("accepted"), 0));
    assert_eq!(here.replaced_by_the_last().len(), 2);
}
