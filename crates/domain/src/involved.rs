//! Who works with a family, and what should be asked about it: a gap, two of the same, nobody heard of for long (INV-01).

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use crate::entries::involved_service::{InvolvedService, InvolvedServiceKind};

/// Something to ask about the services around a family. Neutral: there may be a good reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum ServicePrompt {
    /// No GP is recorded.
    NoGp,
    /// Two or more of a sort of which a family has one.
    MoreThanOne {
        /// Of which sort.
        service: InvolvedServiceKind,
        /// How many.
        count: usize,
    },
    /// Several services, and nobody is named for any of them.
    NoKeyWorker,
    /// One that was not heard of for long, or of which nobody ever wrote that it was heard.
    NotHeard {
        /// Its place among those that were given.
        place: usize,
        /// The days; none where it was never recorded.
        days: Option<u32>,
    },
}

/// Whether a service still works with the family on a day.
#[must_use]
pub fn is_current(service: &InvolvedService, on: NaiveDate) -> bool {
    service.to.is_none_or(|to| to.latest() >= on)
}

/// What to ask on a day, of services where `not_heard` days are long. A registration may name the GP instead.
#[must_use]
pub fn prompts(
    services: &[InvolvedService],
    registered_gp: Option<&str>,
    on: NaiveDate,
    not_heard: u32,
) -> Vec<ServicePrompt> {
    let current = |service: &&InvolvedService| is_current(service, on);
    let of = |kind| services.iter().filter(current).filter(move |service| service.service == kind).count();
    let mut found = Vec::new();
    if of(InvolvedServiceKind::GpPractice) == 0 && registered_gp.is_none_or(|gp| gp.trim().is_empty()) {
        found.push(ServicePrompt::NoGp);
    }
    for service in ONE_OF_EACH {
        let count = of(service);
        if count > 1 {
            found.push(ServicePrompt::MoreThanOne { service, count });
        }
    }
    let working: Vec<&InvolvedService> = services.iter().filter(current).collect();
    if working.len() > 1 && working.iter().all(|service| service.key_worker.trim().is_empty()) {
        found.push(ServicePrompt::NoKeyWorker);
    }
    for (place, service) in services.iter().enumerate().filter(|(_, service)| is_current(service, on)) {
        let began = service.from.map(|from| from.latest());
        let days = service.heard_on.map(|heard| u32::try_from((on - heard).num_days()).unwrap_or(0));
        let since = days.or_else(|| began.map(|began| u32::try_from((on - began).num_days()).unwrap_or(0)));
        if service.service != InvolvedServiceKind::GpPractice && since.is_some_and(|days| days > not_heard) {
            found.push(ServicePrompt::NotHeard { place, days });
        }
    }
    found
}

/// Sorts of which a family usually has one at a time.
const ONE_OF_EACH: [InvolvedServiceKind; 6] = [
    InvolvedServiceKind::GpPractice,
    InvolvedServiceKind::Midwifery,
    InvolvedServiceKind::SocialCare,
    InvolvedServiceKind::Nursery,
    InvolvedServiceKind::School,
    InvolvedServiceKind::ChildrensCentre,
];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn service(kind: &str, more: Value) -> InvolvedService {
        let mut body = json!({
            "service": kind, "service_name": "Somewhere", "purpose": "Help", "key_worker": "Tom Price",
            "heard_on": "2026-11-01",
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(body).unwrap()
    }

    // Shows INV-01.
    #[test]
    fn gaps_doubles_and_silence_are_asked_about_and_nothing_else() {
        let gp = || service("gp_practice", json!({}));
        let worker = || service("social_care", json!({}));
        let left = || service("social_care", json!({ "to": "2026-06-01" }));
        let silent = || service("nursery", json!({ "heard_on": "2026-01-01" }));
        let nobody = || service("voluntary", json!({ "key_worker": "" }));
        let two = ServicePrompt::MoreThanOne { service: InvolvedServiceKind::SocialCare, count: 2 };
        for (services, asked) in [
            (vec![], vec![ServicePrompt::NoGp]),
            (vec![gp()], vec![]),
            (vec![gp(), worker(), worker()], vec![two]),
            (vec![gp(), worker(), left()], vec![]),
            (vec![gp(), silent()], vec![ServicePrompt::NotHeard { place: 1, days: Some(305) }]),
            (vec![gp(), nobody(), nobody()], vec![]),
            (vec![nobody(), nobody()], vec![ServicePrompt::NoGp, ServicePrompt::NoKeyWorker]),
        ] {
            let found = prompts(&services, None, "2026-11-02".parse().unwrap(), 180);
            assert_eq!(found, asked);
        }
        assert_eq!(prompts(&[], Some("Harbour Surgery"), "2026-11-02".parse().unwrap(), 180), []);
    }
}
