//! What may be sent about an appointment, by which number or letter, and why the others may not be used (APP-01, CON-12).
//!
//! Whoever reads along learns a day and a time. Nobody asked whether a way is safe: then it is not.

use chrono::{Days, NaiveDate, NaiveDateTime, Timelike as _};
use serde::Serialize;
use ts_rs::TS;

use crate::entries::appointment::{Appointment, AppointmentState, Invitation};
use crate::entries::contact_point::{ContactMeans, ContactPoint, Safe};
use crate::entries::pregnancy::{Pregnancy, PregnancyOutcome};
use crate::phone::Phone;
use crate::policy::InvitationWords;

/// What words are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// They hear of it for the first time.
    Invitation,
    /// They know of it.
    Reminder,
    /// They know of another time.
    Moved,
    /// It will not take place.
    Cancelled,
}

/// Why nothing may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MayNotInvite {
    /// Somebody in the family has died.
    DeathInTheFamily,
    /// A baby was stillborn or lost.
    BabyLost,
    /// Two colleagues wrote different things about it, and nobody has decided.
    InDispute,
    /// Somebody recorded that nothing may be sent.
    SaidNotSafe,
    /// It took place, or nobody came.
    Over,
    /// Its time is past.
    InThePast,
    /// It was cancelled before anybody had been told of it.
    NobodyWasTold,
    /// No number and no address is known to be safe.
    NothingKnownSafe,
}

/// By what the words may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A text message.
    Text,
    /// Words left on a voicemail.
    Voicemail,
    /// A letter.
    Letter,
}

/// Why one way must not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Struck {
    /// Nobody asked whether it is safe.
    NotAsked,
    /// It must not be used.
    SaidNo,
    /// Two colleagues wrote different things about it.
    InDispute,
    /// The number cannot be sent a text.
    NotAMobile,
    /// Nobody is asked whether an e-mail is safe.
    Email,
    /// Contact with this person is restricted.
    Restricted,
    /// A home of the family is kept off letters, and this person does not live there.
    HomeIsHidden,
    /// A warning about safe contact is in force: only a number that somebody asked about.
    SafeContactWarning,
    /// A number of this person must not be used.
    UnsafeNumber,
    /// The organisation sends no letters.
    NoLetters,
}

/// One number or address of somebody who could be told.
pub struct Number<'a> {
    /// What is recorded of it.
    pub point: &'a ContactPoint,
    /// Whether two values of it wait for a decision.
    pub in_dispute: bool,
    /// Whether contact with whose it is, is restricted.
    pub restricted: bool,
    /// Whether whose it is lives in no home that is hidden, and the family has one.
    pub home_is_hidden_from_them: bool,
}

/// A home to which a letter could go.
pub struct Home {
    /// Whether two values of its address wait for a decision.
    pub in_dispute: bool,
    /// Whether it is kept off letters.
    pub hidden: bool,
}

/// All that decides what may be sent.
pub struct Inviting<'a> {
    /// The appointment in force.
    pub appointment: &'a Appointment,
    /// Whether two values of it wait for a decision.
    pub in_dispute: bool,
    /// The laptop's wall clock.
    pub now: NaiveDateTime,
    /// Whether anybody of the family has died.
    pub death: bool,
    /// The pregnancies of the family.
    pub pregnancies: &'a [Pregnancy],
    /// The numbers of whom it could be told.
    pub numbers: &'a [Number<'a>],
    /// The homes to which a letter could go.
    pub homes: &'a [Home],
    /// Whether any home of the family is kept off letters.
    pub a_home_is_hidden: bool,
    /// Whether a warning about safe contact is in force.
    pub safe_contact_warning: bool,
    /// Names, addresses and postcodes of the family: a place that holds one is not said.
    pub private: &'a [String],
}

/// Neutral words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NeutralWords {
    /// For what.
    pub occasion: Occasion,
    /// The words.
    pub text: String,
}

/// One way, and whether it may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Which number, or which home where it is a letter: its place in the list that was given.
    pub to: usize,
    /// By what.
    pub way: Way,
    /// Why it must not be used; none where it may.
    pub struck: Option<Struck>,
}

/// What may be sent, or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The words; none without a way that is safe.
    pub words: Result<Vec<NeutralWords>, MayNotInvite>,
    /// Every way there is; none where nothing may be sent whatever the way.
    pub routes: Vec<Route>,
}

/// What may be sent about an appointment, and by which ways.
#[must_use]
pub fn invite(inviting: &Inviting<'_>, rules: &InvitationWords) -> Answer {
    let occasions = match inviting.occasions(rules) {
        Ok(occasions) => occasions,
        Err(why) => return Answer { words: Err(why), routes: Vec::new() },
    };
    let routes = inviting.routes(rules);
    if routes.iter().all(|route| route.struck.is_some()) {
        return Answer { words: Err(MayNotInvite::NothingKnownSafe), routes };
    }
    let words = occasions.iter().map(|occasion| inviting.words(*occasion, rules)).collect();
    Answer { words: Ok(words), routes }
}

impl Inviting<'_> {
    fn occasions(&self, rules: &InvitationWords) -> Result<&'static [Occasion], MayNotInvite> {
        // A death comes before every other reason: it is what whoever reads this must know.
        if self.death {
            return Err(MayNotInvite::DeathInTheFamily);
        }
        if self.pregnancies.iter().any(|one| is_quiet(one, self.now.date(), rules.quiet_days)) {
            return Err(MayNotInvite::BabyLost);
        }
        if self.in_dispute {
            return Err(MayNotInvite::InDispute);
        }
        let told = match self.appointment.invitation {
            Invitation::NotSafe => return Err(MayNotInvite::SaidNotSafe),
            Invitation::NotYet => false,
            Invitation::ByLetter | Invitation::ByText | Invitation::InPerson => true,
        };
        let occasions: &[Occasion] = match (self.appointment.state, told) {
            (AppointmentState::Booked, true) => &[Occasion::Reminder],
            (AppointmentState::Moved, true) => &[Occasion::Moved, Occasion::Reminder],
            (AppointmentState::Booked | AppointmentState::Moved, false) => &[Occasion::Invitation],
            (AppointmentState::Cancelled, true) => &[Occasion::Cancelled],
            (AppointmentState::Cancelled, false) => return Err(MayNotInvite::NobodyWasTold),
            (
                AppointmentState::Attended | AppointmentState::DidNotAttend | AppointmentState::WasNotBrought,
                true | false,
            ) => return Err(MayNotInvite::Over),
        };
        if self.appointment.starts_at() <= self.now { Err(MayNotInvite::InThePast) } else { Ok(occasions) }
    }

    fn routes(&self, rules: &InvitationWords) -> Vec<Route> {
        let mut routes = Vec::new();
        for (to, number) in self.numbers.iter().enumerate() {
            // An e-mail is neither, and is struck out once.
            let ways: &[Way] = match number.point.means {
                ContactMeans::Phone => &[Way::Text, Way::Voicemail],
                ContactMeans::Email => &[Way::Text],
            };
            for way in ways.iter().copied() {
                routes.push(Route { to, way, struck: number.struck(way) });
            }
        }
        let letters = self.homes.iter().enumerate();
        routes.extend(letters.map(|(to, home)| Route {
            to,
            way: Way::Letter,
            struck: self.letter_struck(home, rules),
        }));
        routes
    }

    /// Nobody is asked whether a letter is safe: anything that speaks against it stops it.
    fn letter_struck(&self, home: &Home, rules: &InvitationWords) -> Option<Struck> {
        let unsafe_number = |number: &Number<'_>| {
            number.restricted || [number.point.safe_to_text, number.point.safe_to_voicemail].contains(&Safe::No)
        };
        if !rules.letters {
            Some(Struck::NoLetters)
        } else if home.hidden || self.a_home_is_hidden {
            Some(Struck::HomeIsHidden)
        } else if self.safe_contact_warning {
            Some(Struck::SafeContactWarning)
        } else if self.numbers.iter().any(unsafe_number) {
            Some(Struck::UnsafeNumber)
        } else if home.in_dispute {
            Some(Struck::InDispute)
        } else {
            None
        }
    }

    fn words(&self, occasion: Occasion, rules: &InvitationWords) -> NeutralWords {
        let template = match occasion {
            Occasion::Invitation => &rules.invitation,
            Occasion::Reminder => &rules.reminder,
            Occasion::Moved => &rules.moved,
            Occasion::Cancelled => &rules.cancelled,
        };
        let place = self.place_to_say(rules).map(|place| rules.place.replace("{place}", place)).unwrap_or_default();
        let at = self.appointment.starts_at();
        // The place last: it is somebody's own words, and nothing in them is filled in.
        let said = template.replace("{day}", &at.format("%A %-d %B").to_string()).replace("{time}", &clock(at));
        let text = [Some(said.replace("{place}", &place)), rules.call_back.clone()];
        NeutralWords { occasion, text: text.into_iter().flatten().collect::<Vec<_>>().join(" ") }
    }

    /// The place, where it may be said. A room is never said: it has the name of a clinic.
    fn place_to_say(&self, rules: &InvitationWords) -> Option<&str> {
        let place = self.appointment.place.trim();
        let folded = letters(place);
        let private = self.private.iter().map(|text| letters(text)).filter(|text| text.chars().count() >= SHORTEST);
        let tells =
            self.a_home_is_hidden || rules.tells(place) || private.into_iter().any(|text| folded.contains(&text));
        (!tells && !place.is_empty()).then_some(place)
    }
}

/// A name of one or two letters is part of any word.
const SHORTEST: usize = 3;

impl Number<'_> {
    fn struck(&self, way: Way) -> Option<Struck> {
        let safe = match way {
            Way::Text | Way::Letter => self.point.safe_to_text,
            Way::Voicemail => self.point.safe_to_voicemail,
        };
        let mobile = self.point.value.parse::<Phone>().is_ok_and(|phone| phone.is_uk_mobile());
        if self.point.means == ContactMeans::Email {
            Some(Struck::Email)
        } else if self.restricted {
            Some(Struck::Restricted)
        } else if self.home_is_hidden_from_them {
            Some(Struck::HomeIsHidden)
        } else if self.in_dispute {
            Some(Struck::InDispute)
        } else {
            match safe {
                Safe::No => Some(Struck::SaidNo),
                Safe::NotKnown => Some(Struck::NotAsked),
                Safe::Yes => (way == Way::Text && !mobile).then_some(Struck::NotAMobile),
            }
        }
    }
}

/// Whether a loss is so near that nothing is sent.
fn is_quiet(pregnancy: &Pregnancy, today: NaiveDate, days: u32) -> bool {
    match pregnancy.outcome {
        PregnancyOutcome::Stillbirth | PregnancyOutcome::Loss => {
            pregnancy.expected_on.checked_add_days(Days::new(days.into())).is_none_or(|last| today <= last)
        }
        PregnancyOutcome::Expected | PregnancyOutcome::LiveBirth => false,
    }
}

/// "9:30am".
fn clock(at: NaiveDateTime) -> String {
    let (afternoon, hour) = at.hour12();
    format!("{hour}:{:02}{}", at.minute(), if afternoon { "pm" } else { "am" })
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
