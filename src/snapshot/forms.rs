//! What answers the two forms. Held by the snapshot, so that an answer never points past the version that is served.
//!
//! The snapshot and the server pass words in and a finished page out; they do not know how either is searched or read.

use http::StatusCode;

/// Answers the two forms from the same site that the pages were rendered from.
///
/// Both are called away from the threads that serve pages, a few at a time. Neither may keep or log what it is given.
pub trait Forms: Send + Sync {
    /// Does what the first answer would else have to wait for. May take a second: not for the threads that answer.
    fn get_ready(&self) {}
    /// The page that answers a search for `words`. No words: the empty form.
    fn search(&self, words: &str) -> FormAnswer;
    /// The page that says what is right and what to mend in a school's page, given as `text`.
    fn check_page(&self, text: &str) -> FormAnswer;
}

/// A finished page made at request time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormAnswer {
    pub html: String,
    /// 200, unless the form has a reason to say otherwise.
    pub status: StatusCode,
}

impl FormAnswer {
    /// A page that answers what was asked.
    pub const fn ok(html: String) -> Self {
        Self { html, status: StatusCode::OK }
    }
}

/// What a site without forms answers both with.
#[derive(Debug, Clone)]
pub struct NoForms(pub FormAnswer);

impl Forms for NoForms {
    fn search(&self, _words: &str) -> FormAnswer {
        self.0.clone()
    }

    fn check_page(&self, _text: &str) -> FormAnswer {
        self.0.clone()
    }
}
