//! A query asked of the index: its words are read, and what they mean is answered.
//!
//! Takes the words as typed, gives an [`Answer`]. It keeps nothing of them.

use super::answer::{self, Answer};
use super::index::Index;
use super::reading;

impl Index {
    /// For editors: who may be asking, and what the words may mean, as the question bank taught.
    #[must_use]
    pub fn heard(&self, words: &str) -> String {
        reading::read(self, words).heard.to_string()
    }

    /// Answers a query. At most ten hits, best first; the same words always give the same answer.
    #[must_use]
    pub fn search(&self, words: &str) -> Answer {
        answer::answer(self, &reading::read(self, words))
    }
}
