//! A sentence that stands on page after page, or twice on one: the reader learns to skip it.

use std::collections::BTreeMap;

use super::{PlacedSignal, Signal, is_excused, speaks_to_readers, text};
use crate::diagnostic::{Diagnostic, Place};
use crate::site::{Page, Site};

use super::super::words::words;

/// On so many pages a sentence is boilerplate.
const MANY_PAGES: usize = 10;
/// Shorter sentences are ordinary speech.
const FEWEST_WORDS: usize = 6;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<String, Vec<(&Page, Place)>> = BTreeMap::new();
    for page in site.pages.values().filter(|page| speaks_to_readers(page)) {
        for passage in text::of_page(page) {
            for sentence in passage.sentences.iter().filter(|sentence| words(sentence).count() >= FEWEST_WORDS) {
                seen.entry(sentence.to_lowercase()).or_default().push((page, passage.place.clone()));
            }
        }
    }
    seen.iter().filter_map(|(sentence, places)| repeated(sentence, places)).collect()
}

fn repeated(sentence: &str, places: &[(&Page, Place)]) -> Option<Diagnostic> {
    let mut pages: Vec<&str> = places.iter().map(|(page, _)| page.path.as_str()).collect();
    pages.dedup();
    let twice = places.len() > pages.len();
    if pages.len() < MANY_PAGES && !twice {
        return None;
    }
    let (page, place) = places.last().filter(|(page, _)| !is_excused(page, Signal::Boilerplate))?;
    let message = if twice && pages.len() < MANY_PAGES {
        format!("a sentence stands twice on {}: \"{sentence}\"", page.path)
    } else {
        format!("a sentence stands on {} pages: \"{sentence}\"", pages.len())
    };
    let found = PlacedSignal {
        signal: Signal::Boilerplate,
        place: place.clone(),
        message,
        help: "say it where it matters to this reader, in words for this reader, or take it out",
    };
    Some(found.into_diagnostic())
}
