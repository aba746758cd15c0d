//! What stands at a path: the address itself, or the one address it was meant to be.
//!
//! Takes a path and a query as sent, and a snapshot. However an address is misspelt (capitals, slashes, dots, escapes), there is one redirect,
//! straight to where the reader ends up, and only ever to an address that exists. It does not know methods or headers.

use http::{HeaderValue, StatusCode};

use crate::snapshot::address::{canonical, with_spaces, without_marks};
use crate::snapshot::{Redirect, Resource, Snapshot, SnapshotLookup};

/// So many parts of a query are looked at: it was written by somebody else.
const MOST_PARTS: usize = 8;

/// What stands at a path.
#[derive(Debug)]
pub enum Lookup<'a> {
    Resource(&'a Resource),
    Elsewhere(StatusCode, HeaderValue),
    Gone,
    Nothing,
}

/// What stands at `path`, asked for with `query`.
pub fn look_up<'a>(snapshot: &'a Snapshot, path: &str, query: Option<&str>) -> Lookup<'a> {
    if let Some(redirect) = query.and_then(|query| moved_with(snapshot, path, query)) {
        return Lookup::Elsewhere(redirect.status, redirect.location.clone());
    }
    match snapshot.find(path) {
        SnapshotLookup::Resource(resource) => Lookup::Resource(resource),
        SnapshotLookup::Redirect(redirect) => Lookup::Elsewhere(redirect.status, redirect.location.clone()),
        SnapshotLookup::Gone => Lookup::Gone,
        SnapshotLookup::None => look_up_meant(snapshot, path),
    }
}

/// An address that moved with this very query, however its path is written.
fn moved_with<'a>(snapshot: &'a Snapshot, path: &str, query: &str) -> Option<&'a Redirect> {
    let moved = |query: &str| {
        snapshot.find_with_query(path, query).or_else(|| meant(path).find_map(|path| snapshot.find_with_query(&path, query)))
    };
    queries(query).into_iter().find_map(moved)
}

/// The query, and what is left of it without what others put behind or in front of it, as those do who count visits.
pub(super) fn queries(query: &str) -> Vec<&str> {
    let ands = query.match_indices('&').map(|(at, _)| at).take(MOST_PARTS);
    let ands: Vec<usize> = ands.collect();
    let shorter = ands.iter().rev().map(|at| &query[..*at]).chain(ands.iter().map(|at| &query[at + 1..]));
    std::iter::once(query).chain(shorter).collect()
}

fn look_up_meant<'a>(snapshot: &'a Snapshot, path: &str) -> Lookup<'a> {
    let mut found = meant(path).filter(|meant| meant != path).map(|meant| stands_at(snapshot, &meant));
    found.find(|found| !matches!(found, Lookup::Nothing)).unwrap_or(Lookup::Nothing)
}

/// The addresses that may be meant, the likeliest first.
fn meant(path: &str) -> impl Iterator<Item = String> {
    // Posters print addresses in sentences: what closes the sentence is often taken along with them.
    let bare = without_marks(path);
    [canonical(path), bare.and_then(|bare| canonical(&bare)), with_spaces(path)].into_iter().flatten()
}

fn stands_at<'a>(snapshot: &'a Snapshot, meant: &str) -> Lookup<'a> {
    match snapshot.find(meant) {
        // RFC 9110 section 15.4.9: 308 keeps the method, so that a form sent to `/search/` arrives.
        SnapshotLookup::Resource(_) => match HeaderValue::from_str(meant) {
            Ok(location) => Lookup::Elsewhere(StatusCode::PERMANENT_REDIRECT, location),
            Err(_) => Lookup::Nothing,
        },
        SnapshotLookup::Redirect(redirect) => Lookup::Elsewhere(redirect.status, redirect.location.clone()),
        SnapshotLookup::Gone => Lookup::Gone,
        SnapshotLookup::None => Lookup::Nothing,
    }
}
