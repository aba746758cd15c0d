//! What a search answers: hits in order, with what must come first whatever the scores say.
//!
//! The order of care (content brief, section D): despair, then danger, then people under 18, then the best match. A query that
//! asks for abuse material gets the fixed addresses and nothing else. Nothing of the query is kept.

mod among;

use std::collections::BTreeMap;

use super::asker::{Guard, is_accusing, is_for, is_possible, is_young};
use super::beside;
use super::care::{Care, First, Notice};
use super::index::{Document, Index};
use super::rank::{self, Score};
use super::reading::Reading;
use super::rules::{Aim, Child};
use super::weights;

/// The most hits of one answer.
const MOST_HITS: usize = 10;
/// Among these no entry stands that is not for the person who asks.
pub const FIRST_HITS: usize = 3;

/// What kind of answer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswerKind {
    /// The hits answer the query.
    Hits,
    /// The query asks for abuse material; the hits are the fixed addresses that lead to help.
    SeekingMaterial,
    /// Nothing matches: show the doors of the home page and the router.
    NoMatch,
}

/// One entry that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its place in the list the index was built from.
    pub entry: usize,
    /// The score; not higher than that of the hit before it, except after hits that come first whatever their score.
    pub score: f32,
    /// Why it was found, for editors; never for readers.
    pub reasons: Vec<String>,
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Help that must stand before the hits.
    pub notice: Option<Notice>,
    /// What kind of answer it is.
    pub kind: AnswerKind,
    /// At most ten, best first, each entry once.
    pub hits: Vec<Hit>,
}

/// Answers a query that has been read.
pub(super) fn answer(index: &Index, reading: &Reading<'_>) -> Answer {
    let mut scores = rank::scores(index, reading);
    let is_young = is_young(reading);
    if reading.way().is_some() {
        scores.retain(|document, _| index.documents[*document].audience != "self");
    }
    if is_young {
        let is_never = |document: &Document| index.lexicon.fixed.young_never.contains(&document.audience);
        scores.retain(|document, _| {
            let document = &index.documents[*document];
            !is_never(document) && !is_accusing(reading, document)
        });
    }
    let care = Care::of(index, reading, is_young, &scores);
    let notice = care.notice();
    if let Some(sought) = reading.sought {
        return Answer { notice, kind: AnswerKind::SeekingMaterial, hits: fixed(index, reading, sought, &care) };
    }
    if notice.is_none() && reading.way().is_none() {
        hold_back_grave(index, &mut scores);
    }
    let mut first = care.in_order();
    if first.is_empty() && !is_young {
        first.extend(unsaid(index, reading));
    }
    if first.is_empty() {
        first = beside::first(index, reading, &scores);
    }
    let pinned = first.len();
    let mut hits = hits(index, reading, &scores, first);
    put_others_after(index, reading, notice, pinned, &mut hits);
    if notice.is_none() {
        among::put_those_who_may_ask(index, reading, &mut hits);
    }
    if notice.is_none() && pinned < FIRST_HITS && !is_young {
        among::put_place(index, reading, &scores, &mut hits);
    }
    put_titled_first(reading, &mut hits);
    hits.truncate(MOST_HITS);
    let kind = if hits.is_empty() { AnswerKind::NoMatch } else { AnswerKind::Hits };
    Answer { notice, kind, hits }
}

/// Where neither despair nor danger is heard, their pages are seldom what is looked for.
fn hold_back_grave(index: &Index, scores: &mut BTreeMap<usize, Score>) {
    let fixed = &index.lexicon.fixed;
    for document in [&fixed.despair, &fixed.danger].into_iter().filter_map(|path| index.by_path.get(path)) {
        if let Some(score) = scores.get_mut(document) {
            score.hold_back(weights::NOT_GRAVE, "no cry for help is heard");
        }
    }
}

/// The page for somebody who plainly speaks of their own thoughts or acts and names none of them.
fn unsaid(index: &Index, reading: &Reading<'_>) -> Option<First> {
    let (path, _) = index.lexicon.unsaid.as_ref()?;
    let document = *index.by_path.get(path)?;
    let is_own = reading.child == Child::None && reading.heard.own >= weights::OWN_HINT;
    let is_hint = is_own && !reading.is_said(&index.rules);
    is_hint.then(|| First { document, reason: "first: a hint about themselves".to_owned() })
}

/// The addresses for a query that asks for abuse material or a child; the crisis page first beside words of despair.
fn fixed(index: &Index, reading: &Reading<'_>, sought: Aim, care: &Care) -> Vec<Hit> {
    let fixed = &index.lexicon.fixed;
    let paths = match sought {
        _ if reading.young.is_some() => &fixed.seeking_young,
        Aim::Child if !fixed.seeking_near.is_empty() => &fixed.seeking_near,
        Aim::Child | Aim::Pictures => &fixed.seeking,
    };
    let mut paths: Vec<&String> = paths.iter().collect();
    if care.despair.is_some() {
        paths.sort_by_key(|path| **path != index.lexicon.fixed.despair);
    }
    let hit = |path: &&String| {
        index.by_path.get(*path).map(|entry| Hit { entry: *entry, score: 1.0, reasons: vec!["fixed answer".to_owned()] })
    };
    paths.iter().filter_map(hit).collect()
}

fn hits(index: &Index, reading: &Reading<'_>, scores: &BTreeMap<usize, Score>, first: Vec<First>) -> Vec<Hit> {
    let best = rank::best(scores).map_or(0.0, |(_, score)| score.total);
    let least = weights::LEAST_SCORE.max(best * weights::LEAST_PART);
    let mut ranked: Vec<(usize, &Score)> = scores.iter().map(|(document, score)| (*document, score)).collect();
    ranked.retain(|(document, score)| score.total >= least && first.iter().all(|first| first.document != *document));
    // Equal scores keep the order of the entries, so that an answer never changes from one call to the next.
    ranked.sort_by(|(a, left), (b, right)| right.total.total_cmp(&left.total).then(a.cmp(b)));
    let none = Score::default();
    let pinned = first.into_iter().map(|First { document, reason }| {
        let score = scores.get(&document).unwrap_or(&none);
        let mut reasons = vec![reason];
        reasons.extend(score.explain(index, reading, document));
        Hit { entry: document, score: score.total, reasons }
    });
    let others = ranked.into_iter().map(|(document, score)| Hit {
        entry: document,
        score: score.total,
        reasons: score.explain(index, reading, document),
    });
    pinned.chain(others).collect()
}

/// Entries that are not for the person who asks stand after the first three at least, but for one that is a far better match than all that
/// are, and whose readers may be asking. Those that come first whatever the scores
/// stay: they are there for what was said, such as the page for somebody who fears that they will do harm.
fn put_others_after(index: &Index, reading: &Reading<'_>, notice: Option<Notice>, pinned: usize, hits: &mut Vec<Hit>) {
    let has_notice = notice.is_some();
    let (next, unknown) =
        if has_notice { (weights::NOTICE_READER, 0.0) } else { (weights::NEXT_READER, weights::UNKNOWN_READER) };
    let mut least = if pinned == 0 { weights::FIRST_READER } else { next };
    let ranked = hits.split_off(pinned.min(hits.len()));
    // Whoever is in danger must not be asked whether they would harm a child.
    let is_others_own =
        |document: &Document| document.is_own && notice == Some(Notice::Danger) && reading.heard.own < weights::OWN_IN_DANGER;
    let is_for =
        |document: &Document, least: f32| !is_others_own(document) && is_for(reading, document, Guard { least, unknown });
    let is_fit_first = |hit: &&Hit| is_for(&index.documents[hit.entry], least);
    let far = weights::FAR_BETTER * ranked.iter().find(is_fit_first).map_or(0.0, |hit| hit.score);
    let is_far = |hit: &Hit| !has_notice && far > 0.0 && hit.score >= far && is_possible(reading, &index.documents[hit.entry]);
    let (mut fit, others): (Vec<Hit>, Vec<Hit>) = ranked.into_iter().partition(|hit| {
        let is_fit = is_for(&index.documents[hit.entry], least) || is_far(hit);
        least = if is_fit { next } else { least };
        is_fit
    });
    // With little that fits, little is shown; with nothing, the others are better than nothing.
    let shown = pinned + fit.len();
    let is_enough = shown == 0 || shown > FIRST_HITS;
    let rest = fit.split_off(fit.len().min(FIRST_HITS.saturating_sub(pinned)));
    let mut rest: Vec<Hit> = rest.into_iter().chain(others.into_iter().filter(|_| is_enough)).collect();
    rest.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    hits.extend(fit.into_iter().chain(rest));
}

/// Who types a whole title wants what bears it, whoever asks; a notice stands before it all the same.
fn put_titled_first(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let Some(entry) = reading.titled else { return };
    let found = hits.iter().position(|hit| hit.entry == entry).map(|at| hits.remove(at));
    let mut hit = found.unwrap_or(Hit { entry, score: 0.0, reasons: Vec::new() });
    hit.reasons.insert(0, "first: its whole title was typed".to_owned());
    hits.insert(0, hit);
}
