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

/// Runs the suite on a ledger.
macro_rules! suite {
    ($open:path) => {
        crate::contract::claims! { $open:
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
            what_builds_on_what_is_set_aside_is_set_aside
            what_waits_for_what_is_set_aside_waits_no_longer
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
            who_reads_a_caseload_by_role_does_not_cover_it
            a_family_that_is_reallocated_leaves_one_log_and_enters_the_other
            what_was_written_before_its_author_could_know_is_taken
            each_class_of_reader_holds_what_its_role_may_read
            an_entry_that_becomes_more_sensitive_leaves_those_who_may_not_read_it
            a_delegated_family_is_held_until_the_package_ends
            a_centre_holds_what_was_agreed_to_until_it_is_withdrawn
            who_looks_a_family_up_reads_it_until_the_day_after
            a_name_that_two_share_finds_neither
            what_is_sealed_is_not_looked_up_and_nobody_else_learns_who_asked
            cover_of_one_family_comes_and_goes_by_its_days
            a_mother_whom_a_colleague_registered_comes_to_whoever_is_accountable_for_her_child
            what_was_written_while_covering_is_accepted_after_the_cover_ended
            what_comes_after_a_cover_ended_goes_to_nobody_who_covered
            the_named_nurse_holds_children_with_a_safeguarding_status
            a_sealed_record_is_held_by_named_nurses_alone
            an_entry_is_of_one_subject_and_one_kind
            where_digests_differ_only_that_subject_is_sent_again
            a_panic_in_the_middle_of_a_transaction_keeps_nothing_of_it
            of_many_devices_with_one_code_one_is_enrolled
            the_same_code_with_the_same_key_gives_the_same_device
            a_fresh_code_finds_the_device_again_that_an_old_one_made
            a_code_ends_after_its_time
            a_code_for_nobody_cannot_be_kept
            a_revoked_device_stays_revoked_and_a_suspended_one_may_return
            a_device_is_known_by_its_newest_batch_and_when_it_was_here
            what_is_only_on_a_laptop_is_what_it_said_last
            who_moves_to_another_team_reads_its_families_and_no_longer_those_of_the_old
            whose_caseload_moves_is_read_by_who_leads_the_new_team
            what_was_signed_in_a_former_role_before_its_author_could_know_is_taken
            who_could_see_what_when_and_by_whom_is_kept
            members_are_worked_out_again_from_their_history
            a_restored_ledger_waits_for_every_laptop
            what_a_restored_ledger_lacks_is_named
            a_copy_that_is_put_back_twice_begins_two_epochs
            until_a_restore_is_confirmed_nobody_is_given_anything_new_or_refused
        }
    };
}

#[cfg(unix)]
fn in_a_cluster() -> (doorstep_service::ledger::postgres::PostgresLedger, support::postgres::Cluster) {
    let cluster = support::postgres::Cluster::start();
    (cluster.ledger(), cluster)
}

mod sqlite {
    suite! { crate::in_a_file }
}

#[cfg(unix)]
mod postgres {
    suite! { crate::in_a_cluster }
}

/// The suite's claims about what happens at the same time, where whoever runs the cluster made SERIALIZABLE its usual
/// isolation. Rows are taken and then read, each in a statement that sees what was committed before it: a snapshot from
/// before the wait would only be given up again.
#[cfg(unix)]
mod postgres_of_another_isolation {
    fn in_a_strict_cluster() -> (doorstep_service::ledger::postgres::PostgresLedger, crate::support::postgres::Cluster)
    {
        let cluster = crate::support::postgres::Cluster::start();
        (cluster.serializable_ledger(), cluster)
    }

    crate::contract::claims! { in_a_strict_cluster:
        positions_are_dense_when_many_push_at_once
        the_sum_of_a_log_is_that_of_its_changes
        a_batch_waits_for_its_parent_and_then_comes_into_force
        covering_a_caseload_is_joining_its_audience
        of_many_devices_with_one_code_one_is_enrolled
    }
}

/// What only PostgreSQL promises.
#[cfg(unix)]
mod postgres_alone {
    use doorstep_domain::staff::Role;
    use doorstep_service::ledger::postgres::PostgresLedger;
    use doorstep_service::ledger::{Error, Log, Registry, Wanted};
    use doorstep_sync::wire::Outcome;

    use crate::support::laptop::person;
    use crate::support::postgres::{Cluster, query};
    use crate::support::world::World;

    #[test]
    fn without_an_organisation_named_there_are_no_rows() {
        let cluster = Cluster::start();
        let url = cluster.database();
        let ledger = PostgresLedger::open(&url, 2).unwrap();
        let (one, two) = (World::numbered(&ledger, 1), World::numbered(&ledger, 2));
        for world in [&one, &two] {
            let mut laptop = world.laptop();
            let batch = laptop.sends(&[laptop.note(person(1), "a visit")]);
            world.push(&laptop, &[batch]);
        }
        let count =
            |setting: &str, table: &str| query(&url, &format!("{setting} SELECT count(*) FROM {table}")).remove(0);
        for table in ["change", "batch", "log", "held", "entry", "staff", "device", "granted", "membership", "subject"]
        {
            assert_eq!(count("", table), [Some("0".to_owned())], "{table} with no organisation named");
            let other = "SET app.organisation = '63636363636363636363636363636363';";
            assert_eq!(count(other, table), [Some("0".to_owned())], "{table} of an organisation that is none");
        }
        let own = "SET app.organisation = '01010101010101010101010101010101';";
        assert_eq!(count(own, "change"), [Some("2".to_owned())], "its own: the note and the entry about its author");
        let stolen = "SET app.organisation = '01010101010101010101010101010101';
            UPDATE change SET arrived_at = 0 WHERE organisation = decode('02020202020202020202020202020202', 'hex') RETURNING 1";
        assert_eq!(query(&url, stolen).len(), 0, "another's rows are not there to be changed");
    }

    #[test]
    fn connections_that_go_round_between_organisations_carry_nothing_over() {
        let cluster = Cluster::start();
        let ledger = PostgresLedger::open(&cluster.database(), 1).unwrap();
        let worlds = [World::numbered(&ledger, 1), World::numbered(&ledger, 2)];
        let readers = worlds.each_ref().map(|world| {
            let mut laptop = world.laptop();
            let words = format!("of organisation {}", world.organisation.number.get());
            let batch = laptop.sends(&[laptop.note(person(1), &words)]);
            world.push(&laptop, &[batch]);
            world.laptop()
        });
        for round in 0..500 {
            let (world, reader) = (&worlds[round % 2], &readers[round % 2]);
            let changes = world.pull(reader, 0, usize::MAX).changes;
            assert_eq!(changes.len(), 1);
            assert!(changes[0].contains(&format!("of organisation {}", world.organisation.number.get())));
            // Asked for by another's device, its log is not there.
            let other = &readers[(round + 1) % 2];
            let wanted = Wanted { audience: world.team, epoch: 1, after: 0 };
            assert!(ledger.pull(&other.author, &[wanted], usize::MAX).unwrap().changes.is_empty());
        }
    }

    #[test]
    fn a_tailing_reader_beside_sixteen_writers_misses_no_row() {
        const WRITERS: u64 = 16;
        const PUSHES: u64 = 25;
        let cluster = Cluster::start();
        let ledger = PostgresLedger::open(&cluster.database(), 20).unwrap();
        let world = World::of(&ledger);
        let writers: Vec<_> = (0..WRITERS).map(|_| world.laptop_of(Role::HealthVisitor, world.team_id)).collect();
        let reader = world.laptop();
        let mut read = Vec::new();
        std::thread::scope(|scope| {
            for (who, mut laptop) in (0..).zip(writers) {
                let world = &world;
                scope.spawn(move || {
                    for push in 0..PUSHES {
                        let note = laptop.note(person(who * 1_000 + push), "a visit");
                        let batch = laptop.sends(&[note]);
                        assert_eq!(world.push(&laptop, &[batch]), [Outcome::Accepted]);
                    }
                });
            }
            while read.len() < usize::try_from(WRITERS * PUSHES).unwrap() {
                let pulled = world.pull(&reader, read.len() as u64, usize::MAX);
                read.extend(pulled.changes);
            }
        });
        let written = read.len();
        read.sort_unstable();
        read.dedup();
        assert_eq!((read.len(), written), (400, 400), "each once, and none was passed over");
    }

    #[test]
    fn a_service_keeps_its_ledger_where_its_folder_says() {
        use crate::support::running::Running;
        let cluster = Cluster::start();
        let url = cluster.database();
        let running = Running::start_with(|config| std::fs::write(config.data.join("ledger.url"), &url).unwrap());
        let [mut amina, mut beth] = running.visitors();
        let visit = amina.visit(1, 5, "Zoë smiled");
        let answers = amina.syncs(std::slice::from_ref(&visit), &[]).head.answers;
        assert_eq!(answers[0].outcome, Outcome::Accepted);
        let received = beth.syncs(&[], &[]).changes;
        assert!(visit.changes.iter().all(|change| received.iter().any(|bytes| **bytes == **change)));
        assert!(!running.folder.path().join("ledger.db").exists());
    }

    #[test]
    fn tls_is_checked_and_nothing_else_is_let_through() {
        let (cluster, authority) = Cluster::with_tls();
        let plain = cluster.database();
        let by_name = plain.replace("127.0.0.1", "localhost");
        let tls = |url: &str, trusted: &std::path::Path| {
            format!("{url}?sslmode=verify-full&sslrootcert={}", trusted.display())
        };
        let ledger = PostgresLedger::open(&tls(&by_name, &authority), 2).unwrap();
        let world = World::of(&ledger);
        let mut laptop = world.laptop();
        let batch = laptop.sends(&[laptop.note(person(1), "a visit")]);
        assert_eq!(world.push(&laptop, &[batch]), [Outcome::Accepted]);
        let connections = "SELECT count(*) FILTER (WHERE ssl AND version = 'TLSv1.3'), count(*) FROM pg_stat_ssl
            JOIN pg_stat_activity USING (pid) WHERE usename = 'doorstep'";
        let counted = query(&Cluster::as_role(&plain, "postgres"), connections).remove(0);
        assert_eq!(counted[0], counted[1], "every connection is within TLS");
        assert_ne!(counted[1], Some("0".to_owned()));

        let other = tempfile::NamedTempFile::new().unwrap();
        let another = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(other.path(), another.cert.pem()).unwrap();
        let empty = tempfile::NamedTempFile::new().unwrap();
        for (url, why) in [
            (tls(&by_name, other.path()), "a certificate of somebody else"),
            (tls(&plain, &authority), "a certificate of another name"),
            (tls(&by_name, empty.path()), "nobody to trust"),
            (by_name, "in clear"),
        ] {
            assert!(matches!(PostgresLedger::open(&url, 1), Err(Error::Database(_))), "{why}");
        }
    }

    #[test]
    fn members_that_were_lost_or_changed_are_rebuilt_and_old_ones_get_a_history() {
        let cluster = Cluster::start();
        let url = cluster.database();
        let ledger = PostgresLedger::open(&url, 2).unwrap();
        let world = World::of(&ledger);
        world.laptop();
        let organisation = world.organisation.id;
        let members = ledger.members(organisation, crate::support::morning()).unwrap();
        let damage = "DELETE FROM membership WHERE scope = 'organisation'; UPDATE membership SET number = 7";
        let superuser = Cluster::as_role(&url, "postgres");
        query(&superuser, damage);
        assert_eq!(ledger.rebuild_memberships(organisation).unwrap(), members.len());
        assert_eq!(ledger.members(organisation, crate::support::morning()).unwrap(), members);

        query(&superuser, "DROP TABLE look_up; DROP TABLE membership_change; UPDATE schema_version SET version = 11");
        let migrated = PostgresLedger::open(&url, 1).unwrap();
        assert_eq!(migrated.membership_history(organisation).unwrap().len(), members.len());
        assert_eq!(migrated.rebuild_memberships(organisation).unwrap(), 0);
        let seen = query(&url, "SELECT count(*) FROM membership_change");
        assert_eq!(seen, [[Some("0".to_owned())]], "and the second wall stands again");
    }

    #[test]
    fn who_could_see_past_the_second_wall_is_refused() {
        let cluster = Cluster::start();
        let url = cluster.database().replace("doorstep@", "postgres@");
        assert!(matches!(PostgresLedger::open(&url, 1), Err(Error::Database(_))));
    }

    #[test]
    fn what_was_acknowledged_is_there_after_every_connection_was_cut() {
        let cluster = Cluster::start();
        let url = cluster.database();
        let ledger = PostgresLedger::open(&url, 4).unwrap();
        let world = World::of(&ledger);
        let mut laptop = world.laptop();
        for number in 0..5 {
            let batch = laptop.sends(&[laptop.note(person(number), "a visit")]);
            assert_eq!(world.push(&laptop, &[batch]), [Outcome::Accepted]);
        }
        let name = url.rsplit('/').next().unwrap();
        cluster.runs(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"));
        let again = PostgresLedger::open(&url, 1).unwrap();
        let wanted = Wanted { audience: world.team, epoch: 1, after: 0 };
        let reader = world.laptop();
        assert_eq!(again.pull(&reader.author, &[wanted], usize::MAX).unwrap().changes.len(), 5);
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
    fn members_that_were_lost_or_changed_are_rebuilt_and_old_ones_get_a_history() {
        use doorstep_service::ledger::Registry;
        let (ledger, folder) = in_a_file();
        let world = World::of(&ledger);
        world.laptop();
        let organisation = world.organisation.id;
        let members = ledger.members(organisation, crate::support::morning()).unwrap();
        let disk = rusqlite::Connection::open(folder.path().join("ledger.db")).unwrap();
        disk.execute_batch("DELETE FROM membership WHERE scope = 'organisation'; UPDATE membership SET number = 7")
            .unwrap();
        assert_eq!(ledger.rebuild_memberships(organisation).unwrap(), members.len());
        assert_eq!(ledger.members(organisation, crate::support::morning()).unwrap(), members);

        disk.execute_batch("DROP TABLE look_up; DROP TABLE membership_change; PRAGMA user_version = 11").unwrap();
        let migrated = SqliteLedger::open(&folder.path().join("ledger.db")).unwrap();
        assert_eq!(migrated.membership_history(organisation).unwrap().len(), members.len());
        assert_eq!(migrated.rebuild_memberships(organisation).unwrap(), 0);
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
