//! The courier: carries what was signed to the service and brings what is new, while a vault is open.
//!
//! It holds the vault only between two words with the service, so that locking never waits for a dead line.

use std::sync::{Arc, Condvar, Mutex, Weak};
use std::time::Duration;

use doorstep_store::Vault;
use doorstep_store::device::Enrolment;
use doorstep_sync::client::{self, Replica};
use doorstep_sync::wire::MOST_CHANGES_A_PUSH;

use crate::changes::ChangeBell;
use crate::error::{ApiError, ErrorCode};
use crate::link::{Link, LinkError};
use crate::status::{Area, ServiceState};

/// How often to look for news when nothing is to be sent.
const IDLE: Duration = Duration::from_secs(30);
/// The first and the longest wait after a failure.
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LONGEST_RETRY: Duration = Duration::from_secs(60);
/// The longest that a service may ask to be left alone: something in between that is set up wrongly ends no syncing.
const LONGEST_HOLD_OFF: Duration = Duration::from_secs(60 * 60);

/// Shared by the background thread and by "Sync now".
#[derive(Clone)]
pub(crate) struct Courier(Arc<Shared>);

struct Shared {
    vault: Weak<Vault>,
    bell: Arc<ChangeBell>,
    /// Held for a whole sync: there is never more than one.
    link: Mutex<Link>,
    state: Mutex<CourierState>,
    woken: Condvar,
}

/// How the courier stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CourierState {
    pub(crate) service: ServiceState,
    pub(crate) syncing: bool,
    pub(crate) last_error: Option<ErrorCode>,
    failures: u32,
    /// How long the service asked to be left alone.
    held_off: Option<Duration>,
    awake: bool,
    stopped: bool,
}

impl Courier {
    pub(crate) fn new(vault: &Arc<Vault>, enrolment: &Enrolment, bell: Arc<ChangeBell>) -> Result<Self, ApiError> {
        let link = Link::of(enrolment).map_err(|LinkError(code)| ApiError::new(code))?;
        let state = CourierState {
            service: ServiceState::NotTried,
            syncing: false,
            last_error: None,
            failures: 0,
            held_off: None,
            awake: false,
            stopped: false,
        };
        let shared = Shared {
            vault: Arc::downgrade(vault),
            bell,
            link: Mutex::new(link),
            state: Mutex::new(state),
            woken: Condvar::new(),
        };
        Ok(Self(Arc::new(shared)))
    }

    /// Syncs in the background until stopped.
    pub(crate) fn start(&self) -> Result<(), ApiError> {
        let courier = self.clone();
        let run = move || {
            while courier.rest() {
                // A failure is in the state, which every screen shows; the next try comes by itself.
                let _ = courier.sync();
            }
        };
        std::thread::Builder::new()
            .name("courier".into())
            .spawn(run)
            .map(drop)
            .map_err(|error| ApiError::internal(&error))
    }

    pub(crate) fn stop(&self) {
        self.change(|state| state.stopped = true);
        self.0.woken.notify_all();
    }

    /// There is something to carry.
    pub(crate) fn wake(&self) {
        self.change(|state| state.awake = true);
        self.0.woken.notify_all();
    }

    pub(crate) fn state(&self) -> Option<CourierState> {
        self.0.state.lock().ok().map(|state| *state)
    }

    fn change(&self, change: impl FnOnce(&mut CourierState)) {
        if let Ok(mut state) = self.0.state.lock() {
            change(&mut state);
        }
    }

    /// Waits for something to do. False: the courier was stopped.
    fn rest(&self) -> bool {
        let Ok(state) = self.0.state.lock() else { return false };
        let pause = pause(&state, spread());
        // What is signed meanwhile waits as well, where the service asked for quiet.
        let rests = |state: &mut CourierState| !state.stopped && (!state.awake || state.held_off.is_some());
        let waited = self.0.woken.wait_timeout_while(state, pause, rests);
        let Ok((mut state, _)) = waited else { return false };
        state.awake = false;
        !state.stopped && self.0.vault.strong_count() > 0
    }

    /// Pushes and pulls until there is nothing more, and says how it went.
    pub(crate) fn sync(&self) -> Result<(), LinkError> {
        let Ok(mut link) = self.0.link.lock() else { return Err(LinkError(ErrorCode::Internal)) };
        self.change(|state| state.syncing = true);
        self.0.bell.ring(&[Area::Sync]);
        let outcome = self.rounds(&mut link);
        let asked = link.take_wait();
        self.change(|state| {
            state.held_off = asked;
            state.syncing = false;
            state.last_error = outcome.as_ref().err().map(|LinkError(code)| *code);
            state.failures = if outcome.is_ok() { 0 } else { state.failures.saturating_add(1) };
            state.service = service_state(outcome.as_ref().err());
        });
        self.0.bell.ring(&[Area::Sync]);
        outcome
    }

    fn rounds(&self, link: &mut Link) -> Result<(), LinkError> {
        loop {
            let (in_flight, request) = self.with_vault(|mut vault| {
                let offer = vault.offer(MOST_CHANGES_A_PUSH).map_err(|error| ApiError::from(error).code)?;
                client::request(&offer).map_err(|error| ApiError::internal(&error).code)
            })?;
            let answer = self.post(link, &request)?;
            let received = client::answer(&in_flight, &answer).map_err(|error| {
                tracing::warn!(%error, "the service's answer was not taken");
                LinkError(ErrorCode::BadAnswer)
            })?;
            let applied =
                self.with_vault(|mut vault| vault.receive(received).map_err(|error| ApiError::from(error).code))?;
            if applied.is_news {
                self.0.bell.ring(&[Area::Record, Area::Decisions, Area::Sync]);
            }
            if applied.up_to_date {
                return Ok(());
            }
        }
    }

    /// Opens a session first where there is none. The vault is not held while the network is waited for.
    fn post(&self, link: &mut Link, request: &[u8]) -> Result<Vec<u8>, LinkError> {
        if link.has_session() {
            match link.sync_with_session(request) {
                Err(_) if !link.has_session() => {}
                answer => return answer,
            }
        }
        let opening = link.ask_challenge()?;
        let signed = self.with_vault(|vault| Ok(opening.sign(vault.device_key())))?;
        link.open_session(&signed)?;
        link.sync_with_session(request)
    }

    fn with_vault<T>(&self, work: impl FnOnce(&Vault) -> Result<T, ErrorCode>) -> Result<T, LinkError> {
        let vault = self.0.vault.upgrade().ok_or(LinkError(ErrorCode::Locked))?;
        work(&vault).map_err(LinkError)
    }
}

fn service_state(error: Option<&LinkError>) -> ServiceState {
    match error {
        None => ServiceState::Reached,
        Some(LinkError(ErrorCode::LaptopRefused | ErrorCode::VersionRefused | ErrorCode::ServiceNotTrusted)) => {
            ServiceState::Refused
        }
        Some(_) => ServiceState::NotReached,
    }
}

/// Doubles after each failure; spread, so that a thousand laptops do not come back in the same second. `spread` is from
/// 0 to 1.
fn pause(state: &CourierState, spread: f64) -> Duration {
    if state.service == ServiceState::NotTried {
        return Duration::ZERO;
    }
    if state.failures == 0 {
        return IDLE;
    }
    let doubled = FIRST_RETRY.saturating_mul(1 << state.failures.min(6).saturating_sub(1)).min(LONGEST_RETRY);
    let doubled = doubled.mul_f64(0.5 + spread);
    // Never earlier than the service asked.
    let asked = state.held_off.unwrap_or_default().min(LONGEST_HOLD_OFF).mul_f64(1.0 + spread / 2.0);
    doubled.max(asked)
}

/// Somewhere from 0 to 1.
fn spread() -> f64 {
    use ring::rand::{SecureRandom, SystemRandom};
    let mut byte = [128];
    let _ = SystemRandom::new().fill(&mut byte);
    f64::from(byte[0]) / 255.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(failures: u32, held_off: Option<u64>) -> CourierState {
        CourierState {
            service: ServiceState::NotReached,
            syncing: false,
            last_error: None,
            failures,
            held_off: held_off.map(Duration::from_secs),
            awake: false,
            stopped: false,
        }
    }

    #[test]
    fn each_failure_doubles_the_wait_and_no_two_laptops_wait_alike() {
        let seconds = |failures, spread| pause(&after(failures, None), spread).as_secs();
        assert_eq!([1, 2, 3, 4, 5, 6, 60].map(|failures| seconds(failures, 0.5)), [2, 4, 8, 16, 32, 60, 60]);
        assert_eq!((seconds(6, 0.0), seconds(6, 1.0)), (30, 90));
        assert_eq!(pause(&after(0, None), 1.0), IDLE);
    }

    #[test]
    fn the_service_is_left_alone_as_long_as_it_asked() {
        let seconds = |asked, spread| pause(&after(1, Some(asked)), spread).as_secs();
        assert_eq!((seconds(300, 0.0), seconds(300, 1.0)), (300, 450));
        assert_eq!(seconds(1, 1.0), 3, "never sooner than after any failure");
        assert_eq!(seconds(86_400, 0.0), 3_600, "a day is nobody's wish");
    }
}
