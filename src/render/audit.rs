//! Rules that only a finished page can be held to: emergency help stands before every other way to make contact.
//!
//! Takes documents; gives diagnostics that name the page's address.

use super::document::{Document, MediaType};
use crate::diagnostic::{Diagnostic, Kind, Place};

/// Faults of finished pages.
#[must_use]
pub fn audit(documents: &[Document]) -> Vec<Diagnostic> {
    documents.iter().filter(|document| document.media_type == MediaType::Html).filter_map(danger_line).collect()
}

/// "999 first" (design, law 1): the emergency number comes before any other number or outbound link, except the way out.
fn danger_line(document: &Document) -> Option<Diagnostic> {
    let main = document.body.find("<main").map_or("", |at| &document.body[at..]);
    let emergency = main.find("href=\"tel:999\"").unwrap_or(usize::MAX);
    let numbers = main.match_indices("href=\"tel:").map(|(at, _)| at).find(|at| *at != emergency);
    let outbound = main.find("rel=\"noreferrer\"");
    let first = numbers.into_iter().chain(outbound).min();
    if first.is_none_or(|first| emergency < first) && emergency != usize::MAX {
        return None;
    }
    let message = format!("{} shows a way to make contact before the emergency line", document.path);
    Some(
        Diagnostic::error(Place::whole_file("templates/base.html"), Kind::DangerLine, message)
            .with_help("keep the danger line first in <main>"),
    )
}
