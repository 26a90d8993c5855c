//! Looking up a family that is not on this laptop: asked of the service with a reason, signed, and for two days (break-glass).

use doorstep_domain::audience::{Scope, reads};
use doorstep_domain::change::Kind;
use doorstep_domain::entries::look_up::LookUp;
use doorstep_domain::entries::{About, EntryKind};
use doorstep_domain::id::{EntryId, PersonId, Subject};
use doorstep_domain::invalid::{Findings, Rule};
use doorstep_domain::name::fold;
use doorstep_domain::time::{Occurred, PartialDate};
use doorstep_store::Vault;
use doorstep_store::sign::ToSign;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::App;
use crate::entry::may_sign;
use crate::error::ApiError;
use crate::link::LinkError;
use crate::writing::{Of, Writing};

/// Whom somebody asks for, and why.
#[derive(Clone, Deserialize, TS)]
pub struct AskLookUp {
    /// What was typed: `EntryBodies['look_up']`.
    #[ts(type = "Record<string, unknown>")]
    pub body: Map<String, Value>,
}

/// What came of it.
#[derive(Clone, Serialize, TS)]
pub struct LookUpView {
    /// Whom it found; nobody where there is no such family, or more than one of that name and birth date.
    pub found: Option<PersonId>,
    /// Whether they were on this laptop already: then nothing was asked of the service.
    pub was_here: bool,
}

impl App {
    pub(crate) fn look_up(&self, input: AskLookUp) -> Result<LookUpView, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let (enrolment, kind) = (vault.enrolment()?, EntryKind::LookUp);
        let subject = Subject::Staff(enrolment.staff);
        let mut found = Findings::default();
        let may_look_up = reads(enrolment.staff, enrolment.role, None, None).contains(&Scope::LookUp(enrolment.staff));
        if !may_look_up || !may_sign(&enrolment, &Kind::Known(kind), subject) {
            found.reject("why", Rule::RoleMayNot);
        }
        let body = match kind.read(Value::Object(input.body)) {
            Ok(body) => {
                found.include("", kind.check(&body.to_string(), &About::nobody(now))?);
                body
            }
            Err(unread) => {
                found.include("", unread);
                Value::Null
            }
        };
        ApiError::unless_clear(found, &[])?;
        let asked: LookUp = serde_json::from_value(body)?;
        if let Some(person) = here(&vault, &asked)? {
            return Ok(LookUpView { found: Some(person), was_here: true });
        }
        // Nobody signs that they asked where nobody can answer: it would open a record days later, unasked.
        self.reaches_the_service()?;
        let of = Of {
            kind,
            entry: self.mint().id(EntryId::mint)?,
            subject,
            parents: Vec::new(),
            occurred: Occurred::Instant(now),
            sensitivity: kind.sensitivity(),
        };
        let change = Writing::by(&enrolment, now).change(of, &asked)?;
        vault.sign(&[ToSign { changes: vec![change], act: None, draft: None, at: now }])?;
        self.reaches_the_service()?;
        Ok(LookUpView { found: here(&vault, &asked)?, was_here: false })
    }

    fn reaches_the_service(&self) -> Result<(), ApiError> {
        self.courier()?.sync().map_err(|LinkError(code)| ApiError::new(code))
    }
}

/// Who of this laptop it is that is asked for.
fn here(vault: &Vault, asked: &LookUp) -> Result<Option<PersonId>, ApiError> {
    if let Some(number) = asked.nhs_number {
        return Ok(vault.person_of_nhs_number(&number.digits())?.map(|person| person.id));
    }
    let Some(born) = asked.birth_date.map(PartialDate::from) else { return Ok(None) };
    let mut named = vault.born_in(&born.to_string())?;
    named.retain(|person| person.born == Some(born) && fold(&person.family) == fold(&asked.family));
    Ok(if named.len() == 1 { named.pop().map(|person| person.id) } else { None })
}
