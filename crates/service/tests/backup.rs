//! A copy of the ledger that was made while laptops pushed can take the ledger's place.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::TimeDelta;
use doorstep_service::{LedgerAt, Service, back_up, check_backup};
use support::client::Client;
use support::morning;
use support::running::{Running, config};

#[test]
fn a_copy_made_at_work_is_whole_and_can_be_served() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let (copies, done) = (tempfile::tempdir().unwrap(), AtomicBool::new(false));
    let first = amina.visit(1, 5, "before the copy");
    amina.syncs(&[first], &[]);
    let (folder, backup) = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut person = 1_000;
            while !done.load(Ordering::Relaxed) {
                let visit = amina.visit(person, 5, "meanwhile");
                amina.syncs(&[visit], &[]);
                person += 10;
            }
        });
        let made = back_up(running.folder.path(), copies.path(), morning());
        done.store(true, Ordering::Relaxed);
        made.unwrap()
    });
    assert_eq!(folder.file_name().unwrap(), "doorstep-20261102T090000Z");
    assert_eq!(check_backup(&folder).unwrap(), backup);
    assert_eq!(Some(backup.schema), LedgerAt::of(running.folder.path()).unwrap().schema().unwrap());
    assert_eq!(backup.keys.len(), 2, "which keys belong to it: {:?}", backup.keys);
    assert!(!folder.join("keys").exists(), "but not the keys");

    // In the place of the ledger it is served, and holds what was acknowledged before.
    let restored = tempfile::tempdir().unwrap();
    std::fs::copy(folder.join("ledger.db"), restored.path().join("ledger.db")).unwrap();
    let service = Service::start(config(restored.path())).unwrap();
    assert_eq!(Client::of(&service).get("/v1/ready").status, 200);
    let admin = service.admin();
    let devices = admin.devices(admin.organisations().unwrap()[0].id).unwrap();
    assert!(devices.iter().any(|device| device.newest.1 >= 1), "{devices:?}");
}

#[test]
fn a_copy_that_was_changed_is_told_apart() {
    let running = Running::start();
    running.codes();
    let copies = tempfile::tempdir().unwrap();
    let (folder, _) = back_up(running.folder.path(), copies.path(), morning()).unwrap();
    let ledger = folder.join("ledger.db");
    let whole = std::fs::read(&ledger).unwrap();

    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for damaged in [flipped, whole[..whole.len() - 8_192].to_vec(), Vec::new()] {
        std::fs::write(&ledger, damaged).unwrap();
        assert!(check_backup(&folder).is_err());
    }
    std::fs::write(&ledger, &whole).unwrap();
    check_backup(&folder).unwrap();
    std::fs::remove_file(folder.join("backup.json")).unwrap();
    assert!(check_backup(&folder).is_err(), "nobody says what it should be");
}

#[test]
fn a_copy_never_takes_the_place_of_another_and_one_that_was_not_finished_is_no_copy() {
    let running = Running::start();
    running.codes();
    let copies = tempfile::tempdir().unwrap();
    let unfinished = copies.path().join("doorstep-20261102T090000Z.unfinished");
    std::fs::create_dir(&unfinished).unwrap();
    std::fs::write(unfinished.join("ledger.db"), "half").unwrap();
    let make = |at| back_up(running.folder.path(), copies.path(), at);
    let (first, _) = make(morning()).unwrap();
    assert!(!unfinished.exists(), "the next try has finished it");
    assert!(make(morning()).is_err(), "one of this second is there");
    let (second, _) = make(morning() + TimeDelta::seconds(1)).unwrap();
    assert_ne!(first, second);
    check_backup(&first).unwrap();
}

#[test]
#[cfg(unix)]
fn a_copy_is_this_users_alone() {
    use std::os::unix::fs::PermissionsExt;
    let running = Running::start();
    running.codes();
    let copies = tempfile::tempdir().unwrap();
    let (folder, _) = back_up(running.folder.path(), copies.path(), morning()).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for file in ["ledger.db", "backup.json"] {
        assert_eq!(mode(&folder.join(file)), 0o600, "{file}");
    }
}

#[test]
fn where_there_is_no_ledger_there_is_no_copy() {
    let (empty, copies) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert!(back_up(empty.path(), copies.path(), morning()).is_err());
    assert_eq!(LedgerAt::of(empty.path()).unwrap().schema().unwrap(), None);
}

#[test]
fn a_laptop_that_was_revoked_since_the_copy_stays_shut_out() {
    use doorstep_service::ledger::DeviceState;
    use doorstep_service::{Admin, Clock};
    let running = Running::start();
    let [amina, beth] = running.visitors().map(|visitor| visitor.enrolled.device);
    let copies = tempfile::tempdir().unwrap();
    let (copy, _) = back_up(running.folder.path(), copies.path(), morning()).unwrap();
    running.service.admin().set_device_state(amina, DeviceState::Revoked).unwrap();
    let Running { service, folder, .. } = running;
    service.stop();
    std::fs::copy(copy.join("ledger.db"), folder.path().join("ledger.db")).unwrap();
    for left in ["ledger.db-wal", "ledger.db-shm"] {
        drop(std::fs::remove_file(folder.path().join(left)));
    }
    let admin = Admin::open(folder.path(), Clock::new(morning)).unwrap();
    let organisation = admin.organisations().unwrap()[0].id;
    let state = |of| admin.devices(organisation).unwrap().into_iter().find(|device| device.id == of).unwrap().state;
    assert_eq!(state(amina), DeviceState::Active, "the copy is older than that");
    admin.begin_restore(organisation).unwrap();
    assert_eq!((state(amina), state(beth)), (DeviceState::Revoked, DeviceState::Active));
}

#[cfg(unix)]
mod postgres {
    use std::process::Command;

    use doorstep_service::Format;

    use super::*;
    use crate::support::postgres::{Cluster, query};
    use crate::support::visitor::request;

    #[test]
    fn a_ledger_in_postgresql_is_copied_and_the_copy_can_be_served() {
        let cluster = Cluster::start();
        let url = cluster.database();
        let running = Running::start_with(|config| std::fs::write(config.data.join("ledger.url"), &url).unwrap());
        let [mut amina, _] = running.visitors();
        let visit = amina.visit(1, 5, "before the copy");
        amina.syncs(&[visit], &[]);
        let (data, copies) = (running.folder.path(), tempfile::tempdir().unwrap());
        let told = back_up(data, copies.path(), morning()).unwrap_err().to_string();
        assert!(told.contains("BYPASSRLS") && told.contains("backup.url"), "{told}");

        // The service's own role sees nothing without an organisation: a copy by it would be empty, and is refused.
        std::fs::write(data.join("backup.url"), &url).unwrap();
        let told = back_up(data, copies.path(), morning()).unwrap_err().to_string();
        assert!(told.contains("row-level security"), "{told}");

        let role = "DO $$ BEGIN CREATE ROLE doorstep_backup LOGIN BYPASSRLS; GRANT pg_read_all_data TO doorstep_backup;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";
        cluster.runs(role);
        std::fs::write(data.join("backup.url"), Cluster::as_role(&url, "doorstep_backup")).unwrap();
        let (folder, backup) = back_up(data, copies.path(), morning()).unwrap();
        assert_eq!((backup.format, backup.rows["change"], backup.rows["organisation"]), (Format::PgDump, 7, 1));
        assert_eq!(Some(backup.schema), LedgerAt::of(data).unwrap().schema().unwrap());
        assert_eq!(check_backup(&folder).unwrap(), backup);
        let dump = folder.join("ledger.dump");
        let whole = std::fs::read(&dump).unwrap();
        std::fs::write(&dump, &whole[..whole.len() / 2]).unwrap();
        assert!(check_backup(&folder).is_err());
        std::fs::write(&dump, whole).unwrap();

        // Into another database, as the README says, and served from there.
        let restored = cluster.database();
        let mut restore = Command::new("pg_restore");
        restore.args(["--no-owner", "--exit-on-error", "--dbname", &restored]).arg(&dump);
        assert!(restore.status().unwrap().success());
        std::fs::write(data.join("ledger.url"), &restored).unwrap();
        let service = Service::start(config(data)).unwrap();
        amina.client = Client::of(&service);
        let token = amina.opens_session().json::<doorstep_sync::wire::Session>().token;
        amina.token = token;
        assert_eq!(amina.asks(&request(&[], &[]), &[]).status, 200);
        let policies = "SELECT count(*) FROM pg_class WHERE relrowsecurity AND relforcerowsecurity";
        assert_eq!(query(&restored, policies), query(&url, policies), "the second wall came with it");
        assert_ne!(query(&restored, policies), [[Some("0".to_owned())]]);
    }
}
