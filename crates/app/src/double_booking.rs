//! Slots that two families have: worked out from the appointments that this laptop holds, and never stored (APP-01).

use std::collections::BTreeMap;

use doorstep_domain::access::may_record;
use doorstep_domain::change::Kind;
use doorstep_domain::double_booking::{Booking, DoubleBooking, Taken, double_bookings, taken};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::appointment::Appointment;
use doorstep_domain::id::{EntryId, PersonId};
use doorstep_store::Vault;
use doorstep_store::read::Stored;
use serde::Serialize;
use ts_rs::TS;

use crate::App;
use crate::api::Nothing;
use crate::error::ApiError;
use crate::family::Family;
use crate::person::{AuthorView, PersonView, person_view};
use crate::staff::StaffNames;

/// Appointments of more than one family that cannot all take place. Moving or cancelling one settles it.
#[derive(Clone, Serialize, TS)]
pub struct DoubleBookingView {
    /// What they cannot all have.
    pub taken: Vec<Taken>,
    /// The appointments, by their time.
    pub bookings: Vec<BookingView>,
}

/// One of them.
#[derive(Clone, Serialize, TS)]
pub struct BookingView {
    /// Which.
    pub entry: EntryId,
    /// Whose.
    pub person: PersonView,
    /// What is booked.
    pub appointment: Appointment,
    /// With whom, where this laptop knows the name.
    pub with: Option<String>,
    /// Who wrote the version in force, and when.
    pub author: AuthorView,
}

impl App {
    pub(crate) fn double_bookings(&self, _: Nothing) -> Result<Vec<DoubleBookingView>, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let booked = booked(&vault)?;
        let mut names = StaffNames::of(&vault)?;
        let mut view = |entry: &EntryId| -> Result<Option<BookingView>, ApiError> {
            let Some((stored, Booking { entry, person, appointment })) = booked.get(entry) else { return Ok(None) };
            Ok(Some(BookingView {
                entry: *entry,
                person: person_view(&vault, *person, today)?,
                with: names.name(appointment.with)?,
                author: names.author(&stored.change.header)?,
                appointment: appointment.clone(),
            }))
        };
        let mut found = Vec::new();
        for DoubleBooking { entries, taken } in self.found_double_bookings(&vault, &booked)? {
            let bookings = entries.iter().filter_map(|entry| view(entry).transpose()).collect::<Result<_, _>>()?;
            found.push(DoubleBookingView { taken: taken.into_iter().collect(), bookings });
        }
        Ok(found)
    }

    /// How many wait for whoever has this laptop.
    pub(crate) fn count_double_bookings(&self, vault: &Vault) -> Result<u32, ApiError> {
        let found = self.found_double_bookings(vault, &booked(vault)?)?;
        Ok(u32::try_from(found.len()).unwrap_or(u32::MAX))
    }

    /// For whoever may move or cancel an appointment; for anybody else there is nothing to decide.
    fn found_double_bookings(&self, vault: &Vault, booked: &Booked) -> Result<Vec<DoubleBooking>, ApiError> {
        if !may_record(vault.enrolment()?.role, &Kind::Known(EntryKind::Appointment)) {
            return Ok(Vec::new());
        }
        let bookings: Vec<Booking> = booked.values().map(|(_, booking)| booking.clone()).collect();
        double_bookings(&bookings, self.now().date_naive(), |one, other| are_one_family(vault, one, other))
    }
}

type Booked = BTreeMap<EntryId, (Stored, Booking)>;

/// The appointments that stand. One that cannot be read is left out here, and shows in its family's timeline.
fn booked(vault: &Vault) -> Result<Booked, ApiError> {
    let readable = vault.booked()?.into_iter().filter_map(|stored| {
        let appointment = serde_json::from_str(stored.body()).ok()?;
        let booking = Booking { entry: stored.entry, person: stored.change.header.subject.person()?, appointment };
        Some((stored.entry, (stored, booking)))
    });
    Ok(readable.collect())
}

/// Whether another family has the room or the practitioner at that time, as far as this laptop knows. The entry that is
/// being amended is not in its own way.
pub(crate) fn is_slot_taken(
    vault: &Vault,
    person: PersonId,
    entry: Option<EntryId>,
    wanted: &Appointment,
) -> Result<bool, ApiError> {
    for (other, (_, booking)) in booked(vault)? {
        let clashes = Some(other) != entry && !taken(wanted, &booking.appointment).is_empty();
        if clashes && !are_one_family(vault, person, booking.person)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn are_one_family(vault: &Vault, one: PersonId, other: PersonId) -> Result<bool, ApiError> {
    let (one, other) = (vault.one_of(one)?, vault.one_of(other)?);
    Ok(one == other || Family::around(vault, one)?.people.contains(&other))
}
