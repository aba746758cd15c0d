//! Many texts made ready at once, over the cores of the machine.
//!
//! Takes drafts, gives resources in the same order. It does not know what they are.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::cache::EncodeCache;
use super::encode::{Coding, Effort, digest};
use super::headers::SiteHeaders;
use super::resource::{Draft, Encodings, Resource};
use crate::parallel::{cores, together};

/// How many cores to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cores {
    /// All: nothing else is waiting.
    All,
    /// Half, and at least one: pages are being served meanwhile.
    Half,
}

impl Cores {
    fn count(self) -> usize {
        match self {
            Self::All => cores(),
            Self::Half => (cores() / 2).max(1),
        }
    }
}

/// Makes every draft ready, each with the effort that its place in the list is given.
pub(super) fn all(
    drafts: &[Draft],
    site: &SiteHeaders,
    effort: impl Fn(usize) -> Effort + Sync,
    cache: &EncodeCache,
    cores: Cores,
) -> Vec<Resource> {
    let encodings = encode_all(drafts, &effort, cache, cores.count());
    cache.end_of_build();
    let pairs = drafts.iter().zip(encodings);
    pairs.map(|(draft, encodings)| Resource::new(draft, encodings, site)).collect()
}

/// Each worker takes the next draft that nobody has taken, until none is left.
fn encode_all(
    drafts: &[Draft],
    effort: &(impl Fn(usize) -> Effort + Sync),
    cache: &EncodeCache,
    workers: usize,
) -> Vec<Encodings> {
    let next = AtomicUsize::new(0);
    let done = together(workers.min(drafts.len()), |_| {
        let taken = std::iter::from_fn(|| take(drafts, &next));
        taken.map(|(index, draft)| (index, encode(draft, effort(index), cache))).collect::<Vec<_>>()
    });
    let mut encodings = vec![Encodings::default(); drafts.len()];
    for (index, result) in done.into_iter().flatten() {
        encodings[index] = result;
    }
    encodings
}

fn take<'a>(drafts: &'a [Draft], next: &AtomicUsize) -> Option<(usize, &'a Draft)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    drafts.get(index).map(|draft| (index, draft))
}

fn encode(draft: &Draft, effort: Effort, cache: &EncodeCache) -> Encodings {
    let hash = digest(&draft.body);
    Encodings {
        gzip: cache.encode(&draft.body, hash, Coding::Gzip, effort),
        brotli: cache.encode(&draft.body, hash, Coding::Brotli, effort),
    }
}
