//! The search index, made once for as long as what it is made of stays the same.
//!
//! The clock has the pages made again many times a day, with other hours and the same words. Learning the question bank takes most of a
//! second of one core and some tens of megabytes, so the index made before goes on answering. Takes an index not made yet and what
//! tells its contents from others; gives that one, or the one that was kept.

use std::hash::{BuildHasher as _, Hash};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::search::Index;

/// An index that is made when it is first asked for.
pub(super) type LazyIndex = Arc<LazyLock<Index, Box<dyn FnOnce() -> Index + Send>>>;

/// The index that was made last, and the [`contents`] it was made of.
#[derive(Default)]
pub struct KeptIndex(Mutex<Option<(u64, LazyIndex)>>);

impl KeptIndex {
    /// The index kept, if it was made of the same `contents`; else `new`, which is kept from now on.
    pub(super) fn or_new(&self, contents: u64, new: LazyIndex) -> LazyIndex {
        // What is kept is whole at any moment, so a thread that failed leaves nothing half done.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.as_ref() {
            Some((known, index)) if *known == contents => Arc::clone(index),
            _ => {
                *kept = Some((contents, Arc::clone(&new)));
                new
            }
        }
    }
}

/// A number that is the same for the same contents while the program runs.
pub(super) fn contents(of: &impl Hash) -> u64 {
    foldhash::quality::FixedState::default().hash_one(of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Bank, Lexicon};

    fn index() -> LazyIndex {
        Arc::new(LazyLock::new(Box::new(|| Index::build(&[], &Lexicon::default(), &Bank::default()))))
    }

    #[test]
    fn the_index_stays_for_the_same_contents_and_goes_with_the_first_other_word() {
        let kept = KeptIndex::default();
        let first = kept.or_new(contents(&"ring 999"), index());
        let second = kept.or_new(contents(&"ring 999"), index());
        assert!(Arc::ptr_eq(&first, &second));
        let third = kept.or_new(contents(&"ring 101"), index());
        assert!(!Arc::ptr_eq(&first, &third));
        assert!(Arc::ptr_eq(&third, &kept.or_new(contents(&"ring 101"), index())));
    }
}
