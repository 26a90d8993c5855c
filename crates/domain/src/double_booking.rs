//! A slot that two families have: booked apart by two laptops that had no signal (APP-01).
//!
//! It is worked out from the appointments in force and never stored: it is gone when one of them is moved or cancelled.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use crate::entries::appointment::Appointment;
use crate::id::{EntryId, PersonId};

/// What two appointments cannot both have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// The same room of the same place.
    Room,
    /// The same practitioner.
    Practitioner,
}

/// An appointment in force.
#[derive(Clone)]
pub struct Booking {
    /// Which.
    pub entry: EntryId,
    /// Whose.
    pub person: PersonId,
    /// What is booked.
    pub appointment: Appointment,
}

/// Appointments of more than one family that cannot all take place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubleBooking {
    /// Which, by their time.
    pub entries: Vec<EntryId>,
    /// What they cannot all have.
    pub taken: BTreeSet<Taken>,
}

/// What two appointments that stand cannot both have; nothing where one ends before the other begins.
#[must_use]
pub fn taken(one: &Appointment, other: &Appointment) -> BTreeSet<Taken> {
    let at_once = one.starts_at() < other.ends_at() && other.starts_at() < one.ends_at();
    let mut taken = BTreeSet::new();
    if !at_once || !one.stands() || !other.stands() {
        return taken;
    }
    let room = |of: &Appointment| (folded(&of.place), folded(&of.room));
    // A place without a room is a whole centre, or somebody's home.
    if !folded(&one.room).is_empty() && room(one) == room(other) {
        taken.insert(Taken::Room);
    }
    if one.with == other.with {
        taken.insert(Taken::Practitioner);
    }
    taken
}

/// Which appointments from a day on cannot all take place. Brothers and sisters come together: `one_family` says who.
///
/// The order of `bookings` decides nothing: two laptops that hold the same say the same.
///
/// # Errors
/// What `one_family` could not find out.
pub fn double_bookings<E>(
    bookings: &[Booking],
    from: NaiveDate,
    mut one_family: impl FnMut(PersonId, PersonId) -> Result<bool, E>,
) -> Result<Vec<DoubleBooking>, E> {
    let mut ahead: Vec<&Booking> =
        bookings.iter().filter(|one| one.appointment.on >= from && one.appointment.stands()).collect();
    ahead.sort_by_key(|one| (one.appointment.starts_at(), one.entry));
    let mut found: Vec<DoubleBooking> = Vec::new();
    for (place, one) in ahead.iter().enumerate() {
        let later = ahead.iter().skip(place + 1);
        for other in later.take_while(|other| other.appointment.starts_at() < one.appointment.ends_at()) {
            let taken = taken(&one.appointment, &other.appointment);
            if !taken.is_empty() && !one_family(one.person, other.person)? {
                join(&mut found, DoubleBooking { entries: vec![one.entry, other.entry], taken });
            }
        }
    }
    let place = |entry: &EntryId| ahead.iter().position(|booking| booking.entry == *entry);
    for one in &mut found {
        one.entries.sort_by_key(place);
        one.entries.dedup();
    }
    found.sort_by_key(|one| one.entries.first().and_then(place));
    Ok(found)
}

/// Three families in one slot are one question, not three.
fn join(found: &mut Vec<DoubleBooking>, mut pair: DoubleBooking) {
    let mut apart = Vec::new();
    for one in found.drain(..) {
        if one.entries.iter().any(|entry| pair.entries.contains(entry)) {
            pair.entries.extend(one.entries);
            pair.taken.extend(one.taken);
        } else {
            apart.push(one);
        }
    }
    apart.push(pair);
    *found = apart;
}

/// "Room 2" and "room 2." are one room.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
