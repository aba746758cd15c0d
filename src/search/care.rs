//! What must come first whatever else was typed: despair, then danger, then the pages for people under 18.
//!
//! Takes a reading and the scores. Gives the entries in the order of care, each with the reason for editors. It does not know what
//! follows them.

use std::collections::BTreeMap;

use super::asker::{is_accusing, is_small, may_be_young};
use super::index::Index;
use super::rank::{self, Score};
use super::reading::Reading;
use super::weights;
use crate::site::asked::{Asker, Meaning};

/// Help that must stand before the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notice {
    /// Somebody may be in danger: the emergency line first.
    Danger,
    /// Somebody may end or harm their own life: the crisis help first.
    Despair,
}

/// So many pages for people under 18 come first whatever the scores.
const YOUNG_HITS: usize = 2;

/// An entry that comes first whatever its score, and why.
pub(super) struct First {
    pub(super) document: usize,
    pub(super) reason: String,
}

/// What must come first whatever else was typed, each with the reason.
pub(super) struct Care {
    pub(super) despair: Option<First>,
    danger: Option<First>,
    /// Danger is heard more surely than despair.
    is_rather_danger: bool,
    /// The pages for the person who asks: for people under 18, or who may be writing where danger is heard.
    young: Vec<First>,
}

/// How surely despair and danger must be heard by the bank alone, and danger where a phrase stands that may be a figure of speech.
struct Bounds {
    despair: f32,
    danger: f32,
    danger_figure: f32,
}

impl Bounds {
    fn of(reading: &Reading<'_>) -> Self {
        let Some(gravest) = reading.gravest_clause else {
            return Self { despair: weights::SURE_DESPAIR, danger: weights::SURE_DANGER, danger_figure: weights::SURE_FIGURE };
        };
        // What no clause says by itself is the sum of many calm remarks.
        let sure = if gravest > weights::SURE_CLAUSE { weights::SURE_GRAVE_LONG } else { f32::INFINITY };
        Self { despair: sure, danger: sure, danger_figure: weights::SURE_FIGURE_LONG_DANGER }
    }
}

impl Care {
    /// Words of despair and danger tell it by phrase; where no phrase does, the page for it being the best match tells it too, and
    /// for despair being nearly the best.
    pub(super) fn of(index: &Index, reading: &Reading<'_>, is_young: bool, scores: &BTreeMap<usize, Score>) -> Self {
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
        let bounds = Bounds::of(reading);
        let is_calm = despairing.max(endangered) < weights::SURE_CALM;
        let learnt = |room: f32| format!("first: the question bank hears it, {room:.2} before no such meaning");
        let despair = match &reading.despair {
            Some(found) if despairing.max(endangered) >= weights::SURE_FIGURE => {
                put(&fixed.despair, format!("first: words of despair \"{}\"", found.text))
            }
            _ if despairing > bounds.despair && (reading.danger.is_none() || despairing > endangered) => {
                put(&fixed.despair, learnt(despairing))
            }
            None if near(&fixed.despair, weights::NEAR_DESPAIR) && !is_calm => {
                put(&fixed.despair, "first: the page for despair is as good a match as the best".to_owned())
            }
            _ => None,
        };
        let danger = match &reading.danger {
            Some(found) if despairing.max(endangered) >= bounds.danger_figure => {
                put(&index.lexicon.danger[found.tag].1, format!("first: words of danger \"{}\"", found.text))
            }
            _ if endangered > bounds.danger => put(&fixed.danger, learnt(endangered)),
            None if near(&fixed.danger, 1.0) && !is_calm => {
                put(&fixed.danger, "first: the page for danger is the best match".to_owned())
            }
            _ => None,
        };
        let is_echo = |room: f32, other: f32, is_told: bool| !is_told && room < other && room < weights::ECHO;
        let (is_despair, is_danger) = (despair.is_some(), danger.is_some());
        let despair = despair.filter(|_| !is_danger || !is_echo(despairing, endangered, reading.despair.is_some()));
        let danger = danger.filter(|_| !is_despair || !is_echo(endangered, despairing, reading.danger.is_some()));
        let young = if is_young { young(index, reading, scores) } else { Vec::new() };
        let phrase = reading.young.unwrap_or("by the question bank");
        let mut young: Vec<First> =
            young.into_iter().filter_map(|path| put(path, format!("first: under 18 \"{phrase}\""))).collect();
        let phrase = |found: bool| if found { weights::SURE_PHRASE } else { 0.0 };
        let is_rather_danger =
            endangered + phrase(reading.danger.is_some()) > despairing + phrase(reading.despair.is_some()) && danger.is_some();
        if young.is_empty() && danger.is_some() && (despair.is_none() || is_rather_danger) {
            let path = after_danger(index, reading);
            young.extend(path.and_then(|path| put(path, "after danger: for the person who may be writing".to_owned())));
        }
        Self { despair, danger, is_rather_danger, young }
    }

    pub(super) fn notice(&self) -> Option<Notice> {
        match (&self.despair, &self.danger) {
            (Some(_), _) if !self.is_rather_danger => Some(Notice::Despair),
            (_, Some(_)) => Some(Notice::Danger),
            (_, None) => None,
        }
    }

    /// In the order of care, each entry once.
    pub(super) fn in_order(self) -> Vec<First> {
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

/// Whoever is in danger of harming a child, and a child who may be in danger, find their own page after the help for danger.
fn after_danger<'a>(index: &'a Index, reading: &Reading<'_>) -> Option<&'a str> {
    let fixed = &index.lexicon.fixed;
    let own = index.lexicon.danger.iter().map(|(_, path)| path).find(|path| fixed.own.contains(path));
    let is_possibly_young = may_be_young(reading) && reading.heard.asker(Asker::Young) >= weights::POSSIBLE_YOUNG;
    let path = if reading.heard.own >= weights::SURE_OWN { own } else { fixed.young.first().filter(|_| is_possibly_young) };
    path.map(String::as_str)
}

/// The pages for people under 18: the usual one first, unless another is much the better match. Where the words are about their own
/// thoughts or acts, those about them come before all others; elsewhere they would say that it was their doing. A small child is led to
/// the page for small children before all others, whatever it is about.
fn young<'a>(index: &'a Index, reading: &Reading<'_>, scores: &BTreeMap<usize, Score>) -> Vec<&'a str> {
    let total = |path: &str| index.by_path.get(path).and_then(|document| scores.get(document)).map_or(0.0, |score| score.total);
    let usual = index.lexicon.fixed.young.first().map(String::as_str);
    let weighed = |path: &str| if Some(path) == usual { total(path) * weights::OTHER_YOUNG } else { total(path) };
    let is_accusing =
        |path: &&str| index.by_path.get(*path).is_some_and(|document| is_accusing(reading, &index.documents[*document]));
    let mut paths: Vec<&str> = index.lexicon.fixed.young.iter().map(String::as_str).filter(|path| !is_accusing(path)).collect();
    let is_own = |path: &str| index.lexicon.fixed.own.iter().any(|own| own == path);
    let is_small_child = is_small(reading);
    let is_small = |path: &str| is_small_child && index.lexicon.fixed.young_small.iter().any(|small| small == path);
    // A girl who regrets a picture of herself speaks of what she did, and is not whom that page is for.
    let share = |path: &str| reading.heard.pages.iter().find(|(known, _)| *known == path).map_or(0.0, |(_, share)| *share);
    let is_usual_sure = usual.is_some_and(|usual| share(usual) >= weights::SURE_USUAL);
    let rank = |path: &str| (is_small(path), is_own(path) && !is_usual_sure);
    paths.sort_by(|a, b| rank(b).cmp(&rank(a)).then(weighed(b).total_cmp(&weighed(a))));
    paths.truncate(YOUNG_HITS);
    paths
}
