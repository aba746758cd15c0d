//! A way to get help: a service, a local job, somebody the reader reaches for themselves, or a page of this site.

use super::id::{PagePath, RoleId, ServiceId};
use super::job::Job;
use crate::diagnostic::Place;

/// Where a reader is sent, and why.
#[derive(Debug, Clone)]
pub struct Way {
    pub target: Target,
    /// What it does for the reader here.
    pub why: Option<String>,
    /// Where it was written, for diagnostics.
    pub place: Place,
}

/// What a way leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Service(ServiceId),
    /// A local job: the service depends on where the reader is.
    Job(Job),
    /// Somebody the reader reaches for themselves.
    Role(RoleId),
    /// A page of this site.
    Page(PagePath),
}

impl Target {
    /// The service that is named, if it is one.
    pub fn service(&self) -> Option<&ServiceId> {
        match self {
            Self::Service(id) => Some(id),
            _ => None,
        }
    }
}
