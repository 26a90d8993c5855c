use serde_json::{Value, json};

use super::*;
use crate::entries::trying::laid_over;
use crate::policy::Policy;

const FILE: &str = "invitations/words.toml";

fn rules() -> InvitationWords {
    Policy::shipped().unwrap().invitations
}

/// With a number to ring.
fn rules_with_number() -> InvitationWords {
    let text = include_str!("../../../../assets/invitations/words.toml");
    let own = text.replace("# telephone = ", "telephone = ");
    Policy::shipped().unwrap().with_override(FILE, own).unwrap().invitations
}

fn booked(more: Value) -> Appointment {
    let mut body = json!({
        "purpose": "Emotional health of Ngozi", "on": "2026-12-03", "at": "09:30", "state": "booked",
        "invitation": "not_yet", "place": "Romney centre", "room": "Baby clinic",
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    laid_over(&body)
}

fn point(more: Value) -> ContactPoint {
    let mut body = json!({ "value": "+447700900123", "safe_to_text": "yes", "safe_to_voicemail": "not_known" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    laid_over(&body)
}

fn number(point: &ContactPoint) -> Number<'_> {
    Number { point, in_dispute: false, restricted: false, home_is_hidden_from_them: false }
}

const AT_HOME: Home = Home { in_dispute: false, hidden: false };

fn inviting<'a>(appointment: &'a Appointment, numbers: &'a [Number<'a>]) -> Inviting<'a> {
    Inviting {
        appointment,
        in_dispute: false,
        now: "2026-11-21T09:00:00".parse().unwrap(),
        death: false,
        pregnancies: &[],
        numbers,
        homes: &[],
        a_home_is_hidden: false,
        safe_contact_warning: false,
        private: &[],
    }
}

fn said(inviting: &Inviting<'_>, rules: &InvitationWords) -> Vec<(Occasion, String)> {
    invite(inviting, rules).words.unwrap().into_iter().map(|words| (words.occasion, words.text)).collect()
}

fn refused(inviting: &Inviting<'_>) -> Option<MayNotInvite> {
    invite(inviting, &rules()).words.err()
}

// Shows APP-01.
#[test]
fn the_words_say_when_and_where_and_nothing_else() {
    let (appointment, safe) = (booked(json!({})), point(json!({})));
    let numbers = [number(&safe)];
    let inviting = inviting(&appointment, &numbers);
    let words = "You have an appointment on Thursday 3 December at 9:30am at Romney centre.";
    assert_eq!(said(&inviting, &rules()), [(Occasion::Invitation, words.to_owned())]);
    let ring = format!("{words} To change it, please ring 01632 960100.");
    assert_eq!(said(&inviting, &rules_with_number()), [(Occasion::Invitation, ring)]);
}

#[test]
fn what_the_words_are_for_follows_from_what_they_know_already() {
    use Occasion::{Cancelled, Invitation, Moved, Reminder};
    let safe = point(json!({}));
    let numbers = [number(&safe)];
    for (state, told, occasions) in [
        ("booked", "not_yet", Ok(vec![Invitation])),
        ("booked", "by_text", Ok(vec![Reminder])),
        ("booked", "in_person", Ok(vec![Reminder])),
        ("moved", "not_yet", Ok(vec![Invitation])),
        ("moved", "by_letter", Ok(vec![Moved, Reminder])),
        ("cancelled", "by_text", Ok(vec![Cancelled])),
        ("cancelled", "not_yet", Err(MayNotInvite::NobodyWasTold)),
        ("attended", "by_text", Err(MayNotInvite::Over)),
        ("did_not_attend", "by_text", Err(MayNotInvite::Over)),
        ("was_not_brought", "not_yet", Err(MayNotInvite::Over)),
        ("booked", "not_safe", Err(MayNotInvite::SaidNotSafe)),
        ("cancelled", "not_safe", Err(MayNotInvite::SaidNotSafe)),
    ] {
        let appointment = booked(json!({ "state": state, "invitation": told }));
        let answer = invite(&inviting(&appointment, &numbers), &rules()).words;
        let found = answer.map(|words| words.into_iter().map(|one| one.occasion).collect::<Vec<_>>());
        assert_eq!(found, occasions, "{state}, {told}");
    }
}

// Shows APP-01, CON-12.
#[test]
fn a_way_is_used_only_where_somebody_said_that_it_is_safe() {
    let appointment = booked(json!({}));
    let with = |value: Value, text: Option<Struck>, voicemail: Option<Struck>| {
        let point = point(value.clone());
        let routes = invite(&inviting(&appointment, &[number(&point)]), &rules()).routes;
        let found: Vec<_> = routes.iter().map(|route| (route.way, route.struck)).collect();
        assert_eq!(found, [(Way::Text, text), (Way::Voicemail, voicemail)], "{value}");
    };
    with(json!({}), None, Some(Struck::NotAsked));
    with(json!({ "safe_to_text": "not_known" }), Some(Struck::NotAsked), Some(Struck::NotAsked));
    with(json!({ "safe_to_text": "no", "safe_to_voicemail": "yes" }), Some(Struck::SaidNo), None);
    with(json!({ "value": "+441632960123" }), Some(Struck::NotAMobile), Some(Struck::NotAsked));
    let email = point(json!({ "means": "email", "value": "n@example.org", "safe_to_voicemail": "yes" }));
    let routes = invite(&inviting(&appointment, &[number(&email)]), &rules()).routes;
    assert_eq!(routes, [Route { to: 0, way: Way::Text, struck: Some(Struck::Email) }], "nobody is asked about e-mail");
}

// Shows APP-01, CON-12.
#[test]
fn a_number_that_somebody_asked_about_is_struck_for_what_became_known_since() {
    let (appointment, safe) = (booked(json!({})), point(json!({ "safe_to_voicemail": "yes" })));
    for (known, struck) in [
        (Number { restricted: true, ..number(&safe) }, Struck::Restricted),
        (Number { home_is_hidden_from_them: true, ..number(&safe) }, Struck::HomeIsHidden),
        (Number { in_dispute: true, ..number(&safe) }, Struck::InDispute),
    ] {
        let answer = invite(&inviting(&appointment, &[known]), &rules());
        assert!(answer.routes.iter().all(|route| route.struck == Some(struck)), "{struck:?}");
        assert_eq!(answer.words, Err(MayNotInvite::NothingKnownSafe), "{struck:?}");
    }
}

// Shows APP-01.
#[test]
fn nothing_is_sent_where_it_would_hurt_or_lead_astray() {
    let (appointment, safe) = (booked(json!({})), point(json!({})));
    let numbers = [number(&safe)];
    let usual = || inviting(&appointment, &numbers);
    assert_eq!(refused(&usual()), None);
    assert_eq!(refused(&Inviting { death: true, ..usual() }), Some(MayNotInvite::DeathInTheFamily));
    assert_eq!(refused(&Inviting { in_dispute: true, ..usual() }), Some(MayNotInvite::InDispute));
    assert_eq!(refused(&Inviting { numbers: &[], ..usual() }), Some(MayNotInvite::NothingKnownSafe));
    for (now, why) in [
        ("2026-12-03T09:29:59", None),
        ("2026-12-03T09:30:00", Some(MayNotInvite::InThePast)),
        ("2026-12-04T00:00:00", Some(MayNotInvite::InThePast)),
    ] {
        assert_eq!(refused(&Inviting { now: now.parse().unwrap(), ..usual() }), why, "{now}");
    }
    let over = booked(json!({ "state": "attended" }));
    let died = Inviting { death: true, in_dispute: true, ..inviting(&over, &numbers) };
    assert_eq!(refused(&died), Some(MayNotInvite::DeathInTheFamily), "the first thing to know");
    assert!(invite(&died, &rules()).routes.is_empty(), "no number is offered");
}

#[test]
fn after_a_loss_nothing_is_sent_until_a_year_after_the_day_on_which_the_baby_was_expected() {
    let (appointment, safe) = (booked(json!({})), point(json!({})));
    let numbers = [number(&safe)];
    for (outcome, expected_on, why) in [
        ("loss", "2027-05-01", Some(MayNotInvite::BabyLost)),
        ("stillbirth", "2025-11-21", Some(MayNotInvite::BabyLost)),
        ("stillbirth", "2025-11-20", None),
        ("expected", "2027-05-01", None),
        ("live_birth", "2026-11-01", None),
    ] {
        let pregnancy: Pregnancy = laid_over(&json!({ "outcome": outcome, "expected_on": expected_on }));
        let inviting = Inviting { pregnancies: &[pregnancy], ..inviting(&appointment, &numbers) };
        assert_eq!(refused(&inviting), why, "{outcome} {expected_on}");
    }
}

// Shows APP-01, CON-12.
#[test]
fn a_letter_goes_only_where_nothing_speaks_against_it() {
    let (appointment, not_asked) = (booked(json!({})), point(json!({ "safe_to_text": "not_known" })));
    let never = point(json!({ "safe_to_voicemail": "no" }));
    let (numbers, unsafe_numbers) = ([number(&not_asked)], [number(&never)]);
    let usual = || Inviting { homes: &[AT_HOME], ..inviting(&appointment, &numbers) };
    let letter = |inviting: &Inviting<'_>, rules: &InvitationWords| {
        let routes = invite(inviting, rules).routes;
        routes.iter().find(|route| route.way == Way::Letter).unwrap().struck
    };
    let no_letters = InvitationWords { letters: false, ..rules() };
    assert_eq!(letter(&usual(), &rules()), None);
    assert_eq!(letter(&usual(), &no_letters), Some(Struck::NoLetters));
    let hidden = [Home { hidden: true, ..AT_HOME }];
    let in_dispute = [Home { in_dispute: true, ..AT_HOME }];
    for (inviting, struck) in [
        (Inviting { homes: &hidden, ..usual() }, Struck::HomeIsHidden),
        (Inviting { a_home_is_hidden: true, ..usual() }, Struck::HomeIsHidden),
        (Inviting { safe_contact_warning: true, ..usual() }, Struck::SafeContactWarning),
        (Inviting { numbers: &unsafe_numbers, ..usual() }, Struck::UnsafeNumber),
        (Inviting { homes: &in_dispute, ..usual() }, Struck::InDispute),
    ] {
        assert_eq!(letter(&inviting, &rules()), Some(struck));
    }
}

// Shows APP-01, CON-12.
#[test]
fn a_place_that_tells_is_left_out() {
    let safe = point(json!({}));
    let numbers = [number(&safe)];
    let private = ["Okafor".to_owned(), "14 Mill Lane".to_owned(), "XA1 2BC".to_owned(), "Jo".to_owned()];
    for (place, is_said) in [
        ("Romney centre", true),
        ("Jollyboat Hall", true), // "Jo" is too short to be looked for
        ("Home", false),
        ("At home", false),
        ("Perinatal team, Ward 2", false),
        ("Women’s Aid office", false),
        ("The Okafors’ flat", false),
        ("14, Mill Lane", false),
        ("near xa12bc", false),
        ("{time}", true), // somebody's own words are never filled in
    ] {
        let appointment = booked(json!({ "place": place }));
        let inviting = Inviting { private: &private, ..inviting(&appointment, &numbers) };
        let text = &said(&inviting, &rules())[0].1;
        assert_eq!(text.contains(place), is_said, "{text}");
        assert!(text.ends_with('.') && !text.contains("Baby clinic") && !text.contains("Ngozi"), "{text}");
    }
    let appointment = booked(json!({}));
    let hidden = Inviting { a_home_is_hidden: true, ..inviting(&appointment, &numbers) };
    assert!(!said(&hidden, &rules())[0].1.contains("Romney"), "a place says where the family is near");
}

#[test]
fn the_time_is_said_as_people_say_it() {
    let safe = point(json!({}));
    let numbers = [number(&safe)];
    for (at, said_as) in [("00:05", "12:05am"), ("09:30", "9:30am"), ("12:00", "12:00pm"), ("16:45", "4:45pm")] {
        let appointment = booked(json!({ "at": at }));
        assert!(said(&inviting(&appointment, &numbers), &rules())[0].1.contains(&format!(" at {said_as} ")), "{at}");
    }
}
