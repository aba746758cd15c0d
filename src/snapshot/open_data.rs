//! What answers questions about the services. Held by the snapshot, so that an answer never says other than the pages beside it.
//!
//! The snapshot and the server pass a path and a query in and a finished text out; they do not know what either means.

use http::StatusCode;

use crate::render::document::MediaType;

/// Answers questions from the same site that the pages were rendered from.
///
/// Called away from the threads that serve pages. It may not keep or log what it is asked.
pub trait OpenData: Send + Sync {
    /// The name that questions put to `path` are counted and logged under; nothing where none can be asked.
    fn template(&self, path: &str) -> Option<&'static str>;
    /// The answer to `query` (what follows the `?`, as sent) put to `path`.
    fn answer(&self, path: &str, query: &str) -> DataAnswer;
    /// What is said of a request that was refused with `status` before anybody was asked.
    fn fault(&self, status: StatusCode) -> DataAnswer;
}

/// A finished text made at request time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataAnswer {
    /// 200, or why there is no answer.
    pub status: StatusCode,
    pub media_type: MediaType,
    pub body: String,
}
