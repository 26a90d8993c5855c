//! Trying a kind's checks: its sample with something laid over it.

use serde_json::Value;

use super::{About, Body, Writer};
use crate::id::StaffId;
use crate::invalid::{Ask, Findings, Rule};
use crate::staff::Role;

/// Who may take most steps.
pub(super) const HEALTH_VISITOR: Writer =
    Writer { staff: StaffId::from_bytes([0x0a; 16]), role: Role::HealthVisitor, began: true };

/// The sample of a kind with other fields; null takes a field out.
pub(crate) fn laid_over<B: Body>(changed: &Value) -> B {
    let mut body: Value = serde_json::from_str(B::SAMPLE).unwrap();
    for (name, value) in changed.as_object().unwrap() {
        let fields = body.as_object_mut().unwrap();
        if value.is_null() {
            fields.remove(name);
        } else {
            fields.insert(name.clone(), value.clone());
        }
    }
    serde_json::from_value(body).unwrap()
}

fn found<B: Body>(changed: &Value) -> Findings {
    laid_over::<B>(changed).check(&About::nobody("2026-11-03T10:00:00Z".parse().unwrap()))
}

/// Each of these alone stops the signing of a sample that could be signed.
pub(super) fn each_is_refused<B: Body>(changes: &[(Value, &str, Rule)]) {
    each_is_fine::<B>(&[serde_json::json!({})]);
    for (changed, field, rule) in changes {
        let problems = found::<B>(changed).problems;
        let problems: Vec<_> = problems.iter().map(|problem| (problem.field.as_str(), problem.rule)).collect();
        assert_eq!(problems, [(*field, *rule)], "{changed}");
    }
}

/// With each of these it may be signed.
pub(super) fn each_is_fine<B: Body>(changes: &[Value]) {
    for changed in changes {
        assert_eq!(found::<B>(changed).problems, [], "{changed}");
    }
}

/// What is asked about it.
pub(super) fn asked<B: Body>(changed: &Value) -> Vec<(String, Ask)> {
    found::<B>(changed).questions.into_iter().map(|question| (question.field, question.ask)).collect()
}
