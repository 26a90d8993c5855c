//! The one table of calls: everything that a person can do at this desk, from the window, the terminal or a test.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::allocation::{Allocate, AllocatedView, CaseloadOf, CaseloadOfView, CaseloadsView, UndoAllocation};
use crate::brief::{BriefFor, BriefLeaves, BriefView};
use crate::caseload::{CaseloadQuery, CaseloadView, SearchQuery, SearchView};
use crate::changed::{ChangedQuery, ChangedView};
use crate::decisions::{DecisionView, Settle};
use crate::double_booking::DoubleBookingView;
use crate::entry::{EntryDraft, MarkInError, OpenEntry, SaveEntry, SignEntry};
use crate::error::ApiError;
use crate::family::{AlertView, FamilyQuery, FamilyView};
use crate::identity::{DuplicatesQuery, LikelyView, MoveEntries, Moved, MovesWith, RecordSameness, Together};
use crate::import::{
    ExportFile, ImportCheck, ImportProgress, ImportReport, ImportStart, ImportView, ImportWhich, UndoReport,
};
use crate::invitation::{InvitationFor, InvitationView, RecordInvited};
use crate::look_up::{AskLookUp, LookUpView};
use crate::loops::WaitingView;
use crate::register::{OpenRegistration, Registered, RegistrationDraft, SaveRegistration, SignRegistration};
use crate::scans::{AttachFile, FileContent, ReadFile};
use crate::seen::SeenEntry;
use crate::session::{Enrol, SessionView, Unlock};
use crate::set_aside::{SetAsideWhich, SignAgain};
use crate::staff::Colleague;
use crate::status::{AwaitChanges, Changes, StatusView};
use crate::sync_centre::SyncCentreView;
use crate::team::{CentreView, CentreWhich, DirectoryView, HeldSession, MyTimeQuery, MyTimeView, TeamView};
use crate::visit::{DraftSaved, DraftView, DraftWhich, OpenVisit, SaveVisit, SignVisit, Signed, VisitDraft};

/// No input, or nothing to say.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

macro_rules! api {
    ($($(#[$doc:meta])* $name:ident($input:ty) -> $output:ty;)*) => {
        /// Every call: its input, and what it gives.
        #[derive(TS)]
        #[expect(dead_code, reason = "only its TypeScript form is used")]
        pub struct Api {
            $($(#[$doc])* $name: ($input, $output),)*
        }

        /// The names of all calls, in the order of the table.
        pub const CALLS: &[&str] = &[$(stringify!($name),)*];

        /// Calls `name` with JSON, and answers with JSON.
        pub(crate) fn dispatch(
            app: &App, name: &str, input: serde_json::Value,
        ) -> Result<serde_json::Value, ApiError> {
            match name {
                $(stringify!($name) => {
                    let input: $input = serde_json::from_value(input).map_err(|error| ApiError::bad_call(name, &error))?;
                    let output: $output = app.$name(input)?;
                    serde_json::to_value(output).map_err(|error| ApiError::internal(&error))
                })*
                _ => Err(ApiError::unknown_call(name)),
            }
        }
    };
}

api! {
    /// Which vaults this laptop holds, and which is open.
    session(Nothing) -> SessionView;
    /// Makes a vault on this laptop and enrols it with a one-time code.
    enrol(Enrol) -> SessionView;
    /// Opens a vault.
    unlock(Unlock) -> SessionView;
    /// Closes the vault and forgets its keys. What was being typed is already in a draft.
    lock(Nothing) -> SessionView;
    /// The line on every screen: what has not reached the service, and what waits.
    status(Nothing) -> StatusView;
    /// Waits up to 25 s until something changed since `seen`.
    await_changes(AwaitChanges) -> Changes;
    /// The children of the caseload, by name.
    caseload(CaseloadQuery) -> CaseloadView;
    /// People by name, birth date, NHS number, postcode or phone, and records by their words.
    search(SearchQuery) -> SearchView;
    /// Asks the service for a family that is not on this laptop, with the reason; it may be read until the day after.
    look_up(AskLookUp) -> LookUpView;
    /// A person with their households, relationships and timeline.
    family(FamilyQuery) -> FamilyView;
    /// What must be read before somebody knocks or rings: the alerts in force about a family.
    alerts(FamilyQuery) -> Vec<AlertView>;
    /// One page about a child for a strategy meeting, with what is not known.
    brief(BriefFor) -> BriefView;
    /// Notes that a brief is printed or saved as a file, before it is.
    brief_leaves(BriefLeaves) -> Nothing;
    /// What changed since the last look, or in so many days: facts, in order of time.
    changed_since(ChangedQuery) -> ChangedView;
    /// What waits for somebody, across the caseload: the longest overdue first.
    waiting(Nothing) -> WaitingView;
    /// Everybody who works here, by name.
    colleagues(Nothing) -> Vec<Colleague>;
    /// Who is competent in what, and the centres.
    team(Nothing) -> TeamView;
    /// Who is accountable for how many children, and for how many nobody is.
    caseloads(Nothing) -> CaseloadsView;
    /// The children that somebody is accountable for, or nobody.
    caseload_of(CaseloadOf) -> CaseloadOfView;
    /// Says what making somebody accountable, or cover, would do. Signs nothing.
    allocate_check(Allocate) -> AllocatedView;
    /// Makes somebody else accountable for children, or lets somebody cover them: one act.
    allocate(Allocate) -> AllocatedView;
    /// Puts back who was accountable before such an act, where nothing changed since.
    undo_allocation(UndoAllocation) -> AllocatedView;
    /// A centre and all that was recorded about it.
    centre(CentreWhich) -> CentreView;
    /// The directory of local services.
    directory(Nothing) -> DirectoryView;
    /// Sessions of groups and clinics, the latest first.
    sessions(Nothing) -> Vec<HeldSession>;
    /// The practitioner's own time in a week: nobody else's is shown.
    my_time(MyTimeQuery) -> MyTimeView;
    /// What is being written and not signed.
    drafts(Nothing) -> Vec<DraftView>;
    /// Opens the visit form: the draft of it where there is one, or a new draft.
    open_visit(OpenVisit) -> VisitDraft;
    /// Opens a draft again where it was left.
    resume_visit(DraftWhich) -> VisitDraft;
    /// Journals what has been typed.
    save_visit(SaveVisit) -> DraftSaved;
    /// Throws a draft away: the only thing that may be.
    discard_draft(DraftWhich) -> Nothing;
    /// Signs a visit; it can no longer be edited, only amended.
    sign_visit(SignVisit) -> Signed;
    /// Opens the form of any kind of entry: its draft where there is one, a new one, or an entry to amend.
    open_entry(OpenEntry) -> EntryDraft;
    /// Opens such a draft again where it was left.
    resume_entry(DraftWhich) -> EntryDraft;
    /// Journals what has been typed.
    save_entry(SaveEntry) -> DraftSaved;
    /// Makes a draft of something that is recorded already a change of what is recorded.
    amend_instead(SaveEntry) -> EntryDraft;
    /// Signs an entry; it can no longer be edited, only amended.
    sign_entry(SignEntry) -> Signed;
    /// Opens the form that registers somebody: a baby, a family that moves in, another adult.
    open_registration(OpenRegistration) -> RegistrationDraft;
    /// Opens such a draft again where it was left.
    resume_registration(DraftWhich) -> RegistrationDraft;
    /// Journals what has been typed.
    save_registration(SaveRegistration) -> DraftSaved;
    /// Registers everybody of the form, all or none.
    sign_registration(SignRegistration) -> Registered;
    /// Marks an entry as made in error: hidden, and kept.
    mark_in_error(MarkInError) -> Signed;
    /// Records that may be of somebody who is being typed.
    duplicates(DuplicatesQuery) -> Vec<LikelyView>;
    /// Says that two records are of one person, perhaps are, or are not. It can be taken back for ever.
    record_sameness(RecordSameness) -> Signed;
    /// What belongs with an entry that is about to be moved: the whole visit at which it was recorded.
    moves_with(MovesWith) -> Together;
    /// Records entries again under the person they belong to, and marks them as made in error where they are.
    move_entries(MoveEntries) -> Moved;
    /// Signs that what is meant for the practitioner was seen, once. Whoever shows it says so.
    seen(SeenEntry) -> Nothing;
    /// Keeps the scanned file of a document: a PDF, a JPEG or a PNG of at most 10 MB.
    attach_file(AttachFile) -> Signed;
    /// Puts a document's file together again, and notes that it was looked at or leaves.
    read_file(ReadFile) -> FileContent;
    /// The neutral words about an appointment and by which ways they may go, or why nothing may be sent.
    invitation(InvitationFor) -> InvitationView;
    /// Records how a family was told of an appointment.
    record_invited(RecordInvited) -> Signed;
    /// Slots that two families have, as far as this laptop knows.
    double_bookings(Nothing) -> Vec<DoubleBookingView>;
    /// What waits for somebody to decide.
    decisions(Nothing) -> Vec<DecisionView>;
    /// Decides.
    settle(Settle) -> Signed;
    /// What is unsent, and how the last sync went.
    sync_centre(Nothing) -> SyncCentreView;
    /// Opens what the service set aside as a form, to be corrected and signed again.
    correct_set_aside(SetAsideWhich) -> EntryDraft;
    /// Signs what the service set aside again as it was written.
    sign_again(SignAgain) -> Signed;
    /// Syncs now, and answers when done.
    sync_now(Nothing) -> SyncCentreView;
    /// Reads a caseload file and says for every line what would happen. Writes nothing.
    import_check(ImportCheck) -> ImportReport;
    /// Imports the file that was checked.
    import_start(ImportStart) -> ImportProgress;
    /// How far the import is.
    import_progress(ImportWhich) -> ImportProgress;
    /// Stops the import; what was written stays and can be undone.
    import_cancel(ImportWhich) -> ImportProgress;
    /// The imports made on this laptop.
    imports(Nothing) -> Vec<ImportView>;
    /// Marks in error what an import wrote and nobody has amended since.
    import_undo(ImportWhich) -> UndoReport;
    /// The caseload as a file of the same columns.
    export_caseload(Nothing) -> ExportFile;
}
