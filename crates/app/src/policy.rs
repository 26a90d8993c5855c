//! The policy that this program was built with, read once.

use std::sync::LazyLock;

use doorstep_domain::policy::{Policy, PolicyError};

use crate::error::ApiError;

static SHIPPED: LazyLock<Result<Policy, PolicyError>> = LazyLock::new(Policy::shipped);

/// Reads the policy files: a program with a broken one must not start.
///
/// # Errors
/// The file, the line and the reason.
pub fn check_policy() -> Result<(), &'static PolicyError> {
    SHIPPED.as_ref().map(drop)
}

pub(crate) fn policy() -> Result<&'static Policy, ApiError> {
    SHIPPED.as_ref().map_err(|error| ApiError::internal(error))
}
