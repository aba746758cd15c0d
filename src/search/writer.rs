//! The pages for the person who is writing, after what must come first: for people under 18, or for whoever may be writing where a notice
//! is shown.
//!
//! Takes a reading, the scores and the notices heard. Gives addresses, each with the reason for editors. It does not know what follows them.

use std::collections::BTreeMap;

use super::asker::{is_accusing, is_small, may_be_young};
use super::index::Index;
use super::rank::Score;
use super::reading::Reading;
use super::weights;
use crate::site::asked::Asker;

/// So many pages for people under 18 come first whatever the scores.
const YOUNG_HITS: usize = 2;

/// The notices heard.
pub(super) struct Notices<'a> {
    pub(super) despair: bool,
    pub(super) danger: bool,
    /// Danger is heard more surely than despair.
    pub(super) is_rather_danger: bool,
    /// The page for an act of the asker's own that is near.
    pub(super) own_act: Option<&'a str>,
}

/// The pages for the person who is writing, or may be where a notice is shown and nothing shows who is.
pub(super) fn pages<'a>(
    index: &'a Index,
    reading: &Reading<'_>,
    is_young: bool,
    scores: &BTreeMap<usize, Score>,
    heard: &Notices<'_>,
) -> Vec<(&'a str, String)> {
    let pages = if is_young { young(index, reading, scores, heard.despair) } else { Vec::new() };
    if !pages.is_empty() {
        let phrase = reading.young.unwrap_or("by the question bank");
        return pages.into_iter().map(|path| (path, format!("first: under 18 \"{phrase}\""))).collect();
    }
    let path = match heard {
        Notices { own_act: Some(_), danger: true, .. } => Some(index.lexicon.fixed.danger.as_str()),
        Notices { danger: true, despair, is_rather_danger, .. } if !despair || *is_rather_danger => after_danger(index, reading),
        Notices { despair: true, .. } => after_despair(index, reading),
        Notices { .. } => None,
    };
    path.map(|path| (path, "after a notice: for the person who may be writing".to_owned())).into_iter().collect()
}

/// The page that a phrase of danger puts first where it tells of an act of the asker's own. What a child says of it is no adult's act.
pub(super) fn own_act<'a>(index: &'a Index, reading: &Reading<'_>, is_young: bool) -> Option<&'a str> {
    let path = &index.lexicon.danger[reading.danger.as_ref()?.tag].1;
    (index.lexicon.fixed.own.contains(path) && !is_young).then_some(path.as_str())
}

/// Whoever is in danger of harming a child, and a child who may be in danger, find their own page after the help for danger.
fn after_danger<'a>(index: &'a Index, reading: &Reading<'_>) -> Option<&'a str> {
    let own = index.lexicon.danger.iter().map(|(_, path)| path).find(|path| index.lexicon.fixed.own.contains(path));
    let is_own = reading.heard.own >= weights::OWN_IN_DANGER;
    if is_own { own.map(String::as_str) } else { page_for_young(index, reading, weights::POSSIBLE_YOUNG) }
}

/// A child who may be in despair, and does not speak of acts of their own, finds the usual page for people under 18.
fn after_despair<'a>(index: &'a Index, reading: &Reading<'_>) -> Option<&'a str> {
    page_for_young(index, reading, weights::DESPAIRING_YOUNG).filter(|_| reading.heard.own < weights::LEAST_OWN)
}

/// The usual page for people under 18, where one may be writing, although nothing shows it for sure.
fn page_for_young<'a>(index: &'a Index, reading: &Reading<'_>, least: f32) -> Option<&'a str> {
    let is_possible = may_be_young(reading) && reading.heard.asker(Asker::Young) >= least;
    index.lexicon.fixed.young.first().map(String::as_str).filter(|_| is_possible)
}

/// The pages for people under 18: the usual one first, unless another is much the better match. Where the words are about their own
/// thoughts or acts, those about them come before all others; elsewhere they would say that it was their doing. A small child is led to
/// the page for small children before all others, whatever it is about.
fn young<'a>(index: &'a Index, reading: &Reading<'_>, scores: &BTreeMap<usize, Score>, is_despairing: bool) -> Vec<&'a str> {
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
    // Whoever wants to die is not asked first whether they did wrong, unless they say so.
    let is_own_first = !is_usual_sure && (!is_despairing || reading.heard.own >= weights::PLAINLY_OWN);
    let rank = |path: &str| (is_small(path), is_own(path) && is_own_first);
    paths.sort_by(|a, b| rank(b).cmp(&rank(a)).then(weighed(b).total_cmp(&weighed(a))));
    paths.truncate(YOUNG_HITS);
    paths
}
