//! Enrolment: a one-time code for a place in the organisation.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use doorstep_sync::wire::{Enrol, Enrolled, OLDEST_PROTOCOL, PROTOCOL};

use super::{App, body};
use crate::code::read_code;
use crate::ledger::NewDevice;
use crate::random::random;
use crate::refusal::Refusal;

/// The longest version of an application that is kept.
const LONGEST_VERSION: usize = 40;

pub(super) async fn enrol(State(app): State<Arc<App>>, request: Request) -> Result<Json<Enrolled>, Refusal> {
    let asked: Enrol = body::json(&app, request).await?;
    if !(OLDEST_PROTOCOL..=PROTOCOL).contains(&asked.protocol) {
        return Err(Refusal::Protocol);
    }
    app.work(move |app| enrolled(app, &asked)).await.map(Json)
}

fn enrolled(app: &App, asked: &Enrol) -> Result<Enrolled, Refusal> {
    let (number, code) = read_code(&asked.code).ok_or(Refusal::Code)?;
    let organisation = app.ledger.organisation(number)?.ok_or(Refusal::Code)?;
    let at = app.clock.now();
    let new = NewDevice {
        code,
        id: number.mint_device(at, random()?),
        key: asked.key,
        version: asked.version.chars().take(LONGEST_VERSION).collect(),
        at,
    };
    let enrolment = app.ledger.enrol(organisation.id, &new)?.ok_or(Refusal::Code)?;
    tracing::info!(device = %enrolment.device, staff = %enrolment.staff, "a device is enrolled");
    Ok(Enrolled {
        organisation: organisation.id,
        organisation_name: organisation.name,
        staff: enrolment.staff,
        name: enrolment.name,
        role: enrolment.role,
        device: enrolment.device,
        service_key: organisation.service_key,
        recovery_key: organisation.recovery_key,
    })
}
