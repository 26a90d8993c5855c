//! Drafts, whichever form they are of: begun once, and journalled while somebody types.

use doorstep_domain::id::{DraftId, Subject};
use doorstep_store::Vault;
use doorstep_store::draft::Draft;
use serde::Serialize;

use crate::App;
use crate::error::ApiError;
use crate::status::Area;
use crate::visit::DraftSaved;

/// A form, by its name in the vault, and the version of it that this build writes.
#[derive(Clone, Copy)]
pub(crate) struct Form<'n> {
    pub(crate) name: &'n str,
    pub(crate) schema: u32,
}

impl App {
    /// A new draft, on the disk. `subject` is whose screen it was opened on.
    pub(crate) fn begin_draft(
        &self,
        vault: &Vault,
        form: Form<'_>,
        subject: Subject,
        typed: &impl Serialize,
    ) -> Result<Draft, ApiError> {
        let now = self.now();
        let draft = Draft {
            id: self.mint().id(DraftId::mint)?,
            subject,
            form: form.name.to_owned(),
            schema: form.schema,
            typed: serde_json::to_string(typed)?,
            opened_at: now,
            saved_at: now,
        };
        vault.save_draft(&draft)?;
        self.changed(&[Area::Drafts]);
        Ok(draft)
    }

    /// What has been typed, on the disk. The same words again are not written again.
    pub(crate) fn journal(
        &self,
        vault: &Vault,
        before: Draft,
        schema: u32,
        typed: &impl Serialize,
    ) -> Result<DraftSaved, ApiError> {
        let typed = serde_json::to_string(typed)?;
        if typed == before.typed && schema == before.schema {
            return Ok(DraftSaved { saved_at: before.saved_at.to_rfc3339() });
        }
        let saved_at = self.now();
        vault.save_draft(&Draft { typed, schema, saved_at, ..before })?;
        Ok(DraftSaved { saved_at: saved_at.to_rfc3339() })
    }
}
