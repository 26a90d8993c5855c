//! What the fold does, in small cases that can be followed by hand.

use serde_json::{Value, json};

use super::arbitrary::{Told, folded};
use crate::FieldConflict;
use crate::entries::EntryKind;
use crate::fold::{Folded, State};
use crate::id::ChangeId;
use crate::staff::Role;

/// The changes of one entry, each with a name that its id is made from.
struct Story {
    kind: EntryKind,
    changes: Vec<Told>,
}

fn id(name: &str) -> ChangeId {
    ChangeId::of(name.as_bytes())
}

impl Story {
    fn of(kind: EntryKind) -> Self {
        Self { kind, changes: Vec::new() }
    }

    fn add(mut self, name: &str, parents: &[&str], in_error: bool, body: Option<Value>) -> Self {
        let body = body.map(|body| body.as_object().expect("a body is an object").clone());
        let parents = parents.iter().map(|parent| id(parent)).collect();
        self.changes.push(Told { id: id(name), parents, role: Role::HealthVisitor, in_error, body });
        self
    }

    /// The last change was written in this role.
    fn in_role(mut self, role: Role) -> Self {
        self.changes.last_mut().expect("a change").role = role;
        self
    }

    fn change(self, name: &str, parents: &[&str], body: Value) -> Self {
        self.add(name, parents, false, Some(body))
    }

    fn mark_in_error(self, name: &str, parents: &[&str], body: Value) -> Self {
        self.add(name, parents, true, Some(body))
    }

    fn disposed(self, name: &str, parents: &[&str]) -> Self {
        self.add(name, parents, false, None)
    }

    fn fold(&self) -> Folded {
        folded(self.kind, &self.changes)
    }

    fn settled(&self) -> Value {
        let state = self.fold().state;
        let State::Settled(body) = &state else { panic!("expected to be settled: {state:?}") };
        Value::Object(body.clone())
    }

    /// What is in force, and the fields in dispute with their values.
    fn disputed(&self) -> (Value, Vec<(String, Vec<Value>)>) {
        let state = self.fold().state;
        let State::Disputed { in_force, conflicts } = &state else { panic!("expected a dispute: {state:?}") };
        let values = |conflict: &FieldConflict| {
            let mut values: Vec<Value> = conflict.candidates.iter().map(|candidate| candidate.value.clone()).collect();
            values.sort_by_key(Value::to_string);
            (conflict.field.clone(), values)
        };
        (Value::Object(in_force.clone()), conflicts.iter().map(values).collect())
    }
}

fn phone(number: &str) -> Value {
    json!({"means": "phone", "value": number, "safe_to_text": "not_known"})
}

fn said(number: &str, safe_to_text: &str) -> Value {
    json!({"means": "phone", "value": number, "safe_to_text": safe_to_text})
}

/// Amina and Beth both had the number ending in 1, and each typed another one while they were offline.
fn the_mothers_phone_number() -> Story {
    Story::of(EntryKind::ContactPoint)
        .change("import", &[], phone("1"))
        .change("amina", &["import"], phone("2"))
        .change("beth", &["import"], phone("3"))
}

#[test]
fn two_new_phone_numbers_wait_for_a_decision_and_the_old_one_stays_in_force() {
    let (in_force, disputed) = the_mothers_phone_number().disputed();
    assert_eq!(in_force, phone("1"), "nobody agreed on another one");
    assert_eq!(disputed, [("value".to_owned(), vec![json!("2"), json!("3")])]);
}

#[test]
fn a_disputed_value_says_who_wrote_it() {
    let State::Disputed { conflicts, .. } = the_mothers_phone_number().fold().state else { panic!("a dispute") };
    for candidate in &conflicts[0].candidates {
        let author = if candidate.value == json!("2") { "amina" } else { "beth" };
        assert_eq!(candidate.written_by, [id(author)]);
    }
}

#[test]
fn whoever_settles_a_dispute_names_both_heads_and_what_they_sign_is_in_force() {
    let story = the_mothers_phone_number().change("settled", &["amina", "beth"], phone("3"));
    assert_eq!(story.settled(), phone("3"));
    assert_eq!(story.fold().heads, [id("settled")]);
}

#[test]
fn both_typing_the_same_number_is_no_dispute() {
    let story = Story::of(EntryKind::ContactPoint)
        .change("import", &[], phone("1"))
        .change("amina", &["import"], phone("2"))
        .change("beth", &["import"], phone("2"));
    assert_eq!(story.settled(), phone("2"));
    assert_eq!(story.fold().heads.len(), 2, "the next change still names both as parents");
}

#[test]
fn two_people_who_change_different_fields_both_get_their_way() {
    let story = Story::of(EntryKind::Identity)
        .change("import", &[], json!({"family": "Okafor", "given": "Ada"}))
        .change("amina", &["import"], json!({"family": "Okafor", "given": "Adaeze"}))
        .change("beth", &["import"], json!({"family": "Okafor-Smith", "given": "Ada"}));
    assert_eq!(story.settled(), json!({"family": "Okafor-Smith", "given": "Adaeze"}));
}

#[test]
fn a_field_that_one_person_emptied_and_another_changed_is_disputed() {
    let story = Story::of(EntryKind::Identity)
        .change("import", &[], json!({"family": "Okafor", "preferred": "Ada"}))
        .change("amina", &["import"], json!({"family": "Okafor"}))
        .change("beth", &["import"], json!({"family": "Okafor", "preferred": "Addy"}));
    let (in_force, disputed) = story.disputed();
    assert_eq!(in_force["preferred"], "Ada");
    assert_eq!(disputed, [("preferred".to_owned(), vec![json!("Addy"), Value::Null])]);
}

#[test]
fn what_was_never_agreed_is_not_in_force_and_leaves_no_null_behind() {
    let story = Story::of(EntryKind::Identity)
        .change("amina", &[], json!({"family": "Nguyen", "given": "An", "previous": ["Tran"]}))
        .change("beth", &[], json!({"family": "Nguyễn", "given": "An"}));
    let (in_force, disputed) = story.disputed();
    assert_eq!(in_force, json!({"given": "An", "previous": ["Tran"]}), "only what they say alike, or one alone says");
    assert_eq!(disputed, [("family".to_owned(), vec![json!("Nguyen"), json!("Nguyễn")])]);
}

#[test]
fn a_list_of_names_that_nobody_agreed_on_leaves_the_rest_readable() {
    let story = Story::of(EntryKind::Identity)
        .change("import", &[], json!({"family": "Okafor", "given": "Ada"}))
        .change("amina", &["import"], json!({"family": "Okafor", "given": "Ada", "previous": ["Eze"]}))
        .change("beth", &["import"], json!({"family": "Okafor", "given": "Ada", "previous": ["Obi"]}));
    let (in_force, _) = story.disputed();
    serde_json::from_value::<crate::entries::identity::Identity>(in_force).expect("a null for a list cannot be read");
}

#[test]
fn three_heads_are_settled_field_by_field_like_two() {
    let story = Story::of(EntryKind::Identity)
        .change("import", &[], json!({"family": "Okafor", "given": "Ada"}))
        .change("amina", &["import"], json!({"family": "Okafor", "given": "Adaeze"}))
        .change("beth", &["import"], json!({"family": "Smith", "given": "Ada"}))
        .change("cara", &["import"], json!({"family": "Smyth", "given": "Ada", "preferred": "Addy"}));
    let (in_force, disputed) = story.disputed();
    assert_eq!(in_force, json!({"family": "Okafor", "given": "Adaeze", "preferred": "Addy"}));
    assert_eq!(disputed, [("family".to_owned(), vec![json!("Smith"), json!("Smyth")])]);
}

#[test]
fn settling_two_of_three_heads_leaves_the_third_to_be_settled() {
    let story = the_mothers_phone_number().change("cara", &["import"], phone("4")).change(
        "settled",
        &["amina", "beth"],
        phone("3"),
    );
    let (in_force, disputed) = story.disputed();
    assert_eq!(in_force, phone("1"));
    assert_eq!(disputed, [("value".to_owned(), vec![json!("3"), json!("4")])], "what was settled does not come back");
}

/// Two people each settle the same dispute, neither having seen the other do it.
#[test]
fn a_dispute_settled_twice_alike_is_settled() {
    let story = the_mothers_phone_number().change("dina", &["amina", "beth"], phone("3")).change(
        "ella",
        &["beth", "amina"],
        phone("3"),
    );
    assert_eq!(story.settled(), phone("3"));
}

#[test]
fn a_dispute_settled_twice_differently_goes_back_to_what_was_last_agreed() {
    let story = the_mothers_phone_number().change("dina", &["amina", "beth"], phone("3")).change(
        "ella",
        &["amina", "beth"],
        phone("4"),
    );
    let (in_force, disputed) = story.disputed();
    assert_eq!(in_force, phone("1"), "amina and beth, whom both had seen, did not agree either");
    assert_eq!(disputed, [("value".to_owned(), vec![json!("3"), json!("4")])]);
}

/// Criss-cross: each of two people settled with an older view of the other's line.
#[test]
fn criss_cross_keeps_the_later_write_of_each_line() {
    let story = Story::of(EntryKind::Identity)
        .change("root", &[], json!({"family": "A", "given": "A"}))
        .change("left", &["root"], json!({"family": "B", "given": "A"}))
        .change("right", &["root"], json!({"family": "A", "given": "B"}))
        .change("left2", &["left", "right"], json!({"family": "B", "given": "B"}))
        .change("right2", &["left", "right"], json!({"family": "C", "given": "B"}));
    let (in_force, disputed) = story.disputed();
    assert_eq!(in_force["given"], "B", "both lines say so");
    assert_eq!(in_force["family"], "B", "left wrote it, both had seen it, and nobody else had written it by then");
    assert_eq!(disputed, [("family".to_owned(), vec![json!("B"), json!("C")])]);
}

#[test]
fn heads_that_say_the_same_are_one_head_however_they_came_about() {
    let story = the_mothers_phone_number().change("another import", &[], phone("2"));
    let (in_force, disputed) = story.disputed();
    assert_eq!(in_force, phone("1"), "amina's side and the import are one side, which had seen the old number");
    assert_eq!(disputed, [("value".to_owned(), vec![json!("2"), json!("3")])]);
}

#[test]
fn a_parent_that_is_not_held_is_as_good_as_none() {
    let story = Story::of(EntryKind::ContactPoint).change("amina", &["elsewhere"], phone("2"));
    assert_eq!(story.settled(), phone("2"));
}

#[test]
fn two_people_can_each_add_to_a_list_and_keeping_an_item_beats_removing_it() {
    let item = |id: &str, says: &str| json!({"id": id, "says": says});
    let story = Story::of(EntryKind::Identity)
        .change("root", &[], json!({"list": [item("a", "1"), item("b", "1"), item("c", "1")]}))
        .change("amina", &["root"], json!({"list": [item("b", "1"), item("d", "1")]}))
        .change("beth", &["root"], json!({"list": [item("a", "2"), item("b", "1"), item("c", "1"), item("e", "1")]}));
    assert_eq!(
        story.settled(),
        json!({"list": [item("a", "2"), item("b", "1"), item("d", "1"), item("e", "1")]}),
        "beth's new words on a are kept; c, which only amina touched, is gone; both additions are there"
    );
}

#[test]
fn what_somebody_chooses_is_put_where_the_dispute_is() {
    let item = |says: &str| json!({"id": "a", "says": says});
    let state = Story::of(EntryKind::Identity)
        .change("root", &[], json!({"list": [{"id": "0"}, item("1")], "family": "A", "hidden": true}))
        .change("amina", &["root"], json!({"list": [{"id": "0"}, item("2")], "family": "B", "hidden": 1}))
        .change("beth", &["root"], json!({"list": [{"id": "0"}, item("3")], "family": "C"}))
        .fold()
        .state;
    let State::Disputed { in_force, conflicts } = state else { panic!("a dispute") };
    let named: Vec<&str> = conflicts.iter().map(|conflict| conflict.field.as_str()).collect();
    assert_eq!(named, ["family", "hidden", "list/a"]);
    let settled = |choices: [Value; 3]| {
        let mut body = in_force.clone();
        conflicts.iter().zip(&choices).for_each(|(conflict, choice)| conflict.put_into(&mut body, choice));
        Value::Object(body)
    };
    assert_eq!(
        settled([json!("B"), Value::Null, item("3")]),
        json!({"family": "B", "list": [{"id": "0"}, item("3")]}),
        "an emptied field is left out: not every form can read a null"
    );
    assert_eq!(
        settled([json!("C"), json!(1), Value::Null]),
        json!({"family": "C", "hidden": 1, "list": [{"id": "0"}]})
    );
}

#[test]
fn a_list_that_was_emptied_is_an_empty_list_and_not_a_gap() {
    let story = Story::of(EntryKind::Identity)
        .change("root", &[], json!({"family": "A", "list": [{"id": "a"}]}))
        .change("amina", &["root"], json!({"family": "A", "list": []}))
        .change("beth", &["root"], json!({"family": "B", "list": [{"id": "a"}]}));
    assert_eq!(story.settled(), json!({"family": "B", "list": []}));
}

#[test]
fn a_list_that_somebody_wrote_without_ids_is_one_value_so_that_nothing_of_it_is_lost() {
    for other in [json!(["x"]), json!("x"), json!([{"id": "a"}, {"id": "a", "says": "again"}])] {
        let story = Story::of(EntryKind::Identity)
            .change("root", &[], json!({"list": [{"id": "a"}]}))
            .change("amina", &["root"], json!({"list": other.clone()}))
            .change("beth", &["root"], json!({"list": [{"id": "a", "says": "more"}]}));
        let (in_force, disputed) = story.disputed();
        assert_eq!(in_force, json!({"list": [{"id": "a"}]}));
        assert_eq!(disputed.len(), 1);
        assert!(disputed[0].1.contains(&other), "{other} can still be chosen");
    }
}

#[test]
fn a_field_of_a_later_version_may_have_any_name() {
    let story = Story::of(EntryKind::Identity)
        .change("root", &[], json!({"a/b": "1", "c": "1"}))
        .change("amina", &["root"], json!({"a/b": "2", "c": "1"}))
        .change("beth", &["root"], json!({"a/b": "1", "c": "2"}));
    assert_eq!(story.settled(), json!({"a/b": "2", "c": "2"}));
}

#[test]
fn disposed_content_neither_wrote_nor_emptied_anything() {
    let story = Story::of(EntryKind::Identity)
        .change("root", &[], json!({"family": "A", "given": "A"}))
        .disposed("gone", &["root"])
        .change("amina", &["gone"], json!({"family": "B", "given": "A"}))
        .change("beth", &["root"], json!({"family": "A", "given": "B"}))
        .disposed("also gone", &["root"]);
    assert_eq!(story.settled(), json!({"family": "B", "given": "B"}));
    let nothing_left = Story::of(EntryKind::Identity).disposed("gone", &[]);
    assert_eq!(nothing_left.fold().state, State::Disposed);
}

#[test]
fn clinical_records_never_merge() {
    for kind in EntryKind::ALL.iter().filter(|kind| kind.merge_rule() == crate::fold::MergeRule::Never) {
        let story = Story::of(*kind)
            .change("root", &[], json!({"weight": 1, "note": "a"}))
            .change("amina", &["root"], json!({"weight": 2, "note": "a"}))
            .change("beth", &["root"], json!({"weight": 1, "note": "b"}));
        let State::Concurrent(mut shown) = story.fold().state else { panic!("{kind:?} merged") };
        shown.sort();
        let mut both = [id("amina"), id("beth")];
        both.sort();
        assert_eq!(shown, both, "both are shown, neither is in force");
    }
}

#[test]
fn entered_in_error_beats_an_amendment_written_at_the_same_time() {
    for kind in [EntryKind::Measurement, EntryKind::ContactPoint] {
        let story = Story::of(kind)
            .change("root", &[], json!({"value": "1"}))
            .mark_in_error("amina", &["root"], json!({"value": "1"}))
            .change("beth", &["root"], json!({"value": "2"}));
        assert_eq!(story.fold().state, State::InError(json!({"value": "1"}).as_object().cloned().expect("an object")));
    }
}

#[test]
fn entered_in_error_does_not_reach_a_first_version_written_apart() {
    let story = Story::of(EntryKind::ContactPoint)
        .change("wrong child", &[], phone("1"))
        .mark_in_error("amina", &["wrong child"], phone("1"))
        .change("beth", &[], phone("2"));
    assert_eq!(story.settled(), phone("2"));
}

#[test]
fn a_registered_fact_can_be_registered_again_after_an_error_and_a_clinical_one_cannot() {
    let again = |kind| {
        Story::of(kind)
            .change("root", &[], json!({"value": "1"}))
            .mark_in_error("amina", &["root"], json!({"value": "1"}))
            .change("beth", &["amina"], json!({"value": "2"}))
    };
    assert_eq!(again(EntryKind::ContactPoint).settled(), json!({"value": "2"}));
    assert!(matches!(again(EntryKind::Measurement).fold().state, State::InError(_)), "a new entry takes its place");
}

// Shows CON-12.
#[test]
fn while_safety_is_disputed_the_most_restrictive_word_is_in_force() {
    let cases = [
        // What was agreed, what two people made of it, what is in force until they are reconciled.
        ("not_known", "yes", "no", "no"),
        ("yes", "not_known", "no", "no"),
        ("no", "yes", "not_known", "no"),
        ("not_known", "yes", "ask_the_mother", "ask_the_mother"),
    ];
    for (agreed, amina, beth, expected) in cases {
        let story = Story::of(EntryKind::ContactPoint)
            .change("root", &[], said("1", agreed))
            .change("amina", &["root"], said("1", amina))
            .change("beth", &["root"], said("1", beth));
        let (in_force, disputed) = story.disputed();
        assert_eq!(in_force["safe_to_text"], expected, "{agreed}, then {amina} and {beth}");
        assert_eq!(disputed[0].0, "safe_to_text");
        assert_eq!(disputed[0].1.len(), 2, "both can be chosen");
    }
    let apart = Story::of(EntryKind::ContactPoint).change("amina", &[], said("1", "yes")).change(
        "beth",
        &[],
        said("1", "not_known"),
    );
    assert_eq!(apart.disputed().0["safe_to_text"], "not_known", "nobody ever agreed that it is safe");
}

// Shows SAFE-02.
#[test]
fn who_leads_and_what_is_led_never_come_from_two_people() {
    let lead = |who: &str, profession: &str, basis: &str, agreed: &str| json!({ "who": who, "profession": profession, "agency": "Lindshire", "basis": basis, "agreed": agreed });
    let agreed = || {
        Story::of(EntryKind::LeadPractitioner).change("first", &[], lead("Ann", "social_worker", "section_17", "yes"))
    };
    let apart = agreed().change("amina", &["first"], lead("Ann", "social_worker", "section_47", "yes")).change(
        "beth",
        &["first"],
        lead("Helen", "health_visitor", "section_17", "yes"),
    );
    let (in_force, disputed) = apart.disputed();
    assert_eq!(in_force, lead("Ann", "social_worker", "section_17", "yes"), "what all agreed on, as a whole");
    let fields: Vec<&str> = disputed.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["basis", "profession", "who"], "and not a section 47 enquiry led by a health visitor");
    let settled = apart.change("amina again", &["amina", "beth"], lead("Ann", "social_worker", "section_47", "yes"));
    assert_eq!(settled.settled(), lead("Ann", "social_worker", "section_47", "yes"));
    let beside = agreed().change("amina", &["first"], lead("Helen", "health_visitor", "section_17", "yes")).change(
        "beth",
        &["first"],
        lead("Ann", "social_worker", "section_17", "no"),
    );
    assert_eq!(beside.settled(), lead("Helen", "health_visitor", "section_17", "no"), "what is no part of it merges");
}

#[test]
fn that_one_number_is_safe_to_text_says_nothing_of_another() {
    let story = Story::of(EntryKind::ContactPoint)
        .change("root", &[], said("1", "not_known"))
        .change("amina", &["root"], said("2", "not_known"))
        .change("beth", &["root"], said("1", "yes"));
    let (in_force, disputed) = story.disputed();
    assert_eq!(in_force, said("2", "not_known"), "beth spoke of the old number");
    assert_eq!(disputed, [("safe_to_text".to_owned(), vec![json!("not_known"), json!("yes")])]);
    let known = story.change("cara", &["amina"], said("2", "yes"));
    assert_eq!(known.settled(), said("2", "yes"), "cara had seen the new number");
    let stricter = Story::of(EntryKind::ContactPoint)
        .change("root", &[], said("1", "yes"))
        .change("amina", &["root"], said("2", "yes"))
        .change("beth", &["root"], said("1", "no"));
    assert_eq!(stricter.settled(), said("2", "no"), "a warning is never held back");
}

#[test]
fn a_new_address_does_not_lose_the_secrecy_of_the_old_one() {
    let story = Story::of(EntryKind::Address)
        .change("root", &[], json!({"lines": ["1 Elm Row"], "hidden": true}))
        .change("amina", &["root"], json!({"lines": ["1 Elm Row"]}))
        .change("beth", &["root"], json!({"lines": ["Refuge"], "hidden": true}));
    let (in_force, disputed) = story.disputed();
    assert_eq!(in_force, json!({"lines": ["Refuge"], "hidden": true}));
    assert_eq!(disputed, [("hidden".to_owned(), vec![Value::Null, json!(true)])]);
}

#[test]
fn an_entry_amended_ten_thousand_times_folds_like_any_other() {
    let mut story = Story::of(EntryKind::ContactPoint).change("0", &[], phone("0"));
    for number in 1..10_000_u32 {
        story = story.change(&number.to_string(), &[&(number - 1).to_string()], phone(&number.to_string()));
    }
    assert_eq!(story.settled(), phone("9999"));
    let story =
        story.change("beth", &["5000"], json!({"means": "phone", "value": "5000", "who_answers": "her mother"}));
    let State::Settled(body) = story.fold().state else { panic!("they wrote different fields") };
    assert_eq!((&body["value"], &body["who_answers"]), (&json!("9999"), &json!("her mother")));
}

fn status(state: &str, authority: &str) -> Value {
    json!({ "state": state, "from": "2026-10-12", "authority": authority, "source": "minutes" })
}

/// Amina raised it to a plan; Beth, who had not seen that, put the name of the council right.
fn raised_beside_a_correction() -> Story {
    Story::of(EntryKind::SafeguardingStatus)
        .change("root", &[], status("early_help", "Lindshire"))
        .change("amina", &["root"], status("child_protection_plan", "Lindshire"))
        .change("beth", &["root"], status("early_help", "Lindshire County Council"))
}

// Shows SAFE-01.
#[test]
fn a_plan_is_not_lowered_by_way_of_an_older_version() {
    let plan = status("child_protection_plan", "Lindshire County Council");
    assert_eq!(raised_beside_a_correction().settled(), plan);
    let lowered = status("early_help", "Lindshire County Council");
    for role in [Role::NurseryNurse, Role::HealthVisitor] {
        let weak = raised_beside_a_correction().change("weak", &["amina", "beth"], lowered.clone()).in_role(role);
        assert_eq!(weak.fold().set_aside, [id("weak")], "{role:?}: without evidence");
        assert_eq!(weak.settled(), plan);
    }
    let mut evidenced = lowered;
    evidenced["decided_by"] = json!("Ruth Adeyemi, conference chair");
    let decided = raised_beside_a_correction().change("decided", &["amina", "beth"], evidenced.clone());
    assert_eq!(decided.settled(), evidenced, "who is entitled, and says who decided, settles it");
}

#[test]
fn whoever_settles_a_real_dispute_may_choose_either_status_and_needs_evidence_for_the_weaker() {
    let disputed = || {
        Story::of(EntryKind::SafeguardingStatus)
            .change("root", &[], status("early_help", "Lindshire"))
            .change("amina", &["root"], status("child_protection_plan", "Lindshire"))
            .change("beth", &["root"], status("section_47", "Lindshire"))
    };
    let chosen =
        |body: Value, role| disputed().change("chosen", &["amina", "beth"], body).in_role(role).fold().set_aside;
    assert_eq!(chosen(status("child_protection_plan", "Lindshire"), Role::StaffNurse), []);
    assert_eq!(chosen(status("section_47", "Lindshire"), Role::HealthVisitor), [id("chosen")]);
    let mut evidenced = status("section_47", "Lindshire");
    evidenced["decided_by"] = json!("Ruth Adeyemi, conference chair");
    assert_eq!(chosen(evidenced.clone(), Role::HealthVisitor), [], "no single step leads from a plan to an enquiry");
    assert_eq!(chosen(evidenced, Role::StaffNurse), [id("chosen")]);
}

#[test]
fn a_status_begins_anew_after_a_mark_in_error_and_only_where_it_may_begin() {
    let story = Story::of(EntryKind::SafeguardingStatus)
        .change("wrong child", &[], status("child_protection_plan", "Lindshire"))
        .mark_in_error("amina", &["wrong child"], status("child_protection_plan", "Lindshire"))
        .change("true", &["amina"], status("section_47", "Lindshire"));
    assert_eq!(story.settled(), status("section_47", "Lindshire"));
}
