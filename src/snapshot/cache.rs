//! The memory of bodies that were encoded before.
//!
//! Takes a body and how it is wanted, gives its encoding, made now or earlier. It does not know addresses or headers.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::encode::{Coding, Digest, Effort, encode};

/// Bodies that were encoded before, so that a site rendered again pays only for what changed.
///
/// Shared between threads; an entry that two builds in a row did not ask for is forgotten.
#[derive(Debug, Default)]
pub struct EncodeCache {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    build: u64,
    entries: HashMap<(Digest, Coding), CacheEntry>,
}

#[derive(Debug)]
struct CacheEntry {
    effort: Effort,
    outcome: EncodeResult,
    /// The last build that asked for it.
    used: u64,
}

/// What became of an encoding.
#[derive(Debug, Clone)]
enum EncodeResult {
    Smaller(Bytes),
    NotSmaller,
}

impl EncodeResult {
    fn of(encoded: Option<Bytes>) -> Self {
        encoded.map_or(Self::NotSmaller, Self::Smaller)
    }

    fn or_smaller(self, other: Self) -> Self {
        match (self, other) {
            (Self::Smaller(one), Self::Smaller(two)) if two.len() < one.len() => Self::Smaller(two),
            (Self::NotSmaller, other) => other,
            (known, _) => known,
        }
    }

    fn worth_keeping(self) -> Option<Bytes> {
        match self {
            Self::Smaller(encoded) => Some(encoded),
            Self::NotSmaller => None,
        }
    }
}

impl EncodeCache {
    /// `body` in `coding`, from memory where it was made before with at least this effort.
    pub fn encode(&self, body: &[u8], digest: Digest, coding: Coding, effort: Effort) -> Option<Bytes> {
        if let Some(known) = self.recall(digest, coding, effort) {
            return known.worth_keeping();
        }
        let outcome = EncodeResult::of(encode(body, coding, effort));
        self.remember(digest, coding, effort, outcome).worth_keeping()
    }

    /// Forgets what neither this build nor the one before asked for. Called at the end of a build.
    pub fn end_of_build(&self) {
        let mut kept = self.kept();
        let build = kept.build;
        kept.entries.retain(|_, entry| entry.used + 1 >= build);
        kept.build += 1;
    }

    fn recall(&self, digest: Digest, coding: Coding, effort: Effort) -> Option<EncodeResult> {
        let mut kept = self.kept();
        let build = kept.build;
        let entry = kept.entries.get_mut(&(digest, coding)).filter(|entry| entry.effort >= effort)?;
        entry.used = build;
        Some(entry.outcome.clone())
    }

    /// Keeps the smaller of `outcome` and what was known, so that more effort never sends more bytes.
    fn remember(&self, digest: Digest, coding: Coding, effort: Effort, outcome: EncodeResult) -> EncodeResult {
        let mut kept = self.kept();
        let used = kept.build;
        let outcome = match kept.entries.remove(&(digest, coding)) {
            Some(known) => known.outcome.or_smaller(outcome),
            None => outcome,
        };
        kept.entries.insert((digest, coding), CacheEntry { effort, outcome: outcome.clone(), used });
        outcome
    }

    /// A panic elsewhere leaves the map whole: every change to it is one call.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::super::encode::digest;
    use super::*;

    #[test]
    fn a_better_encoding_is_used_in_place_of_a_faster_one() {
        let (cache, page) = (EncodeCache::default(), "<p>999 first.</p>".repeat(99).into_bytes());
        let hash = digest(&page);
        let best = cache.encode(&page, hash, Coding::Brotli, Effort::Best);
        assert_eq!(cache.encode(&page, hash, Coding::Brotli, Effort::Fast), best);
        assert_eq!(cache.kept().entries.len(), 1);
    }

    #[test]
    fn what_two_builds_did_not_ask_for_is_forgotten() {
        let (cache, page) = (EncodeCache::default(), "<p>old</p>".repeat(99).into_bytes());
        cache.encode(&page, digest(&page), Coding::Gzip, Effort::Fast);
        cache.end_of_build();
        cache.end_of_build();
        assert_eq!(cache.kept().entries.len(), 1);
        cache.end_of_build();
        assert!(cache.kept().entries.is_empty());
    }

    #[test]
    fn more_effort_never_sends_more_bytes() {
        let (cache, page) = (EncodeCache::default(), "<p>Ring 999 if a child is in danger now.</p>\n".repeat(300).into_bytes());
        for coding in [Coding::Gzip, Coding::Brotli] {
            let length = |effort| cache.encode(&page, digest(&page), coding, effort).map(|encoded| encoded.len());
            let (fast, best) = (length(Effort::Fast), length(Effort::Best));
            assert!(best <= fast, "{coding:?}: {fast:?}, {best:?}");
        }
    }
}
