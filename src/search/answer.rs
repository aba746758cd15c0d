//! What a search answers: hits in order, with what must come first whatever the scores say.
//!
//! The order of care (content brief, section D): despair, then danger, then people under 18, then the best match. A query that
//! asks for abuse material gets the fixed addresses and nothing else. Nothing of the query is kept.

use std::collections::BTreeMap;

use super::asker::{Guard, is_for, is_young};
use super::index::Index;
use super::rank::{self, Score};
use super::reading::Reading;
use super::weights;
use crate::site::asked::Meaning;

/// The most hits of one answer.
const MOST_HITS: usize = 10;
/// Among these no entry stands that is not for the person who asks.
const FIRST_HITS: usize = 3;

/// Help that must stand before the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notice {
    /// Somebody may be in danger: the emergency line first.
    Danger,
    /// Somebody may end or harm their own life: the crisis help first.
    Despair,
}

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

/// An entry that comes first whatever its score, and why.
struct First {
    document: usize,
    reason: String,
}

/// Answers a query that has been read.
pub(super) fn answer(index: &Index, reading: &Reading<'_>) -> Answer {
    let mut scores = rank::scores(index, reading);
    let is_young = is_young(reading);
    if reading.way().is_some() {
        scores.retain(|document, _| index.documents[*document].audience != "self");
    }
    if is_young {
        scores.retain(|document, _| !index.lexicon.fixed.young_never.contains(&index.documents[*document].audience));
    }
    let care = Care::of(index, reading, is_young, &scores);
    let notice = care.notice();
    if reading.is_seeking {
        return Answer { notice, kind: AnswerKind::SeekingMaterial, hits: fixed(index, reading, &care) };
    }
    let first = care.in_order();
    let pinned = first.len();
    let mut hits = hits(index, reading, &scores, first);
    put_others_after(index, reading, notice.is_some(), pinned, &mut hits);
    put_titled_first(reading, &mut hits);
    hits.truncate(MOST_HITS);
    let kind = if hits.is_empty() { AnswerKind::NoMatch } else { AnswerKind::Hits };
    Answer { notice, kind, hits }
}

/// What must come first whatever else was typed, each with the reason.
struct Care {
    despair: Option<First>,
    danger: Option<First>,
    /// Danger is heard more surely than despair.
    is_rather_danger: bool,
    young: Vec<First>,
}

impl Care {
    /// Words of despair and danger tell it by phrase; where no phrase does, the page for it being the best match tells it too, and
    /// for despair being nearly the best.
    fn of(index: &Index, reading: &Reading<'_>, is_young: bool, scores: &BTreeMap<usize, Score>) -> Self {
        let fixed = &index.lexicon.fixed;
        let put = |path: &str, reason: String| index.by_path.get(path).map(|document| First { document: *document, reason });
        let is_told = reading.despair.is_some() || reading.danger.is_some();
        let sure = rank::best(scores).filter(|(_, score)| !is_told && score.total >= weights::SURE_SCORE);
        let near = |path: &str, part: f32| {
            let own = index.by_path.get(path).and_then(|document| scores.get(document));
            sure.zip(own).is_some_and(|((_, best), own)| own.total >= best.total * part)
        };
        let (despairing, endangered) = (reading.heard.meaning(Meaning::Despair), reading.heard.meaning(Meaning::Danger));
        // The bank knows figures of speech: "dying of embarrassment", "mum will kill me".
        let is_figure = despairing.max(endangered) < weights::SURE_FIGURE;
        let is_calm = despairing.max(endangered) < weights::SURE_CALM;
        let learnt = |room: f32| format!("first: the question bank hears it, {room:.2} before no such meaning");
        let despair = match &reading.despair {
            Some(found) if !is_figure => put(&fixed.despair, format!("first: words of despair \"{}\"", found.text)),
            _ if despairing > weights::SURE_DESPAIR && (reading.danger.is_none() || despairing > endangered) => {
                put(&fixed.despair, learnt(despairing))
            }
            None if near(&fixed.despair, weights::NEAR_DESPAIR) && !is_calm => {
                put(&fixed.despair, "first: the page for despair is as good a match as the best".to_owned())
            }
            _ => None,
        };
        let danger = match &reading.danger {
            Some(found) if !is_figure => {
                put(&index.lexicon.danger[found.tag].1, format!("first: words of danger \"{}\"", found.text))
            }
            _ if endangered > weights::SURE_DANGER => put(&fixed.danger, learnt(endangered)),
            None if near(&fixed.danger, 1.0) && !is_calm => {
                put(&fixed.danger, "first: the page for danger is the best match".to_owned())
            }
            _ => None,
        };
        let young = if is_young { young(index, scores) } else { Vec::new() };
        let phrase = reading.young.unwrap_or("by the question bank");
        let young = young.into_iter().filter_map(|path| put(path, format!("first: under 18 \"{phrase}\""))).collect();
        let phrase = |found: bool| if found { weights::SURE_PHRASE } else { 0.0 };
        let is_rather_danger =
            endangered + phrase(reading.danger.is_some()) > despairing + phrase(reading.despair.is_some()) && danger.is_some();
        Self { despair, danger, is_rather_danger, young }
    }

    fn notice(&self) -> Option<Notice> {
        match (&self.despair, &self.danger) {
            (Some(_), _) if !self.is_rather_danger => Some(Notice::Despair),
            (_, Some(_)) => Some(Notice::Danger),
            (_, None) => None,
        }
    }

    /// In the order of care, each entry once.
    fn in_order(self) -> Vec<First> {
        let mut first: Vec<First> = Vec::new();
        let (before, after) = if self.is_rather_danger { (self.danger, self.despair) } else { (self.despair, self.danger) };
        for next in before.into_iter().chain(after).chain(self.young) {
            if first.iter().all(|first| first.document != next.document) {
                first.push(next);
            }
        }
        first
    }
}

/// The addresses for a query that asks for abuse material; the crisis page first beside words of despair.
fn fixed(index: &Index, reading: &Reading<'_>, care: &Care) -> Vec<Hit> {
    let fixed = &index.lexicon.fixed;
    let mut paths: Vec<&String> = if reading.young.is_some() { &fixed.seeking_young } else { &fixed.seeking }.iter().collect();
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

/// Entries that are not for the person who asks stand after the first three at least. Those that come first whatever the scores
/// stay: they are there for what was said, such as the page for somebody who fears that they will do harm.
fn put_others_after(index: &Index, reading: &Reading<'_>, has_notice: bool, pinned: usize, hits: &mut Vec<Hit>) {
    let (next, unknown) =
        if has_notice { (weights::NOTICE_READER, 0.0) } else { (weights::NEXT_READER, weights::UNKNOWN_READER) };
    let mut least = if pinned == 0 { weights::FIRST_READER } else { next };
    let ranked = hits.split_off(pinned.min(hits.len()));
    let (mut fit, others): (Vec<Hit>, Vec<Hit>) = ranked.into_iter().partition(|hit| {
        let is_fit = is_for(reading, &index.documents[hit.entry].audience, Guard { least, unknown });
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

/// The pages for people under 18: the usual one first, unless another is much the better match.
fn young<'a>(index: &'a Index, scores: &BTreeMap<usize, Score>) -> Vec<&'a str> {
    let total = |path: &str| index.by_path.get(path).and_then(|document| scores.get(document)).map_or(0.0, |score| score.total);
    let usual = index.lexicon.fixed.young.first().map(String::as_str);
    let weighed = |path: &str| if Some(path) == usual { total(path) * weights::OTHER_YOUNG } else { total(path) };
    let mut paths: Vec<&str> = index.lexicon.fixed.young.iter().map(String::as_str).collect();
    paths.sort_by(|a, b| weighed(b).total_cmp(&weighed(a)));
    paths
}
