use chrono::{DateTime, TimeDelta, Utc};
use doorstep_domain::audience::{Reader, Scope};
use doorstep_domain::change::{Change, Seen};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{AudienceId, CentreId, HouseholdId, Subject};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::staff::Role;
use doorstep_service::ledger::{Decision, Error, Joining, Ledger, Pulled, Wanted};
use doorstep_sync::digest::Sum;
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::{HeldSums, Outcome, Refused, Withdrawn};
use serde_json::{Value, json};

use super::quarantined;
use crate::support::laptop::{Laptop, person};
use crate::support::morning;
use crate::support::world::World;

const CENTRE: CentreId = CentreId::from_bytes([77; 16]);

/// Lena decides who covers.
pub(crate) fn decided() -> Decision<'static> {
    Decision { at: morning(), by: "Lena Marsh", because: "Cover for leave." }
}

/// A team whose health visitors have a caseload each: Amina, Beth, and Lena who leads it.
pub(crate) struct Caseloads<'l> {
    pub(crate) world: World<'l>,
    pub(crate) amina: Laptop,
    pub(crate) beth: Laptop,
    pub(crate) lena: Laptop,
}

impl<'l> Caseloads<'l> {
    pub(crate) fn of(ledger: &'l dyn Ledger) -> Self {
        let world = World::of(ledger);
        let team = world.team_of_caseloads();
        let amina = world.laptop_of(Role::HealthVisitor, team);
        let beth = world.laptop_of(Role::HealthVisitor, team);
        let lena = world.laptop_of(Role::TeamLeader, team);
        Self { world, amina, beth, lena }
    }

    fn audience(&self, scope: Scope, reader: Reader) -> AudienceId {
        AudienceId::of(self.world.organisation.id, scope, reader)
    }

    pub(crate) fn caseload(&self, of: &Laptop) -> AudienceId {
        self.audience(Scope::Caseload(of.author.staff), Reader::HealthVisitor)
    }

    /// What somebody reads in a log after a position, as the ledger stands.
    fn reads(&self, who: &Laptop, audience: AudienceId, after: u64) -> Pulled {
        let wanted = Wanted { audience, epoch: 1, after };
        self.world.ledger.pull(&who.author, &[wanted], usize::MAX).unwrap()
    }

    /// Whether a laptop that reads everything it may, from the start, reads this change, and whether digests agree.
    pub(crate) fn holds(&self, who: &Laptop, change: &Change, at: DateTime<Utc>) -> bool {
        let author = &who.author;
        let logs = self.world.ledger.standing(author.organisation, author.device, at).unwrap().unwrap().logs;
        let mut holds = false;
        for log in logs {
            let reader = Laptop::new(
                doorstep_sync::accept::Author { device: self.elsewhere(), ..author.clone() },
                crate::support::laptop::key_pair().0,
            );
            let pulled = self.reads(&reader, log.audience, 0);
            let sum: Sum =
                pulled.changes.iter().map(|bytes| doorstep_domain::id::ChangeId::of(bytes.as_bytes())).collect();
            assert_eq!(sum, log.sum, "the sum of a log is that of what may be held now");
            holds |= pulled.changes.iter().any(|bytes| bytes == change.bytes());
        }
        holds
    }

    /// A device that wrote nothing, so that no change comes as a reference.
    fn elsewhere(&self) -> doorstep_domain::id::DeviceId {
        self.world.organisation.number.mint_device(morning(), [250; 10])
    }

    pub(crate) fn settles(&self, at: DateTime<Utc>) {
        let ledger = self.world.ledger;
        for _ in 0..10 {
            let unsettled = ledger.unsettled(self.world.organisation.id, at, 100).unwrap();
            if unsettled.is_empty() {
                return;
            }
            unsettled.iter().for_each(|subject| ledger.settle(self.world.organisation.id, *subject, at).unwrap());
        }
        panic!("it never settles");
    }
}

pub(crate) fn push(world: &World<'_>, laptop: &mut Laptop, changes: &[Change]) -> Outcome {
    let batch = laptop.sends(changes);
    world.push(laptop, &[batch]).remove(0)
}

pub(crate) fn home(number: u64) -> Subject {
    let mut bytes = [8; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    Subject::Household(HouseholdId::from_bytes(bytes))
}

pub(crate) fn accountable(to: &Laptop) -> Value {
    json!({ "health_visitor": to.author.staff, "post": "filled", "from": "2026-11-02" })
}

pub(crate) fn a_caseload_is_read_by_whose_it_is_and_by_who_leads(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let note = all.amina.note(person(1), "a visit");
    assert_eq!(push(&all.world, &mut all.amina, std::slice::from_ref(&note)), Outcome::Accepted);
    assert!(all.holds(&all.amina, &note, morning()) && all.holds(&all.lena, &note, morning()));
    assert!(!all.holds(&all.beth, &note, morning()), "another health visitor's family");
    let amended = all.beth.version(person(1), &[note.id()], "I was there too");
    let refused = push(&all.world, &mut all.beth, std::slice::from_ref(&amended));
    assert_eq!(refused, quarantined(amended.id(), Refused::SubjectNotHeld));
}

pub(crate) fn covering_a_caseload_is_joining_its_audience(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let note = all.amina.note(person(1), "a visit");
    push(&all.world, &mut all.amina, std::slice::from_ref(&note));
    let scope = Scope::Caseload(all.amina.author.staff);
    let staff = all.beth.author.staff;
    let until = Some(morning() + TimeDelta::days(14));
    let organisation = all.world.organisation.id;
    ledger.join(organisation, &Joining { staff, scope, until }, &decided()).unwrap();
    assert!(all.holds(&all.beth, &note, morning()));
    let log = all.world.log_of(&all.beth, all.caseload(&all.amina)).unwrap();
    assert_eq!((log.membership, log.until, log.head), (1, until, 1), "it copies nothing");
    assert!(!all.holds(&all.beth, &note, morning() + TimeDelta::days(14)), "cover ends by itself");
    ledger.leave(organisation, staff, scope, &decided()).unwrap();
    assert!(!all.holds(&all.beth, &note, morning()));
    ledger.join(organisation, &Joining { staff, scope, until: None }, &decided()).unwrap();
    let again = all.world.log_of(&all.beth, all.caseload(&all.amina)).unwrap();
    assert_eq!(again.membership, 2, "who comes back reads from the start");
}

pub(crate) fn who_reads_a_caseload_by_role_does_not_cover_it(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let note = all.amina.note(person(1), "a visit");
    push(&all.world, &mut all.amina, std::slice::from_ref(&note));
    let (organisation, scope) = (all.world.organisation.id, Scope::Caseload(all.amina.author.staff));
    for staff in [all.lena.author.staff, all.amina.author.staff] {
        let joining = Joining { staff, scope, until: Some(morning() + TimeDelta::days(1)) };
        assert!(matches!(ledger.join(organisation, &joining, &decided()), Err(Error::ReadsByRole)));
        assert!(matches!(ledger.leave(organisation, staff, scope, &decided()), Err(Error::ReadsByRole)));
    }
    for laptop in [&all.lena, &all.amina] {
        assert!(all.holds(laptop, &note, morning() + TimeDelta::days(2)), "nothing has ended");
    }
}

pub(crate) fn a_family_that_is_reallocated_leaves_one_log_and_enters_the_other(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let (child, mother, house) = (person(1), person(2), home(1));
    let lives_there = |who: Subject| json!({ "person": who.person(), "residence": "main" });
    let family = [
        all.amina.note(child, "a visit"),
        all.amina.note(mother, "her mother"),
        all.amina.records(house, EntryKind::Membership, "1", &lives_there(child)),
        all.amina.records(house, EntryKind::Membership, "2", &lives_there(mother)),
    ];
    push(&all.world, &mut all.amina, &family);
    all.settles(morning());
    let old = all.caseload(&all.amina);
    let read = all.world.log_of(&all.amina, old).unwrap().head;
    let other = all.amina.note(person(9), "a family that stays");
    push(&all.world, &mut all.amina, std::slice::from_ref(&other));

    let allocated = all.lena.records(child, EntryKind::Accountable, "", &accountable(&all.beth));
    assert_eq!(push(&all.world, &mut all.lena, std::slice::from_ref(&allocated)), Outcome::Accepted);
    all.settles(morning());
    for change in family.iter().chain([&allocated]) {
        assert!(all.holds(&all.beth, change, morning()), "who is accountable now holds it: {change:?}");
        assert!(!all.holds(&all.amina, change, morning()), "who was does not: {change:?}");
        assert!(all.holds(&all.lena, change, morning()));
    }
    assert!(all.holds(&all.amina, &other, morning()));
    let news = all.reads(&all.amina, old, read);
    let withdrawn: Vec<Withdrawn> = news.pages.iter().flat_map(|page| page.withdrawn.clone()).collect();
    for subject in [child, mother, house] {
        assert!(withdrawn.contains(&Withdrawn { subject, entry: None }), "{subject}");
    }
    let first = all.reads(&all.amina, old, 0);
    assert!(first.pages[0].withdrawn.is_empty(), "who reads from the start never hears of them");
    assert_eq!(first.pages[0].to, first.pages[0].head);

    // And back again: the log gives the whole of it once more, with bytes, since Amina's laptop gave it up.
    let versions = all.world.log_of(&all.amina, old).unwrap().head;
    let mut back = all.lena.header_of(child, EntryKind::Accountable, "");
    back.parents = vec![allocated.id()];
    let back = Change::write(back, &accountable(&all.amina)).unwrap();
    push(&all.world, &mut all.lena, std::slice::from_ref(&back));
    all.settles(morning());
    let news = all.reads(&all.amina, old, versions);
    for change in &family {
        assert!(news.changes.iter().any(|bytes| bytes == change.bytes()), "{change:?}");
    }
}

pub(crate) fn what_was_written_before_its_author_could_know_is_taken(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let child = person(1);
    let note = all.amina.note(child, "a visit");
    push(&all.world, &mut all.amina, &[note]);
    let audience = all.caseload(&all.amina);
    let knew = all.world.log_of(&all.amina, audience).unwrap().head;
    let allocated = all.lena.records(child, EntryKind::Accountable, "", &accountable(&all.beth));
    push(&all.world, &mut all.lena, &[allocated]);
    all.settles(morning());
    let knows = all.world.log_of(&all.amina, audience).unwrap().head;

    let late = all.amina.records(child, EntryKind::Contact, "late", &json!({ "place": "home" }));
    let signed = all.amina.signs_having_seen(std::slice::from_ref(&late), vec![Seen(audience, 1, knew)]);
    let arrived = all.amina.arrived(signed);
    assert_eq!(all.world.push(&all.amina, &[arrived]), [Outcome::Accepted], "she was in the house, without a signal");
    assert!(all.holds(&all.beth, &late, morning()), "whoever is accountable now has it");
    assert!(!all.holds(&all.amina, &late, morning()), "received, now restricted");

    let later = all.amina.records(child, EntryKind::Contact, "later", &json!({ "place": "home" }));
    let signed = all.amina.signs_having_seen(std::slice::from_ref(&later), vec![Seen(audience, 1, knows)]);
    let arrived = all.amina.arrived(signed);
    let refused = quarantined(later.id(), Refused::SubjectNotHeld);
    assert_eq!(all.world.push(&all.amina, &[arrived]), [refused], "her laptop had been told");
}

pub(crate) fn each_class_of_reader_holds_what_its_role_may_read(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let team = all.world.team_of_caseloads();
    let nursery = all.world.laptop_of(Role::NurseryNurse, team);
    let scope = Scope::Caseload(all.amina.author.staff);
    let note = all.amina.note(person(1), "a visit");
    let mood = all.amina.records(person(1), EntryKind::Mood, "", &json!({ "asked": "yes" }));
    let note_of_worry = all.amina.records(person(1), EntryKind::SafeguardingNote, "", &json!({ "concern": "x" }));
    push(&all.world, &mut all.amina, &[note.clone(), mood.clone(), note_of_worry.clone()]);
    // Somebody of a class that nobody there was of: the log begins with all that it may hold.
    ledger
        .join(all.world.organisation.id, &Joining { staff: nursery.author.staff, scope, until: None }, &decided())
        .unwrap();
    let held = |who: &Laptop| [&note, &mood, &note_of_worry].map(|change| all.holds(who, change, morning()));
    assert_eq!(held(&all.amina), [true, true, true]);
    assert_eq!(held(&all.lena), [true, true, false], "a team leader reads no third party's words");
    assert_eq!(held(&nursery), [true, false, false]);
}

pub(crate) fn an_entry_that_becomes_more_sensitive_leaves_those_who_may_not_read_it(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let note = all.amina.note(person(1), "a visit");
    push(&all.world, &mut all.amina, std::slice::from_ref(&note));
    assert!(all.holds(&all.lena, &note, morning()));
    let leaders = all.audience(Scope::Caseload(all.amina.author.staff), Reader::Registered);
    let read = all.world.log_of(&all.lena, leaders).unwrap().head;
    let mut header = all.amina.header(person(1));
    header.parents = vec![note.id()];
    header.sensitivity = Sensitivity::Restricted;
    let raised = all.amina.writes(header, "what the neighbour said");
    push(&all.world, &mut all.amina, std::slice::from_ref(&raised));
    assert!(!all.holds(&all.lena, &raised, morning()), "at once: not even until it is settled");
    all.settles(morning());
    assert!(!all.holds(&all.lena, &note, morning()), "readers hold all changes of an entry or none");
    let news = all.reads(&all.lena, leaders, read);
    assert_eq!(news.pages[0].withdrawn, [Withdrawn { subject: person(1), entry: Some(note.header.entry) }]);
    assert!(all.holds(&all.amina, &note, morning()) && all.holds(&all.amina, &raised, morning()));
}

pub(crate) fn a_delegated_family_is_held_until_the_package_ends(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let team = all.world.team_of_caseloads();
    let nursery = all.world.laptop_of(Role::NurseryNurse, team);
    let child = person(1);
    let note = all.amina.note(child, "a visit");
    push(&all.world, &mut all.amina, std::slice::from_ref(&note));
    let (by, to) = (all.amina.author.staff, nursery.author.staff);
    let delegation = |state: &str| {
        json!({
            "package": "sleep", "what": "Settling.", "by": by, "to": to,
            "is_registered": "not_registered", "goal": "Sleeps.", "limits": "None.", "sessions_max": 4,
            "start_on": "2026-11-02", "report_by": "2026-12-01", "review_by": "2026-12-08", "state": state,
            "state_note": "Moved away."
        })
    };
    let proposed = all.amina.records(child, EntryKind::Delegation, "1", &delegation("proposed"));
    push(&all.world, &mut all.amina, std::slice::from_ref(&proposed));
    all.settles(morning());
    assert!(all.holds(&nursery, &note, morning()));
    let mut header = all.amina.header_of(child, EntryKind::Delegation, "1");
    header.parents = vec![proposed.id()];
    let revoked = Change::write(header, &delegation("revoked")).unwrap();
    assert_eq!(push(&all.world, &mut all.amina, &[revoked]), Outcome::Accepted);
    all.settles(morning());
    assert!(!all.holds(&nursery, &note, morning()) && all.holds(&all.amina, &note, morning()));
}

pub(crate) fn a_centre_holds_what_was_agreed_to_until_it_is_withdrawn(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let worker = all.world.laptop_at(CENTRE);
    let child = person(1);
    let identity = json!({ "family": "Smith", "given": "Noah", "birth_date": "2026-09-01" });
    let records = [
        all.amina.note(child, "a visit"),
        all.amina.records(child, EntryKind::Identity, "", &identity),
        all.amina.records(child, EntryKind::Measurement, "1", &json!({ "weight_g": 4_000 })),
        all.amina.records(child, EntryKind::Referral, "to them", &referral(Some(CENTRE))),
        all.amina.records(child, EntryKind::Referral, "to others", &referral(None)),
    ];
    push(&all.world, &mut all.amina, &records);
    let consent = |state: &str| {
        json!({
            "partner": "Seaside", "centre": CENTRE, "purpose": "childrens_centre", "scope": ["names", "referral"],
            "state": state, "on": "2026-11-02", "said_by": "Kayleigh", "said_as": "parental_responsibility",
            "how": "spoken", "evidence": "At the door."
        })
    };
    let given = all.amina.records(child, EntryKind::Consent, "seaside|childrens_centre", &consent("given"));
    assert_eq!(push(&all.world, &mut all.amina, std::slice::from_ref(&given)), Outcome::Accepted);
    all.settles(morning());
    assert!(!all.holds(&worker, &records[1], morning()), "no protocol, no sharing (SHR-01)");
    let protocol = json!({
        "partner": "Council", "purposes": ["childrens_centre"], "slices": ["names", "referral", "growth_and_feeding"],
        "lawful_basis": "public_task", "from": "2026-04-01", "to": "2028-03-31", "signatories": "Both."
    });
    let signed = all.lena.records(Subject::Centre(CENTRE), EntryKind::SharingProtocol, "1", &protocol);
    assert_eq!(push(&all.world, &mut all.lena, &[signed]), Outcome::Accepted);
    all.settles(morning());
    let held = |all: &Caseloads<'_>| records.each_ref().map(|change| all.holds(&worker, change, morning()));
    assert_eq!(held(&all), [false, true, false, true, false], "names and the referral to them, and no more");

    let mut header = all.amina.header_of(child, EntryKind::Consent, "seaside|childrens_centre");
    header.parents = vec![given.id()];
    let withdrawn = Change::write(header, &consent("withdrawn")).unwrap();
    assert_eq!(push(&all.world, &mut all.amina, &[withdrawn]), Outcome::Accepted);
    all.settles(morning());
    assert_eq!(held(&all), [false; 5]);
}

fn referral(centre: Option<CentreId>) -> Value {
    let mut body = json!({
        "to_service": "Baby group", "urgency": "routine", "reason": "Isolated.", "desired_outcome": "Meets others.",
        "basis": "consent_given", "made_on": "2026-11-02", "review_on": "2027-01-02", "state": "signed"
    });
    if let (Some(centre), Some(fields)) = (centre, body.as_object_mut()) {
        fields.insert("centre".to_owned(), json!(centre));
    }
    body
}

pub(crate) fn cover_of_one_family_comes_and_goes_by_its_days(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let child = person(1);
    let note = all.amina.note(child, "a visit");
    push(&all.world, &mut all.amina, std::slice::from_ref(&note));
    let mut body = accountable(&all.amina);
    body["cover"] = json!([{ "health_visitor": all.beth.author.staff, "from": "2026-11-09", "to": "2026-11-20" }]);
    let covered = all.lena.records(child, EntryKind::Accountable, "", &body);
    push(&all.world, &mut all.lena, &[covered]);
    let noon = |day: u32| {
        DateTime::from_timestamp_millis(morning().timestamp_millis()).unwrap() + TimeDelta::days(i64::from(day) - 2)
    };
    for (day, holds) in [(2, false), (8, false), (9, true), (20, true), (21, false)] {
        all.settles(noon(day));
        assert_eq!(all.holds(&all.beth, &note, noon(day)), holds, "on {}", noon(day));
        assert!(all.holds(&all.amina, &note, noon(day)), "accountability never lapses");
    }
}

pub(crate) fn a_mother_whom_a_colleague_registered_comes_to_whoever_is_accountable_for_her_child(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let (child, mother) = (person(1), person(2));
    let expects = all.beth.note(mother, "pregnant");
    push(&all.world, &mut all.beth, std::slice::from_ref(&expects));
    let born = all.amina.note(child, "born");
    push(&all.world, &mut all.amina, &[born]);
    let tie = all.lena.records(child, EntryKind::Relationship, "1", &json!({ "adult": mother.person() }));
    push(&all.world, &mut all.lena, &[tie]);
    all.settles(morning());
    assert!(!all.holds(&all.amina, &expects, morning()), "nobody is accountable yet");
    // The child is in Amina's caseload already: for it nothing changes.
    let allocated = all.lena.records(child, EntryKind::Accountable, "", &accountable(&all.amina));
    push(&all.world, &mut all.lena, &[allocated]);
    all.settles(morning());
    assert!(all.holds(&all.amina, &expects, morning()));
}

pub(crate) fn what_was_written_while_covering_is_accepted_after_the_cover_ended(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let child = person(1);
    let note = all.amina.note(child, "a visit");
    push(&all.world, &mut all.amina, &[note]);
    let mut body = accountable(&all.amina);
    body["cover"] = json!([{ "health_visitor": all.beth.author.staff, "from": "2026-11-02", "to": "2026-11-02" }]);
    let covered = all.lena.records(child, EntryKind::Accountable, "", &body);
    push(&all.world, &mut all.lena, &[covered]);
    all.settles(morning());
    // Written before midnight, sent after it, and nobody has looked yet at whose cover ended.
    let seen = vec![Seen(all.caseload(&all.beth), 1, 2)];
    let late = all.beth.records(child, EntryKind::ContactNarrative, "late", &json!({ "narrative": "at the door" }));
    let signed = all.beth.signs_having_seen(&[late], seen);
    let next_day = morning() + TimeDelta::days(1);
    let outcome = ledger.push(&all.beth.author, &[all.beth.arrived(signed.clone())], next_day).unwrap().outcomes;
    assert_eq!(outcome, [Outcome::Accepted]);
    all.settles(next_day);
    let again = ledger.push(&all.beth.author, &[all.beth.arrived(signed)], next_day).unwrap().outcomes;
    assert_eq!(again, [Outcome::AlreadyHad]);
}

pub(crate) fn what_comes_after_a_cover_ended_goes_to_nobody_who_covered(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let child = person(1);
    let note = all.amina.note(child, "a visit");
    push(&all.world, &mut all.amina, std::slice::from_ref(&note));
    let mut body = accountable(&all.amina);
    body["cover"] = json!([{ "health_visitor": all.beth.author.staff, "from": "2026-11-02", "to": "2026-11-02" }]);
    let covered = all.lena.records(child, EntryKind::Accountable, "", &body);
    push(&all.world, &mut all.lena, &[covered]);
    all.settles(morning());
    assert!(all.holds(&all.beth, &note, morning()));
    // Two more versions, after the cover ended and before anybody has looked at whose did.
    let next_day = morning() + TimeDelta::days(1);
    let second = all.amina.version(child, &[note.id()], "a second visit");
    let third = all.amina.version(child, &[second.id()], "a third");
    let arrived = [&second, &third].map(|change| all.amina.sends(std::slice::from_ref(change)));
    let outcomes = ledger.push(&all.amina.author, &arrived, next_day).unwrap().outcomes;
    assert_eq!(outcomes, [Outcome::Accepted, Outcome::Accepted]);
    for change in [&note, &second, &third] {
        assert!(!all.holds(&all.beth, change, next_day), "and the sums agree");
    }
    all.settles(next_day);
    for change in [&note, &second, &third] {
        assert!(!all.holds(&all.beth, change, next_day));
        assert!(all.holds(&all.amina, change, next_day));
    }
}

pub(crate) fn the_named_nurse_holds_children_with_a_safeguarding_status(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let named = all.world.laptop_of_all(Role::SafeguardingNurse);
    let child = person(1);
    let note = all.amina.note(child, "a visit");
    push(&all.world, &mut all.amina, std::slice::from_ref(&note));
    assert!(!all.holds(&named, &note, morning()));
    let status = json!({ "state": "child_in_need", "from": "2026-11-01", "source": "letter", "decided_by": "Council" });
    let status = all.amina.records(child, EntryKind::SafeguardingStatus, "", &status);
    assert_eq!(push(&all.world, &mut all.amina, &[status]), Outcome::Accepted);
    all.settles(morning());
    assert!(all.holds(&named, &note, morning()));
}

pub(crate) fn an_entry_is_of_one_subject_and_one_kind(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let note = all.amina.note(person(1), "a visit");
    push(&all.world, &mut all.amina, std::slice::from_ref(&note));
    let mut header = all.beth.header(person(2));
    header.entry = note.header.entry;
    let stolen = all.beth.writes(header, "into another's record");
    let refused = push(&all.world, &mut all.beth, std::slice::from_ref(&stolen));
    assert_eq!(refused, quarantined(stolen.id(), Refused::ParentOfAnother));
    assert!(!all.holds(&all.amina, &stolen, morning()));
}

pub(crate) fn where_digests_differ_only_that_subject_is_sent_again(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let notes = [1, 2, 3].map(|number| all.amina.note(person(number), "a visit"));
    push(&all.world, &mut all.amina, &notes);
    let audience = all.caseload(&all.amina);
    let sum = |change: &Change| Bytes([change.id()].into_iter().collect::<Sum>().bytes());
    let wrong = Bytes(Sum::default().bytes());
    let held = HeldSums {
        audience,
        // The second is lost, and the fourth was never here.
        sums: vec![(person(1), sum(&notes[0])), (person(2), wrong), (person(3), sum(&notes[2])), (person(4), wrong)],
    };
    let repaired = ledger.compare(&all.amina.author, &[held], usize::MAX).unwrap();
    let subjects: Vec<_> = repaired.repairs.iter().map(|repair| (repair.subject, repair.changes)).collect();
    assert_eq!(subjects, [(person(2), 1), (person(4), 0)]);
    assert_eq!(repaired.changes, [notes[1].bytes()], "with its bytes, though she wrote it: it is lost there");
}
