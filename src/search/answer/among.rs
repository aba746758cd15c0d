//! Pages put among the first because the words leave open who asks, a child and an adult say the same thing, or because they name a place.
//!
//! Takes the hits in order. It does not know what comes first for other reasons.

use std::collections::BTreeMap;

use super::{FIRST_HITS, Hit};
use crate::search::asker::{Guard, is_for, is_young, may_be_looking_back, may_be_own_young};
use crate::search::index::{Document, Index};
use crate::search::rank::Score;
use crate::search::reading::Reading;
use crate::search::{EntryKind, weights};
use crate::site::page::Audience;

/// Puts one page for each who may be asking among the first.
pub(super) fn put_those_who_may_ask(index: &Index, reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    if !is_young(reading) && may_be_own_young(reading) {
        put_adults_before_young(index, hits);
        put_own_young(index, hits);
    }
    if may_be_looking_back(reading) {
        put_survivors(index, hits);
    }
}

/// Where the words are about the asker's own thoughts or acts and do not say the age, the page for somebody under 18 stands before that
/// for adults only where it is a far better match, as for what somebody did when they were ten.
fn put_adults_before_young(index: &Index, hits: &mut Vec<Hit>) {
    let young = hits.first().filter(|hit| index.own_young().any(|own| *own == hit.entry));
    let of_adults = |document: &Document| document.is_own && Audience::parse(&document.audience) == Audience::Oneself;
    let adults = hits.iter().position(|hit| of_adults(&index.documents[hit.entry]));
    let Some((young, at)) = young.zip(adults) else { return };
    if young.score < weights::FAR_BETTER * hits[at].score {
        let mut hit = hits.remove(at);
        hit.reasons.insert(0, "first: the words do not say the age".to_owned());
        hits.insert(0, hit);
    }
}

/// There somebody under 18 finds their page beside that for adults.
fn put_own_young(index: &Index, hits: &mut Vec<Hit>) {
    let is_beside = hits.iter().take(FIRST_HITS).any(|hit| index.documents[hit.entry].is_own);
    let own_young = index.own_young().next().copied();
    if let Some(entry) = own_young.filter(|_| is_beside) {
        put(entry, 0.0, "the words do not say the age", hits);
    }
}

/// A grown survivor and a child name the same relative: the page for survivors stands beside those for children.
fn put_survivors(index: &Index, hits: &mut Vec<Hit>) {
    let of_survivors =
        |document: &Document| document.kind == EntryKind::Page && Audience::parse(&document.audience) == Audience::Survivors;
    if let Some(entry) = index.documents.iter().position(of_survivors) {
        put(entry, 0.0, "an adult may be looking back", hits);
    }
}

/// Who names a place of the copy in a sentence finds somebody there among the first, if that one is for them.
pub(super) fn put_place(index: &Index, reading: &Reading<'_>, scores: &BTreeMap<usize, Score>, hits: &mut Vec<Hit>) {
    let guard = Guard { least: weights::FIRST_READER, unknown: weights::UNKNOWN_READER };
    let local: Vec<usize> = reading.places.iter().flat_map(|place| &place.entries).copied().collect();
    let is_beside = hits.iter().take(FIRST_HITS).any(|hit| local.contains(&hit.entry) || index.documents[hit.entry].is_own);
    if is_beside || hits.len() < FIRST_HITS {
        return;
    }
    let total = |entry: &usize| scores.get(entry).map_or(0.0, |score| score.total);
    let fit = local.into_iter().filter(|entry| is_for(reading, &index.documents[*entry], guard));
    if let Some(entry) = fit.max_by(|a, b| total(a).total_cmp(&total(b)).then(b.cmp(a))) {
        put(entry, total(&entry), "it serves the place that was named", hits);
    }
}

/// Puts an entry last of the first, unless it stands among them. One that was no hit has this score.
fn put(entry: usize, score: f32, reason: &str, hits: &mut Vec<Hit>) {
    let found = hits.iter().position(|hit| hit.entry == entry);
    if found.is_some_and(|at| at < FIRST_HITS) {
        return;
    }
    let mut hit = found.map_or(Hit { entry, score, reasons: Vec::new() }, |at| hits.remove(at));
    hit.reasons.insert(0, format!("among the first: {reason}"));
    hits.insert(hits.len().min(FIRST_HITS - 1), hit);
}
