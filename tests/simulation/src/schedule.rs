//! One schedule: laptops, a service and a network between them, driven by one seed and one virtual clock.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use chrono::{DateTime, TimeDelta, Utc};
use doorstep_domain::audience::Scope;
use doorstep_domain::change::Change;
use doorstep_domain::fixtures::dice::Dice;
use doorstep_domain::staff::Role;

use crate::Outcome;
use crate::acts::{Act, Desk};
use crate::base::{Base, beginning, in_memory};
use crate::cast::{Family, LAPTOPS, LEADER};
use crate::central::Service;
use crate::check;
use crate::counts::Counts;
use crate::laptop::{Laptop, Taken};
use crate::plan::Plan;
use crate::signed::{Signed, is_too_long, kinds};

/// What happens at a moment.
enum Event {
    Acts(usize),
    Syncs(usize),
    RequestArrives { laptop: usize, number: u64, request: Vec<u8> },
    AnswerArrives { laptop: usize, number: u64, answer: Vec<u8> },
    GivesUp { laptop: usize, number: u64 },
    Service,
}

pub(crate) struct Schedule<'b> {
    pub(crate) dice: Dice,
    pub(crate) plan: Plan,
    pub(crate) now: DateTime<Utc>,
    pub(crate) laptops: Vec<Laptop<'b>>,
    pub(crate) service: Service,
    pub(crate) signed: Vec<Signed>,
    pub(crate) counts: Counts,
    /// Whether the service was put back to an older copy at some time.
    pub(crate) was_restored: bool,
    /// Whether nobody has said so yet.
    is_undeclared: bool,
    /// Whether somebody's disk was, or an answer came that was none.
    pub(crate) digests_may_differ: bool,
    families: Vec<Family>,
    events: BinaryHeap<Reverse<(DateTime<Utc>, u64)>>,
    waiting: BTreeMap<u64, Event>,
    next: u64,
    /// Answers that went by, for a proxy that sends one again.
    went_by: Vec<(usize, Vec<u8>)>,
    /// What happened, in a word each, hashed as it comes.
    pub(crate) story: u64,
    /// Whether what happens is printed.
    pub(crate) is_told: bool,
    _folder: tempfile::TempDir,
}

impl<'b> Schedule<'b> {
    pub(crate) fn new(base: &'b Base, seed: u64) -> Outcome<Self> {
        let mut dice = Dice::new(seed);
        let plan = Plan::of(&mut dice);
        let folder = in_memory()?;
        base.copy_ledger(folder.path())?;
        let mut laptops = Vec::new();
        for place in &plan.cast {
            let own = folder.path().join(place.to_string());
            let mut laptop = Laptop::new(base, *place, LAPTOPS[*place], own)?;
            laptop.clock_is_off = plan.clock(&mut dice);
            laptop.most_changes = plan.most_changes;
            laptops.push(laptop);
        }
        let service = Service::new(folder.path(), plan.largest_page)?;
        Ok(Self {
            dice,
            plan,
            now: beginning(),
            laptops,
            service,
            signed: Vec::new(),
            counts: Counts::default(),
            was_restored: false,
            is_undeclared: false,
            digests_may_differ: false,
            families: Vec::new(),
            events: BinaryHeap::new(),
            waiting: BTreeMap::new(),
            next: 0,
            went_by: Vec::new(),
            story: 0xcbf2_9ce4_8422_2325,
            is_told: false,
            _folder: folder,
        })
    }

    /// Plays it to its end. Every part ends with a network that works and a look at everything.
    pub(crate) fn plays(&mut self) -> Outcome<()> {
        for part in self.plan.parts.clone() {
            self.has_a_day(part)?;
            self.heals()?;
            check::everything(self)?;
        }
        Ok(())
    }

    /// So many things are done, over a day or two, with whatever goes wrong meanwhile.
    fn has_a_day(&mut self, acts: u32) -> Outcome<()> {
        let span = self.dice.between(4, 60);
        let moment = |dice: &mut Dice| TimeDelta::seconds(i64::from(dice.below(span * 3_600)));
        for _ in 0..acts {
            let laptop = self.dice.below(u32::try_from(self.laptops.len())?) as usize;
            let at = self.now + moment(&mut self.dice);
            self.schedule(at, Event::Acts(laptop));
        }
        for laptop in 0..self.laptops.len() {
            for _ in 0..self.dice.between(1, acts / 6 + 2) {
                let at = self.now + moment(&mut self.dice);
                self.schedule(at, Event::Syncs(laptop));
            }
        }
        for _ in 0..acts / 3 {
            let at = self.now + moment(&mut self.dice);
            self.schedule(at, Event::Service);
        }
        while let Some(Reverse((at, number))) = self.events.pop() {
            self.now = self.now.max(at);
            if let Some(event) = self.waiting.remove(&number) {
                self.happens(event)?;
            }
        }
        Ok(())
    }

    fn schedule(&mut self, at: DateTime<Utc>, event: Event) {
        self.next += 1;
        self.events.push(Reverse((at, self.next)));
        self.waiting.insert(self.next, event);
    }

    fn happens(&mut self, event: Event) -> Outcome<()> {
        match event {
            Event::Acts(laptop) => self.acts(laptop),
            Event::Syncs(laptop) => {
                if self.dice.chance(self.plan.links_go_down) {
                    self.laptops[laptop].is_online = !self.laptops[laptop].is_online;
                    self.counts.count("link goes down or comes back");
                }
                self.syncs(laptop)
            }
            Event::RequestArrives { laptop, number, request } => self.request_arrives(laptop, number, &request),
            Event::AnswerArrives { laptop, number, answer } => self.answer_arrives(laptop, number, answer),
            Event::GivesUp { laptop, number } => {
                let laptop = &mut self.laptops[laptop];
                laptop.in_flight.take_if(|(on_its_way, _)| *on_its_way == number);
                Ok(())
            }
            Event::Service => self.something_befalls_the_service(),
        }
    }

    fn tells(&mut self, word: &str, number: u64) {
        if self.is_told {
            println!("{}  {word} {number}", self.now.format("%d %H:%M:%S%.3f"));
        }
        for byte in word.bytes().chain(number.to_be_bytes()) {
            self.story = (self.story ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn acts(&mut self, place: usize) -> Outcome<()> {
        if self.dice.chance(self.plan.kills) {
            self.counts.count("laptop is killed");
            self.laptops[place].is_killed()?;
        }
        if self.dice.chance(self.plan.copies) {
            return self.something_befalls_its_disk(place);
        }
        let clock = self.laptops[place].clock(self.now);
        self.laptops[place].vault()?.keep_time(clock)?;
        let number = self.signed.len();
        let is_first_of_leader = self.laptops[place].who.staff == LAPTOPS[LEADER].staff
            && !self.signed.iter().any(|one| one.laptop == place);
        let laptop = &self.laptops[place];
        let mut desk = Desk { laptop, families: &self.families, dice: &mut self.dice, clock, number };
        let act = if is_first_of_leader { Some(desk.begins_sharing()?) } else { desk.act()? };
        let Some(act) = act else { return Ok(()) };
        self.families.extend(act.family);
        self.tells(
            &format!("{} signs {} of {}", self.laptops[place].who.name, kinds(&act), act.subject),
            number as u64,
        );
        let was_held = act.family.is_some() || self.laptops[place].holds(act.subject)? || is_first_of_leader;
        let intention = act.draft.map(|_| number);
        self.signs(place, &act, was_held, intention)?;
        if let Some(draft) = act.draft.filter(|_| self.dice.chance(300)) {
            self.looks_for_its_draft(place, &act, draft, was_held)?;
        }
        Ok(())
    }

    fn signs(&mut self, place: usize, act: &Act, was_held: bool, intention: Option<usize>) -> Outcome<()> {
        let laptop = &self.laptops[place];
        let batch = laptop.signs(act.changes.clone(), act.draft, laptop.clock(self.now))?;
        self.signed.push(Signed {
            laptop: place,
            batch,
            changes: act.changes.iter().map(Change::id).collect(),
            kinds: kinds(act),
            may_be_set_aside: act.is_hostile || !was_held || act.changes.iter().any(is_too_long),
            intention,
            is_lost: false,
        });
        self.counts.count("entry or more is signed");
        Ok(())
    }

    /// Killed before the window said that it was signed, its author looks whether the draft is still there, and signs it.
    fn looks_for_its_draft(
        &mut self,
        place: usize,
        act: &Act,
        draft: doorstep_domain::id::DraftId,
        was_held: bool,
    ) -> Outcome<()> {
        self.counts.count("laptop is killed before it could say that it signed");
        self.laptops[place].is_killed()?;
        if !self.laptops[place].vault()?.drafts()?.iter().any(|kept| kept.id == draft) {
            return Ok(());
        }
        let intention = self.signed.last().and_then(|signed| signed.intention);
        let again = check::signed_anew(&act.changes, &mut self.dice, self.laptops[place].clock(self.now))?;
        self.signs(
            place,
            &Act { changes: again, is_hostile: act.is_hostile, family: None, ..*act },
            was_held,
            intention,
        )
    }

    fn something_befalls_its_disk(&mut self, place: usize) -> Outcome<()> {
        let signed = self.signed.len();
        let Some(copied_at) = self.laptops[place].copied_at.take() else {
            self.counts.count("laptop's disk is copied");
            return self.laptops[place].is_copied(signed);
        };
        self.digests_may_differ = true;
        if self.dice.chance(400) {
            self.counts.count("laptop gets an older folder, mark and all");
            self.laptops[place].gets_its_older_folder()?;
            self.loses(place, copied_at);
            return Ok(());
        }
        self.counts.count("laptop gets an older store");
        let missing = self.laptops[place].gets_its_older_store()?;
        if self.loses(place, copied_at) && !missing {
            return Err("I1: a laptop lost work and does not say so".into());
        }
        Ok(())
    }

    /// What its laptop signed since then is nowhere but where it was sent to. Whether there is any.
    fn loses(&mut self, place: usize, copied_at: usize) -> bool {
        let mut any = false;
        for signed in self.signed[copied_at..].iter_mut().filter(|signed| signed.laptop == place) {
            (signed.is_lost, any) = (true, true);
        }
        any
    }

    /// Asks for something, where nothing is on its way.
    fn syncs(&mut self, place: usize) -> Outcome<()> {
        let laptop = &mut self.laptops[place];
        if laptop.in_flight.is_some() {
            return Ok(());
        }
        self.next += 1;
        let number = self.next;
        let request = laptop.asks(number)?;
        let is_sent = laptop.is_online;
        self.tells(&format!("{} asks", self.laptops[place].who.name), number);
        let gives_up = self.now + TimeDelta::minutes(10);
        self.schedule(gives_up, Event::GivesUp { laptop: place, number });
        if !is_sent || self.dice.chance(self.plan.drops) {
            self.counts.count("request is lost");
            return Ok(());
        }
        if self.dice.chance(self.plan.doubles) {
            self.counts.count("request comes twice");
            let at = self.now + self.plan.takes(&mut self.dice);
            self.schedule(at, Event::RequestArrives { laptop: place, number, request: request.clone() });
        }
        let at = self.now + self.plan.takes(&mut self.dice);
        self.schedule(at, Event::RequestArrives { laptop: place, number, request });
        Ok(())
    }

    fn request_arrives(&mut self, place: usize, number: u64, request: &[u8]) -> Outcome<()> {
        let dies_after = self.dice.chance(self.plan.service_dies).then(|| self.dice.below(120));
        let device = self.laptops[place].device;
        let mut request = request;
        if self.dice.chance(self.plan.truncates) {
            self.counts.count("request is cut off");
            request = &request[..self.dice.below(u32::try_from(request.len())?) as usize];
        }
        let answered = self.service.answers(device, request, self.now, dies_after)?;
        self.tells(if answered.is_ok() { "service answers" } else { "service refuses" }, number);
        if self.laptops[place].is_revoked && answered.is_ok() {
            return Err("I8: a revoked laptop was answered".into());
        }
        let Ok(answer) = answered else {
            self.counts.count(if dies_after.is_some() { "service dies in the middle" } else { "request is refused" });
            return Ok(());
        };
        if self.dice.chance(self.plan.loses_answers) {
            self.counts.count("answer is lost after the service stored");
            return Ok(());
        }
        self.went_by.push((place, answer.clone()));
        let at = self.now + self.plan.takes(&mut self.dice);
        self.schedule(at, Event::AnswerArrives { laptop: place, number, answer });
        Ok(())
    }

    fn answer_arrives(&mut self, place: usize, number: u64, mut answer: Vec<u8>) -> Outcome<()> {
        let is_awaited = self.laptops[place].in_flight.as_ref().is_some_and(|(on_its_way, _)| *on_its_way == number);
        if !is_awaited {
            self.counts.count("answer comes too late");
            return Ok(());
        }
        if self.dice.chance(self.plan.truncates) {
            self.counts.count("answer is cut off");
            answer.truncate(self.dice.below(u32::try_from(answer.len())?) as usize);
        } else if self.dice.chance(self.plan.captive_portals) {
            self.counts.count("captive portal answers");
            answer = b"<html>Welcome to the waiting room. Log in.</html>".to_vec();
        } else if self.dice.chance(self.plan.stale_answers) {
            let own: Vec<&Vec<u8>> = self.went_by.iter().filter(|(to, _)| *to == place).map(|(_, old)| old).collect();
            self.counts.count("answer to another question comes");
            self.digests_may_differ = true;
            answer.clone_from(own[self.dice.below(u32::try_from(own.len())?) as usize]);
        }
        let taken = self.laptops[place].takes(&answer)?;
        self.tells(&format!("{} takes {taken:?}", self.laptops[place].who.name), number);
        check::status_is_true(self, place)?;
        if let Taken::Applied { up_to_date: false, .. } = taken {
            self.syncs(place)?;
        }
        self.looks_at(taken)
    }

    fn looks_at(&mut self, taken: Taken) -> Outcome<()> {
        if let Taken::Applied { diverged: true, .. } = taken {
            self.counts.count("digests differ");
            if !self.digests_may_differ && !self.was_restored {
                let wrong = self.service.wrong_sum()?;
                return Err(
                    format!("I2: digests differ though nothing was lost; wrong at the service: {wrong:?}").into()
                );
            }
        }
        Ok(())
    }

    fn something_befalls_the_service(&mut self) -> Outcome<()> {
        let colleague = LAPTOPS[self.dice.below(u32::try_from(LAPTOPS.len())?) as usize];
        if self.dice.chance(self.plan.service_dies) {
            self.counts.count("service starts again");
            self.service.starts_again()?;
        }
        if self.dice.chance(self.plan.restores) {
            return if self.dice.chance(500) { self.service.backs_up() } else { self.is_restored() };
        }
        if self.dice.chance(self.plan.revokes) && self.laptops.len() > 3 {
            let last = self.laptops.len() - 1;
            self.counts.count("laptop is revoked");
            self.laptops[last].is_revoked = true;
            return self.service.revokes(self.laptops[last].device);
        }
        if self.dice.chance(self.plan.covers) {
            let of = Scope::Caseload(LAPTOPS[self.dice.below(2) as usize].staff);
            let until = self.dice.chance(500).then(|| self.now + TimeDelta::hours(self.dice.below(30).into()));
            let is_own = of == Scope::Caseload(colleague.staff);
            // Who leads reads all of them already.
            if colleague.role == Role::HealthVisitor && !is_own {
                self.counts.count("cover begins or ends");
                if self.dice.chance(400) {
                    self.service.leaves(colleague.staff, of)?;
                } else {
                    self.service.joins(colleague.staff, of, until)?;
                }
            }
        }
        self.service.sweeps(self.now)
    }

    fn is_restored(&mut self) -> Outcome<()> {
        if self.service.is_put_back()? {
            self.counts.count("service is restored from a backup");
            (self.was_restored, self.is_undeclared) = (true, true);
            if self.dice.chance(700) {
                self.is_declared()?;
            } else {
                self.counts.count("nobody says so until the network works again");
            }
        }
        Ok(())
    }

    fn is_declared(&mut self) -> Outcome<()> {
        self.is_undeclared = false;
        self.service.is_declared(self.now)
    }

    /// The network works, nothing dies, and everybody syncs: three rounds are to be enough, and more where a restore
    /// is confirmed between them.
    fn heals(&mut self) -> Outcome<()> {
        self.events.clear();
        self.waiting.clear();
        for laptop in &mut self.laptops {
            laptop.in_flight = None;
            laptop.is_online = true;
        }
        // Longer than a comparison in vain is not repeated.
        self.now += TimeDelta::hours(2);
        if self.is_undeclared {
            self.is_declared()?;
        }
        let before = if self.was_restored { 4 } else { 0 };
        // What one laptop lets go of another sends again, and the first then gets back.
        let after = if self.was_restored { 2 * ROUNDS } else { ROUNDS };
        for round in 0..before + after {
            if round > 0 {
                self.now += TimeDelta::minutes(if self.was_restored { 65 } else { 5 });
            }
            if round == before {
                self.service.is_confirmed(self.now)?;
            }
            self.service.sweeps(self.now)?;
            for place in 0..self.laptops.len() {
                self.syncs_undisturbed(place)?;
            }
        }
        Ok(())
    }

    fn syncs_undisturbed(&mut self, place: usize) -> Outcome<()> {
        let clock = self.laptops[place].clock(self.now);
        self.laptops[place].vault()?.keep_time(clock)?;
        for _ in 0..MOST_EXCHANGES {
            let request = self.laptops[place].asks(0)?;
            let device = self.laptops[place].device;
            let answer = match self.service.answers(device, &request, self.now, None)? {
                Ok(_) if self.laptops[place].is_revoked => return Err("I8: a revoked laptop was answered".into()),
                Ok(answer) => answer,
                Err(_) if self.laptops[place].is_revoked => return Ok(()),
                Err(refused) => return Err(format!("I12: a sync is refused: {refused}").into()),
            };
            self.counts.count("exchange while nothing goes wrong");
            let taken = self.laptops[place].takes(&answer)?;
            self.tells(&format!("{} syncs undisturbed: {taken:?}", self.laptops[place].who.name), 0);
            self.looks_at(taken)?;
            match taken {
                Taken::Refused => return Err("I12: an answer is not taken, though nothing went wrong".into()),
                Taken::Applied { up_to_date: true, .. } => return check::status_is_true(self, place),
                Taken::Applied { .. } => {}
            }
        }
        Err("I12: a sync does not end".into())
    }
}

/// How many rounds of undisturbed syncs make everything equal (SECURITY 4.1, I12).
const ROUNDS: u32 = 3;
const MOST_EXCHANGES: u32 = 2_000;
