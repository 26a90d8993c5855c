//! What a laptop is told when a request is not answered. No answer says whether a device or a code exists.

use doorstep_sync::frame::FrameError;

use crate::ledger;
use crate::log::Unquoted;

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// What was sent cannot be read.
    Malformed,
    /// No session, or one that has ended: open a new one. Also a challenge or signature that is not right.
    Session,
    /// The device is suspended.
    Suspended,
    /// The device is revoked.
    Revoked,
    /// No such address.
    NotFound,
    /// Not with this method.
    Method,
    /// It took too long, most often because the body did not come.
    Slow,
    /// Another protocol version.
    Protocol,
    /// The enrolment code is not good, for whatever reason.
    Code,
    /// The body, what it unpacks to, or the number of its changes is too large.
    TooLarge,
    /// Not a frame.
    ContentType,
    /// Too many requests, or too many failed signatures.
    TooMany,
    /// Something is wrong here.
    Internal,
    /// The ledger failed. Nobody outside is told which of the two it was.
    Ledger,
    /// Too much to do: come back.
    Busy,
}

impl Refusal {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 15] = [
        Self::Malformed,
        Self::Session,
        Self::Suspended,
        Self::Revoked,
        Self::NotFound,
        Self::Method,
        Self::Slow,
        Self::Protocol,
        Self::Code,
        Self::TooLarge,
        Self::ContentType,
        Self::TooMany,
        Self::Internal,
        Self::Ledger,
        Self::Busy,
    ];

    /// HTTP status and code: laptops go by the code.
    pub(crate) fn status_and_code(self) -> (u16, &'static str) {
        match self {
            Self::Malformed => (400, "malformed"),
            Self::Session => (401, "session"),
            Self::Suspended => (403, "device_suspended"),
            Self::Revoked => (403, "device_revoked"),
            Self::NotFound => (404, "not_found"),
            Self::Method => (405, "method"),
            Self::Slow => (408, "slow"),
            Self::Protocol => (409, "protocol"),
            Self::Code => (410, "code"),
            Self::TooLarge => (413, "too_large"),
            Self::ContentType => (415, "content_type"),
            Self::TooMany => (429, "too_many"),
            Self::Internal | Self::Ledger => (500, "internal"),
            Self::Busy => (503, "busy"),
        }
    }

    /// After how many seconds to come back, where that helps.
    pub(crate) fn retry_after(self) -> Option<&'static str> {
        match self {
            Self::Busy => Some("5"),
            Self::TooMany => Some("60"),
            _ => None,
        }
    }
}

/// Logged here, once, and told to nobody outside.
impl From<ledger::Error> for Refusal {
    fn from(error: ledger::Error) -> Self {
        tracing::error!(error = %Unquoted(error), "the ledger failed");
        Self::Ledger
    }
}

impl From<crate::Error> for Refusal {
    fn from(error: crate::Error) -> Self {
        tracing::error!(error = %Unquoted(error), "the service failed");
        Self::Internal
    }
}

impl From<FrameError> for Refusal {
    fn from(error: FrameError) -> Self {
        // The error itself may quote what was sent: it is dropped.
        match error {
            FrameError::TooLarge => Self::TooLarge,
            FrameError::Damaged(_)
            | FrameError::Head(_)
            | FrameError::TooDeep
            | FrameError::Count { .. }
            | FrameError::LineBreak => Self::Malformed,
        }
    }
}
