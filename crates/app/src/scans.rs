//! The scanned files of documents: attached, shown, and saved as a copy that the vault no longer protects (DOC-01).

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doorstep_domain::access::may_record;
use doorstep_domain::change::{Change, Kind};
use doorstep_domain::entries::document::Document;
use doorstep_domain::entries::document_part::DocumentPart;
use doorstep_domain::entries::{About, Body as _, EntryKind};
use doorstep_domain::id::{EntryId, OrganisationId, Subject};
use doorstep_domain::scan::{LONGEST_FILE, MediaType, NotKept, PARTS_A_BATCH, parts};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use doorstep_store::audit::{Act, Noted};
use doorstep_store::read::Stored;
use doorstep_store::scans::ScanRow;
use doorstep_store::sign::ToSign;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::{ApiError, ErrorCode};
use crate::family::is_in_force;
use crate::visit::Signed;
use crate::writing::{Of, Writing};

/// A file for a document that was recorded.
#[derive(Clone, Deserialize, TS)]
pub struct AttachFile {
    /// The document.
    pub document: EntryId,
    /// The file as base64. What it is, is told by its content.
    pub content: String,
}

/// A file to be read.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadFile {
    /// The document.
    pub document: EntryId,
    /// Which of its files, as [`ScanView`] names it.
    pub file: String,
    /// What for: it is noted.
    pub purpose: FilePurpose,
}

/// What a file is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilePurpose {
    /// To be shown in the window.
    Show,
    /// To be saved outside of the vault.
    SaveCopy,
}

/// A file, whole.
#[derive(Clone, Serialize, TS)]
pub struct FileContent {
    /// What sort of file.
    pub media_type: MediaType,
    /// Its bytes as base64.
    pub base64: String,
    /// A name for a copy, without anything of a person in it.
    pub name: String,
}

/// A file of a document.
#[derive(Clone, Serialize, TS)]
pub struct ScanView {
    /// SHA-256 of the file, in hex.
    pub file: String,
    /// Whether all of it is on this laptop.
    pub whole: bool,
}

impl App {
    pub(crate) fn attach_file(&self, input: AttachFile) -> Result<Signed, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let document = document(&vault, input.document)?;
        let enrolment = vault.enrolment()?;
        if !is_in_force(&document) {
            return Err(ApiError::not_found());
        }
        if !may_record(enrolment.role, &Kind::Known(EntryKind::DocumentPart)) {
            return Err(ApiError::new(ErrorCode::NotAllowed));
        }
        let content = decoded(&input.content)?;
        let (subject, sensitivity) = (document.change.header.subject, document.sensitivity);
        let filing = Filing { document: input.document, subject, sensitivity };
        let batches = filing.batches(&vault, &Writing::by(&enrolment, now), &content)?;
        if batches.is_empty() {
            return Err(ApiError::new(ErrorCode::AlreadyRecorded));
        }
        let changes = batches.iter().flat_map(|batch| &batch.changes);
        let entries = changes.map(|change| change.header.entry).collect();
        self.sign_all(&vault, &batches, entries)
    }

    pub(crate) fn read_file(&self, input: ReadFile) -> Result<FileContent, ApiError> {
        let vault = self.vault()?;
        let document = document(&vault, input.document)?;
        let subject = document.change.header.subject;
        let held = vault.scan_parts(input.document, &input.file)?;
        let content = put_together(&held, subject, &input.file)?;
        let media_type = MediaType::of(&content).ok_or_else(|| ApiError::new(ErrorCode::FileDamaged))?;
        let received: Document = serde_json::from_str(document.body())?;
        let act = match input.purpose {
            FilePurpose::Show => Act::Viewed,
            FilePurpose::SaveCopy => Act::Exported,
        };
        // Before anything is shown or leaves: what cannot be noted does not happen.
        let detail = "scan".to_owned();
        vault.note(&Noted { subject: Some(*subject.bytes()), detail, ..Noted::new(self.now(), act) })?;
        let name = format!("doorstep-document-{}.{}", received.received_on, media_type.ending());
        Ok(FileContent { media_type, base64: STANDARD.encode(content), name })
    }
}

/// With which document a file is kept.
pub(crate) struct Filing {
    pub(crate) document: EntryId,
    pub(crate) subject: Subject,
    pub(crate) sensitivity: Sensitivity,
}

impl Filing {
    /// The parts of a file that are not kept with the document yet, in batches that are signed in one transaction. What a
    /// colleague, or a first try, attached already is not written again.
    fn batches(&self, vault: &Vault, writing: &Writing, content: &[u8]) -> Result<Vec<ToSign>, ApiError> {
        let mut changes = Vec::new();
        for (entry, part) in cut(content, (self.document, self.subject), writing.organisation)? {
            if !vault.holds(entry)? {
                ApiError::unless_clear(part.check(&About::nobody(writing.at)), &[])?;
                let (kind, parents, occurred) = (EntryKind::DocumentPart, Vec::new(), Occurred::Instant(writing.at));
                let (subject, sensitivity) = (self.subject, self.sensitivity);
                changes.push(writing.change(Of { kind, entry, subject, parents, occurred, sensitivity }, &part)?);
            }
        }
        let batches = changes.chunks(PARTS_A_BATCH);
        let to_sign = |part: &[Change]| ToSign { changes: part.to_vec(), act: None, draft: None, at: writing.at };
        Ok(batches.map(to_sign).collect())
    }

    /// The files of another document, to be kept with this one as well: it is the same document, recorded again.
    pub(crate) fn files_of(&self, vault: &Vault, writing: &Writing, other: &Stored) -> Result<Vec<ToSign>, ApiError> {
        let mut batches = Vec::new();
        for row in vault.scans_of(other.entry)? {
            let held = vault.scan_parts(other.entry, &row.file)?;
            let content = put_together(&held, other.change.header.subject, &row.file)?;
            batches.extend(self.batches(vault, writing, &content)?);
        }
        Ok(batches)
    }
}

/// The files of a document, for its item in the timeline.
pub(crate) fn scans(vault: &Vault, document: EntryId) -> Result<Vec<ScanView>, ApiError> {
    let view = |row: ScanRow| ScanView { file: row.file, whole: row.held == row.of };
    Ok(vault.scans_of(document)?.into_iter().map(view).collect())
}

/// The document, where there is one that the practitioner may read: their files are for nobody else.
fn document(vault: &Vault, entry: EntryId) -> Result<Stored, ApiError> {
    let stored = vault.entry(entry)?.filter(|stored| stored.change.header.kind.known() == Some(EntryKind::Document));
    stored.ok_or_else(ApiError::not_found)
}

/// Refused by its length before anything is decoded.
fn decoded(content: &str) -> Result<Vec<u8>, ApiError> {
    if content.len() / 4 * 3 > LONGEST_FILE + 2 {
        return Err(ApiError::new(ErrorCode::ScanTooBig));
    }
    STANDARD.decode(content).map_err(|_| ApiError::new(ErrorCode::NotAScan))
}

/// The parts of a file, each with the entry that it is.
fn cut(
    content: &[u8],
    (document, subject): (EntryId, Subject),
    organisation: OrganisationId,
) -> Result<Vec<(EntryId, DocumentPart)>, ApiError> {
    let parts = parts(content).map_err(|reason| {
        ApiError::new(match reason {
            NotKept::TooLong => ErrorCode::ScanTooBig,
            NotKept::NotAScan => ErrorCode::NotAScan,
        })
    })?;
    let of = u16::try_from(parts.len()).map_err(|_| ApiError::new(ErrorCode::ScanTooBig))?;
    let file = hash(content);
    let part = |(number, bytes): (u16, &[u8])| {
        let part = DocumentPart { document, number, of, file: file.clone(), bytes: STANDARD.encode(bytes) };
        let key = part.key().unwrap_or_default();
        (EntryId::derived(organisation, subject, EntryKind::DocumentPart, &key), part)
    };
    Ok((0..of).zip(parts).map(part).collect())
}

/// The file that the parts come to, proved by its hash.
fn put_together(held: &[Stored], subject: Subject, file: &str) -> Result<Vec<u8>, ApiError> {
    let damaged = || ApiError::new(ErrorCode::FileDamaged);
    let of_this = held.iter().filter(|stored| stored.change.header.subject == subject && is_in_force(stored));
    let read = of_this.map(|stored| serde_json::from_str::<DocumentPart>(stored.body()));
    let parts = read.collect::<Result<Vec<_>, _>>().map_err(|_| damaged())?;
    let of = parts.first().ok_or_else(ApiError::not_found)?.of;
    if !parts.iter().map(|part| part.number).eq(0..of) {
        let here = format!("{} of {of} parts", parts.len());
        return Err(ApiError::new(ErrorCode::FileNotWhole).detail(here));
    }
    let mut content = Vec::new();
    for part in &parts {
        content.extend(STANDARD.decode(&part.bytes).map_err(|_| damaged())?);
    }
    if content.len() <= LONGEST_FILE && hash(&content) == file { Ok(content) } else { Err(damaged()) }
}

fn hash(content: &[u8]) -> String {
    digest(&SHA256, content).as_ref().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
