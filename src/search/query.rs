//! A query asked of the index: its words are read, and what they mean is answered.
//!
//! Takes the words as typed, gives an [`Answer`]. It keeps nothing of them.

use super::answer::{self, Answer, FIRST_HITS};
use super::index::Index;
use super::reading;

impl Index {
    /// For editors: who may be asking, and what the words may mean, as the question bank taught.
    pub fn heard(&self, words: &str) -> String {
        reading::read(self, words).heard.to_string()
    }

    /// Answers a query. At most ten hits, best first; the same words always give the same answer.
    pub fn search(&self, words: &str) -> Answer {
        let reading = reading::read(self, words);
        let answer = answer::answer(self, &reading);
        let calmer = Some(&answer).filter(|answer| self.is_grave(answer));
        let calmer = calmer.and_then(|_| Some(answer::answer(self, &reading::without_places(self, &reading)?)));
        calmer.filter(|calmer| !self.is_grave(calmer)).unwrap_or(answer)
    }

    /// The help for despair or danger is among the first.
    fn is_grave(&self, answer: &Answer) -> bool {
        let fixed = &self.lexicon.fixed;
        let grave = [&fixed.despair, &fixed.danger].map(|path| self.by_path.get(path).copied());
        answer.notice.is_some() || answer.hits.iter().take(FIRST_HITS).any(|hit| grave.contains(&Some(hit.entry)))
    }
}
