//! What must come first whatever else was typed: despair, then danger, then the pages for people under 18.
//!
//! Takes a reading and the scores. Gives the entries in the order of care, each with the reason for editors. It does not know what
//! follows them.

use std::collections::BTreeMap;

use super::index::Index;
use super::rank::{self, Score};
use super::reading::Reading;
use super::rules::Tense;
use super::weights;
use super::writer::{self, Notices};
use crate::site::asked::Meaning;

/// Help that must stand before the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notice {
    /// Somebody may be in danger: the emergency line first.
    Danger,
    /// Somebody may end or harm their own life: the crisis help first.
    Despair,
}

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
    despair_figure: f32,
    danger: f32,
    danger_figure: f32,
}

impl Bounds {
    fn of(index: &Index, reading: &Reading<'_>) -> Self {
        let mut bounds = Self::of_now(reading);
        if reading.told.is_some() {
            bounds.danger += weights::MORE_IF_TOLD;
            bounds.danger_figure = bounds.danger_figure.max(weights::SURE_FIGURE_TOLD);
        }
        // Who wants to die every night wants to now.
        if reading.told == Some(Tense::Past) {
            bounds.despair += weights::MORE_IF_TOLD;
            bounds.despair_figure = bounds.despair_figure.max(weights::SURE_FIGURE_TOLD);
        }
        let has_phrase = reading.despair.is_some() || reading.danger.is_some();
        if has_phrase && !reading.is_grave_as_typed(&index.rules) {
            bounds.despair_figure = bounds.despair_figure.max(weights::SURE_FIGURE_MENDED);
            bounds.danger_figure = bounds.danger_figure.max(weights::SURE_FIGURE_MENDED);
        }
        bounds
    }

    fn of_now(reading: &Reading<'_>) -> Self {
        let Some(gravest) = reading.gravest_clause else {
            return Self {
                despair: weights::SURE_DESPAIR,
                despair_figure: weights::SURE_FIGURE,
                danger: weights::SURE_DANGER,
                danger_figure: weights::SURE_FIGURE,
            };
        };
        // What no clause says by itself is the sum of many calm remarks.
        let sure = if gravest > weights::SURE_CLAUSE { weights::SURE_GRAVE_LONG } else { f32::INFINITY };
        Self {
            despair: sure,
            despair_figure: weights::SURE_FIGURE,
            danger: sure,
            danger_figure: weights::SURE_FIGURE_LONG_DANGER,
        }
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
        let bounds = Bounds::of(index, reading);
        let calm = if reading.gravest_clause.is_some() { weights::SURE_CALM_LONG } else { weights::SURE_CALM };
        let is_calm = despairing.max(endangered) < calm;
        let learnt = |room: f32| format!("first: the question bank hears it, {room:.2} before no such meaning");
        let despair = match &reading.despair {
            Some(found) if despairing.max(endangered) >= bounds.despair_figure => {
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
        let own_act = writer::own_act(index, reading, is_young);
        let danger = match &reading.danger {
            Some(found) if despairing.max(endangered) >= bounds.danger_figure => {
                put(own_act.unwrap_or(&fixed.danger), format!("first: words of danger \"{}\"", found.text))
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
        let phrase = |found: bool| if found { weights::SURE_PHRASE } else { 0.0 };
        let is_surer = endangered + phrase(reading.danger.is_some()) > despairing + phrase(reading.despair.is_some());
        // An act of theirs that is near is the more pressing, where no words of despair stand.
        let is_rather_danger = danger.is_some() && (is_surer || own_act.is_some() && reading.despair.is_none());
        let heard = Notices { despair: despair.is_some(), danger: danger.is_some(), is_rather_danger, own_act };
        let young = writer::pages(index, reading, is_young, scores, &heard);
        let young = young.into_iter().filter_map(|(path, reason)| put(path, reason)).collect();
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
