//! Pages about one thing for different people, together where the words do not say who asks.
//!
//! "Blackmail" may be typed by a child, a parent or an adult who is blackmailed, and the page for one of them is no use to another.
//! Takes the sets of the lexicon and the scores. It does not know what comes first for other reasons.

use std::collections::BTreeMap;

use super::asker::{Guard, is_for, is_possible};
use super::care::First;
use super::index::Index;
use super::rank::{self, Score};
use super::reading::Reading;
use super::weights;
use crate::site::page::Audience;

/// The entries of the best set that the best match stands in, in its order, as far as their readers may be asking. None where the words
/// leave only one kind of reader: then the scores decide.
pub(super) fn first(index: &Index, reading: &Reading<'_>, scores: &BTreeMap<usize, Score>) -> Vec<First> {
    let possible = |document: &usize| is_possible(reading, &index.documents[*document]);
    let guard = Guard { least: weights::FIRST_READER, unknown: 1.0 };
    let fit = scores.iter().map(|(document, score)| (*document, score));
    let best = rank::best_of(fit.filter(|(document, _)| is_for(reading, &index.documents[*document], guard)));
    let Some((best, _)) = best.filter(|(_, score)| score.total >= weights::BESIDE_SCORE) else { return Vec::new() };
    // The page for the young is about everything: by itself it does not say which set.
    if Audience::parse(&index.documents[best].audience) == Audience::YoungPeople {
        return Vec::new();
    }
    let total = |set: &[usize]| set.iter().filter_map(|document| scores.get(document)).map(|score| score.total).sum::<f32>();
    let sets = index.lexicon.beside.iter().map(|paths| paths.iter().filter_map(|path| index.by_path.get(path)).copied());
    let sets = sets.map(Iterator::collect::<Vec<usize>>).filter(|set| set.contains(&best));
    let Some(set) = sets.reduce(|best, next| if total(&next) > total(&best) { next } else { best }) else { return Vec::new() };
    let shown: Vec<usize> = set.into_iter().filter(possible).collect();
    let mut readers: Vec<&str> = shown.iter().map(|document| index.documents[*document].audience.as_str()).collect();
    readers.sort_unstable();
    readers.dedup();
    if readers.iter().filter(|reader| **reader != "everyone").count() < 2 {
        return Vec::new();
    }
    let reason = "first: the words do not say who asks, and it is about the same thing as the best match";
    shown.into_iter().map(|document| First { document, reason: reason.to_owned() }).collect()
}
