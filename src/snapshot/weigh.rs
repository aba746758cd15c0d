//! What a page weighs on the wire, and the law that it must fit the first flight of a new connection.
//!
//! Counts what hyper writes for a 200 on HTTP/1.1: the status line, each header line with `Date`, the empty line, the body
//! (RFC 9112 section 2.1). It does not know which pages must keep the law.

use super::encode::Coding;
use super::resource::{Resource, Variant};
use super::{Snapshot, SnapshotLookup};

/// Ten segments of 1,460 bytes: what a server may send before it hears back (RFC 6928).
pub const FIRST_FLIGHT: usize = 14_600;

/// The first flight and the second, twice as wide: what the report page may take, whose answers arrive while its first question
/// is read (design, law 4).
pub const TWO_FLIGHTS: usize = FIRST_FLIGHT + 2 * FIRST_FLIGHT;

/// What a page may weigh.
pub fn budget(path: &str) -> usize {
    if path == "/report" { TWO_FLIGHTS } else { FIRST_FLIGHT }
}

/// What of its budget a page may fill: some stays free, so that a corrected digit never fails a check. Of a page a twentieth; of the
/// report page, whose budget is three times as large, a hundredth, which no correction comes near: more would be paid for with the
/// reasons that its answers give.
pub fn may_fill(path: &str) -> usize {
    let budget = budget(path);
    budget - if path == "/report" { budget / 100 } else { budget / 20 }
}

/// The part of a page that holds most text, for somebody who must make the page lighter: its heading.
pub fn largest_part(html: &str) -> String {
    let main = html.split_once("<main").map_or(html, |(_, main)| main);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let mut parts = main.split("<h2");
    let before = parts.next().unwrap_or_default();
    let largest = parts.max_by_key(|part| part.len()).filter(|part| part.len() > before.len());
    let heading = largest.and_then(|part| part.split_once('>')).and_then(|(_, rest)| rest.split_once("</h2>"));
    heading.map_or_else(|| "what stands before the second heading".to_owned(), |(heading, _)| format!("\"{}\"", heading.trim()))
}

const STATUS_LINE: usize = "HTTP/1.1 200 OK\r\n".len();
const DATE_LINE: usize = "date: Tue, 24 Nov 2026 09:00:00 GMT\r\n".len();

/// What one resource weighs in each coding that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    pub path: String,
    pub identity: usize,
    pub gzip: Option<usize>,
    pub br: Option<usize>,
}

impl Weight {
    /// What it weighs for a client that takes gzip, which is what browsers offer over plain http.
    pub fn with_gzip(&self) -> usize {
        self.gzip.unwrap_or(self.identity)
    }

    /// What it weighs for a client that takes brotli.
    pub fn with_brotli(&self) -> usize {
        self.br.unwrap_or(self.identity)
    }
}

/// What every resource weighs, in order of address.
pub fn weigh(snapshot: &Snapshot) -> Vec<Weight> {
    snapshot
        .paths()
        .into_iter()
        .filter_map(|path| match snapshot.find(path) {
            SnapshotLookup::Resource(resource) => Some(weight(path, resource)),
            _ => None,
        })
        .collect()
}

fn weight(path: &str, resource: &Resource) -> Weight {
    Weight {
        path: path.to_owned(),
        identity: on_the_wire(resource.identity()),
        gzip: resource.variant(Coding::Gzip).map(on_the_wire),
        br: resource.variant(Coding::Brotli).map(on_the_wire),
    }
}

/// The bytes of a 200 that carries this variant.
pub fn on_the_wire(variant: &Variant) -> usize {
    let lines: usize = variant.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len()).sum();
    STATUS_LINE + lines + DATE_LINE + "\r\n".len() + variant.body.len()
}
