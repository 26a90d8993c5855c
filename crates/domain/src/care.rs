//! Where care stands: with us, elsewhere, or over. One answer for reviews and for what is open, whatever arrived first.

use chrono::NaiveDate;

use crate::entries::registration::{Registration, RegistrationSource, RegistrationState};

/// Where the care of one person stands, from every episode and death recorded of any of their records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Care {
    /// The day of death; hearsay is enough (CLIN-18).
    pub died_on: Option<NaiveDate>,
    /// The day on which somebody elsewhere had taken over, while no episode goes on here.
    pub left_on: Option<NaiveDate>,
    /// The day on which a child came from elsewhere.
    pub moved_in_on: Option<NaiveDate>,
}

/// How one episode stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Episode {
    Here,
    Elsewhere,
    Died,
    /// It says of a record, not of a child, that there is another.
    OtherRecord,
}

impl Care {
    /// Where care stands. `several_records` says that other records are shown as the same person: that one of them was
    /// closed as a duplicate then says nothing about the child.
    ///
    /// The order of `episodes` and `deaths` makes no difference: two laptops that hold the same records agree.
    #[must_use]
    pub fn of(episodes: &[Registration], deaths: &[NaiveDate], several_records: bool) -> Self {
        let those = |wanted: Episode| episodes.iter().filter(move |one| episode(one.state) == wanted);
        let first_here = those(Episode::Here).map(|one| one.from).min();
        let registered_dead = those(Episode::Died).map(|one| one.state_on).min();
        let merged = those(Episode::OtherRecord).filter(|_| !several_records);
        let left = those(Episode::Elsewhere).chain(merged).map(|one| one.state_on).max();
        // Known here and come from elsewhere on one day: known here, so that nothing due is forgiven.
        let came = |from: &NaiveDate| {
            let mut began = those(Episode::Here).filter(|one| one.from == *from);
            began.all(|one| one.source == RegistrationSource::TransferIn)
        };
        let came_before_leaving = || {
            let last = those(Episode::Elsewhere)
                .chain(those(Episode::Died))
                .max_by_key(|one| (one.state_on, one.from, one.source != RegistrationSource::TransferIn));
            last.filter(|one| one.source == RegistrationSource::TransferIn).map(|one| one.from)
        };
        Self {
            died_on: deaths.iter().copied().min().or(registered_dead),
            left_on: left.filter(|_| first_here.is_none()),
            moved_in_on: if first_here.is_some() { first_here.filter(came) } else { came_before_leaving() },
        }
    }

    /// Whether nobody here is to be reminded of plans for them any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.died_on.is_some() || self.left_on.is_some()
    }
}

fn episode(state: RegistrationState) -> Episode {
    match state {
        RegistrationState::Expected
        | RegistrationState::Active
        | RegistrationState::TransferringOut
        | RegistrationState::DeclinedService => Episode::Here,
        RegistrationState::Transferred | RegistrationState::HandedToSchoolNursing | RegistrationState::MovedAbroad => {
            Episode::Elsewhere
        }
        RegistrationState::Deceased => Episode::Died,
        RegistrationState::Merged => Episode::OtherRecord,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::laid_over;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn registered(state: &str, from: &str, state_on: &str, source: &str) -> Registration {
        laid_over(&json!({ "state": state, "from": from, "state_on": state_on, "source": source }))
    }

    fn born_here(state: &str, from: &str, state_on: &str) -> Registration {
        registered(state, from, state_on, "birth_notification")
    }

    const HERE: Care = Care { died_on: None, left_on: None, moved_in_on: None };

    fn stands(episodes: &[Registration], several_records: bool) -> Care {
        let care = Care::of(episodes, &[], several_records);
        let turned: Vec<Registration> = episodes.iter().rev().cloned().collect();
        assert_eq!(Care::of(&turned, &[], several_records), care, "whichever arrived first");
        care
    }

    // Shows IDN-02.
    #[test]
    fn a_duplicate_that_was_closed_takes_no_child_off_a_list() {
        let lives = born_here("active", "2026-01-05", "2026-01-05");
        for from in ["2026-01-04", "2026-01-05", "2026-06-01"] {
            let duplicate = born_here("merged", from, "2026-07-01");
            assert_eq!(stands(&[lives.clone(), duplicate.clone()], true), HERE, "{from}");
            assert_eq!(stands(std::slice::from_ref(&duplicate), true), HERE, "the other record has no episode: {from}");
            assert_eq!(stands(&[duplicate], false).left_on, Some(day("2026-07-01")), "a record on its own: {from}");
        }
    }

    #[test]
    fn a_child_has_left_only_when_no_episode_goes_on_here() {
        let left = |state| born_here(state, "2026-01-05", "2026-05-01");
        for state in ["transferred", "handed_to_school_nursing", "moved_abroad"] {
            assert_eq!(stands(&[left(state)], false).left_on, Some(day("2026-05-01")), "{state}");
            for goes_on in ["expected", "active", "transferring_out", "declined_service"] {
                let also = born_here(goes_on, "2026-01-05", "2026-01-05");
                assert_eq!(stands(&[left(state), also], true), HERE, "{state}, {goes_on}");
            }
        }
        let back = registered("active", "2026-08-01", "2026-08-01", "transfer_in");
        let care = stands(&[left("transferred"), back], false);
        assert_eq!((care.left_on, care.moved_in_on), (None, Some(day("2026-08-01"))));
    }

    #[test]
    fn nothing_is_forgiven_a_child_who_was_known_here_all_along() {
        let came = registered("active", "2026-05-01", "2026-05-01", "transfer_in");
        assert_eq!(stands(std::slice::from_ref(&came), false).moved_in_on, Some(day("2026-05-01")));
        for from in ["2026-01-05", "2026-05-01"] {
            assert_eq!(stands(&[born_here("active", from, from), came.clone()], true), HERE, "{from}");
        }
        let left = registered("transferred", "2026-05-01", "2026-09-01", "transfer_in");
        assert_eq!(stands(&[left], false).moved_in_on, Some(day("2026-05-01")), "not known before, left or not");
    }

    // Shows CLIN-18.
    #[test]
    fn a_registration_that_says_deceased_is_a_death() {
        let dead = born_here("deceased", "2026-01-05", "2026-05-01");
        let lives = born_here("active", "2026-01-05", "2026-01-05");
        assert_eq!(stands(&[dead.clone(), lives], true).died_on, Some(day("2026-05-01")));
        let told = Care::of(&[dead], &[day("2026-05-02"), day("2026-04-30")], false);
        assert_eq!(told.died_on, Some(day("2026-04-30")), "a record of the death knows its day");
        assert!(told.is_over());
    }
}
