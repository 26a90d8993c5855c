//! Every ledger passes this suite. Another database is another module with the same list.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod contract;
mod support;

use doorstep_service::ledger::sqlite::SqliteLedger;
use tempfile::TempDir;

fn in_a_file() -> (SqliteLedger, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (SqliteLedger::open(&folder.path().join("ledger.db")).unwrap(), folder)
}

mod sqlite {
    crate::contract::claims! { crate::in_a_file:
        positions_are_dense_when_many_push_at_once
        the_sum_of_a_log_is_that_of_its_changes
        a_batch_that_is_set_aside_takes_no_position
        sending_again_changes_nothing
        a_change_in_two_batches_is_stored_once
        bytes_come_back_exactly_as_they_were_written
        a_batch_that_its_device_did_not_sign_is_set_aside_and_leaves_its_number_free
        each_rule_that_a_change_breaks_is_named_with_the_change
        a_step_that_is_somebody_elses_is_set_aside
        after_a_mark_in_error_an_entry_begins_anew
        what_is_set_aside_is_kept_and_answered_the_same_again
        a_change_that_cannot_be_read_or_is_too_long_is_set_aside
        a_second_batch_of_one_number_is_a_copied_vault
        a_batch_that_follows_another_history_is_accepted_and_flagged
        a_missing_number_is_accepted_and_flagged_until_it_comes
        a_restored_vault_goes_on_in_a_new_incarnation
        a_batch_waits_for_its_parent_and_then_comes_into_force
        a_parent_later_in_the_same_push_is_soon_enough
        what_waits_for_two_parents_waits_for_both
        what_waited_may_still_be_set_aside
        a_quarantined_parent_is_no_parent
        a_parent_that_never_was_blocks_nothing_else
        pages_resume_exactly_where_they_ended
        at_the_head_there_is_nothing
        of_another_epoch_a_log_is_read_on_from_its_head
        own_changes_come_as_references
        a_team_does_not_read_another_teams_log
        everybody_learns_who_the_staff_are
        organisations_do_not_meet
        a_caseload_is_read_by_whose_it_is_and_by_who_leads
        covering_a_caseload_is_joining_its_audience
        a_family_that_is_reallocated_leaves_one_log_and_enters_the_other
        what_was_written_before_its_author_could_know_is_taken
        each_class_of_reader_holds_what_its_role_may_read
        an_entry_that_becomes_more_sensitive_leaves_those_who_may_not_read_it
        a_delegated_family_is_held_until_the_package_ends
        a_centre_holds_what_was_agreed_to_until_it_is_withdrawn
        cover_of_one_family_comes_and_goes_by_its_days
        the_named_nurse_holds_children_with_a_safeguarding_status
        a_sealed_record_is_held_by_named_nurses_alone
        an_entry_is_of_one_subject_and_one_kind
        where_digests_differ_only_that_subject_is_sent_again
        of_many_devices_with_one_code_one_is_enrolled
        the_same_code_with_the_same_key_gives_the_same_device
        a_fresh_code_finds_the_device_again_that_an_old_one_made
        a_code_ends_after_its_time
        a_code_for_nobody_cannot_be_kept
        a_revoked_device_stays_revoked_and_a_suspended_one_may_return
        a_device_is_known_by_its_newest_batch_and_when_it_was_here
    }
}

/// What only SQLite promises.
mod sqlite_alone {
    use super::*;
    use crate::support::laptop::person;
    use crate::support::world::World;

    #[test]
    fn what_was_acknowledged_is_there_when_the_file_is_opened_again() {
        let (ledger, folder) = in_a_file();
        let world = World::of(&ledger);
        let mut laptop = world.laptop();
        let batch = laptop.sends(&[laptop.note(person(1), "a visit")]);
        world.push(&laptop, &[batch]);
        let head = world.head();
        let again = SqliteLedger::open(&folder.path().join("ledger.db")).expect("a second process may open it");
        let (organisation, device) = (world.organisation.id, laptop.author.device);
        let standing = doorstep_service::ledger::Log::standing(&again, organisation, device, crate::support::morning());
        let logs = standing.unwrap().unwrap().logs;
        assert_eq!(logs.iter().find(|log| log.audience == world.team).unwrap().head, head);
    }

    #[test]
    fn a_damaged_change_never_leaves() {
        use doorstep_service::ledger::{Error, Log, Wanted};
        let (ledger, folder) = in_a_file();
        let world = World::of(&ledger);
        let (mut laptop, reader) = (world.laptop(), world.laptop());
        let batch = laptop.sends(&[laptop.note(person(1), "a visit")]);
        world.push(&laptop, &[batch]);
        let disk = rusqlite::Connection::open(folder.path().join("ledger.db")).unwrap();
        disk.execute("UPDATE change SET bytes = CAST('x' || substr(bytes, 2) AS BLOB) WHERE kind <> 'staff'", [])
            .unwrap();
        let wanted = Wanted { audience: world.team, epoch: 1, after: 0 };
        assert!(matches!(ledger.pull(&reader.author, &[wanted], usize::MAX), Err(Error::Damaged(_))));
    }

    #[test]
    fn what_is_set_aside_is_kept_byte_for_byte() {
        let (ledger, folder) = in_a_file();
        let world = World::of(&ledger);
        let mut laptop = world.laptop();
        let mut header = laptop.header(person(1));
        header.role = doorstep_domain::staff::Role::Admin;
        let bad = laptop.writes(header, "set aside");
        let signed = laptop.signs(std::slice::from_ref(&bad));
        world.push(&laptop, &[laptop.arrived(signed.clone())]);
        let disk = rusqlite::Connection::open(folder.path().join("ledger.db")).unwrap();
        let change = disk.query_row("SELECT state, bytes FROM change WHERE id = ?1", [bad.id().bytes()], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))
        });
        assert_eq!(change.unwrap(), ("quarantined".to_owned(), bad.bytes().as_bytes().to_vec()));
        let id = signed.batch.id().unwrap();
        let batch =
            disk.query_row("SELECT bytes, signature, reason, fault FROM batch WHERE id = ?1", [id.bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            });
        let bytes = signed.batch.bytes().unwrap().into_bytes();
        let expected = (bytes, signed.signature.0, "other_author".to_owned(), *bad.id().bytes());
        assert_eq!(
            batch.unwrap(),
            expected,
            "provenance: what was signed, by what signature, and what was wrong with it"
        );
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_file() {
        use std::os::unix::fs::PermissionsExt;
        let (_ledger, folder) = in_a_file();
        for name in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
            let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{name}");
        }
    }
}
