//! What holds of every ancestry, ten thousand of them each.

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::arbitrary::{FIELDS, Matrix, Told, With, ancestry, folded, value, value_in};
use crate::FieldConflict;
use crate::entries::EntryKind;
use crate::fold::{Folded, State};
use crate::id::ChangeId;
use crate::staff::Role;

const REGISTERED: EntryKind = EntryKind::ContactPoint;
const CLINICAL: EntryKind = EntryKind::Measurement;
/// A field that nothing protects.
const PLAIN: [&str; 4] = ["note", "value", "people/a", "people/b"];

/// What is in force, and what is in dispute.
fn in_force(folded: &Folded) -> (Map<String, Value>, &[FieldConflict]) {
    match &folded.state {
        State::Settled(body) => (body.clone(), &[]),
        State::Disputed { in_force, conflicts } => (in_force.clone(), conflicts),
        other @ (State::Concurrent(_) | State::InError(_) | State::Disposed) => {
            panic!("nothing is in force: {other:?}")
        }
    }
}

fn conflict<'a>(conflicts: &'a [FieldConflict], field: &str) -> Option<&'a FieldConflict> {
    conflicts.iter().find(|conflict| conflict.field == field)
}

/// A state without the names of those who wrote it.
fn anonymous(state: State) -> State {
    match state {
        State::Disputed { in_force, mut conflicts } => {
            for conflict in &mut conflicts {
                conflict.candidates.iter_mut().for_each(|candidate| candidate.written_by.clear());
                conflict.candidates.sort_by_key(|candidate| candidate.value.to_string());
            }
            State::Disputed { in_force, conflicts }
        }
        State::Concurrent(heads) => State::Concurrent(heads.iter().map(|_| ChangeId::of(b"a head")).collect()),
        settled @ (State::Settled(_) | State::InError(_) | State::Disposed) => settled,
    }
}

fn next(changes: &[Told], name: &[u8], parents: Vec<ChangeId>, body: Map<String, Value>) -> Told {
    let id = ChangeId::of(&[name, &[u8::try_from(changes.len()).expect("few changes")]].concat());
    Told { id, parents, role: Role::HealthVisitor, in_error: false, body: Some(body) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fold_is_the_same_for_every_order_repetition_and_split_of_delivery(
        changes in ancestry(With::MarksAndDisposal),
        order in proptest::collection::vec(any::<(u8, u8)>(), 12),
        split in any::<u16>(),
    ) {
        for kind in [REGISTERED, CLINICAL] {
            let expected = folded(kind, &changes);
            let mut shuffled: Vec<(u8, Told)> = Vec::new();
            for (told, (first, again)) in changes.iter().zip(&order) {
                shuffled.push((*first, told.clone()));
                if again % 4 == 0 {
                    shuffled.push((again / 4, told.clone()));
                }
            }
            shuffled.sort_by_key(|(place, _)| *place);
            let delivered: Vec<Told> = shuffled.into_iter().map(|(_, told)| told).collect();
            prop_assert_eq!(&folded(kind, &delivered), &expected, "in another order, some of it twice");
            // One laptop got these first and the others later; some came with both deliveries.
            let (mut now, later): (Vec<Told>, Vec<Told>) =
                delivered.into_iter().enumerate().map(|(at, told)| (split >> (at % 16) & 1 == 1, told)).fold(
                    (Vec::new(), Vec::new()),
                    |(mut now, mut later), (first, told)| {
                        if first { now.push(told) } else { later.push(told) }
                        (now, later)
                    },
                );
            now.extend(later.into_iter().rev());
            prop_assert_eq!(&folded(kind, &now), &expected, "in two deliveries");
        }
    }

    #[test]
    fn merging_loses_no_value_that_anybody_typed(changes in ancestry(With::WordsAlone)) {
        let folded = folded(REGISTERED, &changes);
        let (body, conflicts) = in_force(&folded);
        let matrix = Matrix::of(&changes);
        for field in FIELDS {
            let writes: Vec<usize> = matrix.places().filter(|place| matrix.wrote(*place, field)).collect();
            for write in &writes {
                let Some(typed) = value(&changes[*write], field) else { continue };
                let is_candidate = |conflict: &FieldConflict| conflict.candidates.iter().any(|c| c.value == *typed);
                let kept = value_in(&body, field) == Some(typed)
                    || conflict(conflicts, field).is_some_and(is_candidate)
                    || writes.iter().any(|later| matrix.descends(*later, *write));
                prop_assert!(kept, "{field} = {typed}, which change {write} wrote, is nowhere");
            }
        }
    }

    #[test]
    fn a_field_is_in_dispute_exactly_when_more_than_one_value_is_left(changes in ancestry(With::WordsAlone)) {
        let folded = folded(REGISTERED, &changes);
        let (body, conflicts) = in_force(&folded);
        let matrix = Matrix::of(&changes);
        for field in PLAIN {
            let mut left: Vec<Option<&Value>> = Vec::new();
            for write in matrix.last_writes(field) {
                let value = value(&changes[write], field);
                if !left.contains(&value) {
                    left.push(value);
                }
            }
            if field.contains('/') && left.len() > 1 {
                left.retain(Option::is_some);
            }
            match (left.as_slice(), conflict(conflicts, field)) {
                ([] , None) => prop_assert_eq!(value_in(&body, field), None),
                ([only], None) => prop_assert_eq!(value_in(&body, field), *only),
                (several, Some(conflict)) => {
                    prop_assert!(several.len() > 1 && several.len() == conflict.candidates.len());
                    for value in several {
                        let value = value.cloned().unwrap_or(Value::Null);
                        prop_assert!(conflict.candidates.iter().any(|candidate| candidate.value == value));
                    }
                }
                (several, None) => prop_assert!(false, "{field} has {several:?} and is not in dispute"),
            }
        }
    }

    #[test]
    fn what_is_in_force_of_a_disputed_field_is_what_all_heads_had_agreed_on_or_nothing(
        changes in ancestry(With::WordsAlone),
    ) {
        let folded = folded(REGISTERED, &changes);
        let (_, conflicts) = in_force(&folded);
        let matrix = Matrix::of(&changes);
        // Heads that say the same are one, so the test is of what they all descend from when none do.
        let heads = matrix.heads();
        let distinct = heads.iter().all(|one| heads.iter().all(|two| one == two || changes[*one].body != changes[*two].body));
        prop_assume!(distinct);
        let shared = matrix.shared(&heads);
        let last_shared = matrix.latest(&shared);
        for conflict in conflicts.iter().filter(|conflict| PLAIN.contains(&conflict.field.as_str())) {
            let said = |place: &usize| value(&changes[*place], &conflict.field).cloned().unwrap_or(Value::Null);
            let ever_said = conflict.in_force.is_null() || shared.iter().any(|place| said(place) == conflict.in_force);
            prop_assert!(ever_said, "{} is in force, which nobody had agreed on", conflict.in_force);
            if let Some((first, others)) = last_shared.split_first()
                && others.iter().all(|other| said(other) == said(first))
            {
                prop_assert_eq!(&conflict.in_force, &said(first), "this they had all seen last");
            }
        }
    }

    #[test]
    fn while_safety_is_in_dispute_nothing_less_safe_than_what_anybody_said_is_in_force(
        changes in ancestry(With::WordsAlone),
    ) {
        let rank = |value: &Value| ["yes", "not_known", "no"].iter().position(|word| value == word).unwrap_or(1);
        let folded = folded(REGISTERED, &changes);
        let (body, conflicts) = in_force(&folded);
        if let Some(conflict) = conflict(conflicts, "safe_to_text") {
            for candidate in &conflict.candidates {
                prop_assert!(rank(&conflict.in_force) >= rank(&candidate.value));
            }
        }
        // And the number that is in force is never safer than what its author said of it, unless somebody who had seen it did.
        let matrix = Matrix::of(&changes);
        let now = rank(body.get("safe_to_text").unwrap_or(&Value::Null));
        for author in matrix.last_writes("value") {
            let said = value(&changes[author], "safe_to_text").map_or(1, rank);
            let knew = matrix.places().any(|later| matrix.descends(later, author) && matrix.wrote(later, "safe_to_text"));
            prop_assert!(now >= said || knew, "in force {now}, said of the new number {said}");
        }
    }

    #[test]
    fn a_change_that_names_all_heads_settles_everything(
        changes in ancestry(With::MarksAndDisposal),
        words in ancestry(With::WordsAlone),
    ) {
        let decision = words[0].body.clone().expect("words alone");
        let heads = folded(REGISTERED, &changes).heads;
        let mut settled = changes.clone();
        settled.push(next(&changes, b"decision", heads, decision.clone()));
        prop_assert_eq!(folded(REGISTERED, &settled).state, State::Settled(decision.clone()));
        if changes.iter().all(|told| !told.in_error) {
            prop_assert_eq!(folded(CLINICAL, &settled).state, State::Settled(decision));
        }
    }

    #[test]
    fn keeping_an_item_of_a_list_beats_removing_it(changes in ancestry(With::WordsAlone)) {
        let folded = folded(REGISTERED, &changes);
        let (body, conflicts) = in_force(&folded);
        let matrix = Matrix::of(&changes);
        for field in ["people/a", "people/b"] {
            let left = matrix.last_writes(field);
            let kept = left.iter().find_map(|write| value(&changes[*write], field));
            let Some(kept) = kept else { continue };
            match conflict(conflicts, field) {
                None => prop_assert_eq!(value_in(&body, field), Some(kept)),
                Some(conflict) => prop_assert!(conflict.candidates.iter().all(|candidate| !candidate.value.is_null())),
            }
        }
    }

    #[test]
    fn heads_with_equal_bodies_are_one_head(changes in ancestry(With::WordsAlone), which in any::<u8>()) {
        let matrix = Matrix::of(&changes);
        let heads = matrix.heads();
        let head = &changes[heads[usize::from(which) % heads.len()]];
        let mut twice = changes.clone();
        twice.push(next(&changes, b"twin", head.parents.clone(), head.body.clone().expect("words alone")));
        for kind in [REGISTERED, CLINICAL] {
            prop_assert_eq!(anonymous(folded(kind, &twice).state), anonymous(folded(kind, &changes).state));
        }
        let same = head.body.as_ref();
        if heads.iter().all(|other| changes[*other].body.as_ref() == same) {
            prop_assert_eq!(Some(folded(REGISTERED, &changes).state), same.cloned().map(State::Settled));
        }
    }

    #[test]
    fn entered_in_error_beats_what_was_written_beside_it_but_not_what_was_written_apart(
        changes in ancestry(With::WordsAlone),
        reaches in any::<u16>(),
    ) {
        let wrong: Vec<ChangeId> =
            changes.iter().enumerate().filter(|(at, _)| reaches >> at & 1 == 1).map(|(_, told)| told.id).collect();
        prop_assume!(!wrong.is_empty());
        let mut marked = changes.clone();
        marked.push(Told { in_error: true, ..next(&changes, b"mark", wrong, Map::new()) });
        let matrix = Matrix::of(&marked);
        let mark = changes.len();
        let apart: Vec<usize> = matrix
            .heads()
            .into_iter()
            .filter(|head| *head != mark && !matrix.share_an_ancestor(*head, mark))
            .collect();
        let stands = |place: &usize| apart.iter().any(|head| head == place || matrix.descends(*head, *place));
        let standing: Vec<Told> = matrix.places().filter(stands).map(|place| marked[place].clone()).collect();
        for kind in [REGISTERED, CLINICAL] {
            let state = folded(kind, &marked).state;
            if standing.is_empty() {
                prop_assert_eq!(state, State::InError(Map::new()));
            } else {
                prop_assert_eq!(state, folded(kind, &standing).state);
            }
        }
    }

    #[test]
    fn clinical_records_never_merge(changes in ancestry(With::Marks)) {
        let words = |id: &ChangeId| changes.iter().find(|told| told.id == *id).and_then(|told| told.body.clone());
        let folded = folded(CLINICAL, &changes);
        match &folded.state {
            State::Settled(body) => prop_assert!(folded.heads.iter().any(|head| words(head).as_ref() == Some(body))),
            State::Concurrent(shown) => {
                prop_assert!(shown.len() > 1 && shown.iter().all(|head| folded.heads.contains(head)));
            }
            State::InError(_) => prop_assert!(changes.iter().any(|told| told.in_error)),
            State::Disputed { .. } | State::Disposed => prop_assert!(false, "{:?}", folded.state),
        }
    }
}
