//! What the question bank teaches: which address answers words never seen before, who asks, and what they mean.
//!
//! Takes the lines of the [`Bank`] as plain words. Gives, for the plain words of a query, a [`Heard`]. Made when the index is
//! built; it does not know the lexicon, nor what follows from what was heard.

mod features;
pub(super) mod kinds;
mod lean;
mod neighbours;
mod svm;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::bank::{Bank, BankLine};
use crate::parallel::both;
use crate::site::asked::{Asker, Meaning};
use features::{BROAD, FINE, Vectorizer};
use kinds::Kinds;
pub(super) use lean::Clause;
use neighbours::Neighbours;
use svm::{Lessons, Linear, Rare};

/// How sharply scores become shares: those of askers.
const SHARPNESS: f32 = 4.0;
/// See [`SHARPNESS`]: those of addresses, of which there are many.
const SHARPNESS_OF_PAGES: f32 = 8.0;
/// A word that stands in more than one of so many lines tells nothing by itself.
const TELLING: usize = 10;

#[derive(Debug, Default)]
pub(super) struct Model {
    /// What pages are told by.
    broad: Vectorizer,
    /// What meanings and askers are told by.
    fine: Vectorizer,
    /// The words of the bank that tell something.
    known: HashSet<String>,
    /// The addresses, in the order of the kinds of `page`.
    paths: Vec<String>,
    page: Linear,
    /// What the words mean and who asks: the scores that [`Said`] names.
    said: Linear,
    /// What the lines most like the words mean.
    neighbours: Neighbours,
}

/// What telling the graver of despair and danger from nothing counts, beside telling both from all else.
const GRAVER: f32 = 0.5;
/// From here on the words are rather grave than not.
const LEAST_GRAVE: f32 = 0.3;
/// What the nearest lines count for seeking harm.
const NEAR_SEEKING: f32 = 0.8;
/// From here on the words are rather of seeking harm than not.
const LEAST_SEEKING: f32 = -0.2;

/// The meanings that are told apart; the first is for every other line, figures of speech among them.
const MEANINGS: [Option<Meaning>; 8] = [
    None,
    Some(Meaning::Despair),
    Some(Meaning::Danger),
    Some(Meaning::Seeking),
    Some(Meaning::Quiet),
    Some(Meaning::Text),
    Some(Meaning::Language),
    Some(Meaning::Deaf),
];

/// Places in [`MEANINGS`].
const DESPAIR: usize = 1;
const DANGER: usize = 2;
const SEEKING: usize = 3;

/// What a query says of everything but addresses, as the machines tell it.
struct Said<'a> {
    meanings: &'a [f32],
    askers: &'a [f32],
    /// Whether the words are of despair or danger, whichever.
    grave: f32,
    /// Whether the words are about the asker's own thoughts or acts.
    own: f32,
}

impl<'a> Said<'a> {
    /// From the scores of machines that learnt what [`lessons`] gives, in its order.
    fn of(scores: &'a [f32]) -> Option<Self> {
        let (meanings, rest) = scores.split_at_checked(MEANINGS.len())?;
        let (askers, rest) = rest.split_at_checked(Asker::ALL.len())?;
        let [grave, own] = rest.try_into().ok()?;
        Some(Self { meanings, askers, grave, own })
    }
}

/// What there is to learn of meanings and askers.
fn lessons(bank: &Bank, own: &[String]) -> Lessons {
    let of = |kind: &dyn Fn(&BankLine) -> Option<usize>| bank.lines.iter().map(kind).collect::<Vec<_>>();
    let mut lessons = Lessons::default();
    lessons.tell(&of(&|line| Some(meaning_of(line))), MEANINGS.len(), Rare::Fully);
    lessons.tell(&of(&|line| Asker::ALL.iter().position(|asker| *asker == line.asker)), Asker::ALL.len(), Rare::Fully);
    lessons.tell_whether(&of(&|line| Some(usize::from(is_grave(line)))));
    lessons.tell_whether(&of(&|line| is_of_own(line, own).map(usize::from)));
    lessons
}

/// What was heard in a query.
#[derive(Debug, Clone, Default)]
pub(super) struct Heard<'a> {
    /// Addresses and how likely each answers it, 0 to 1.
    pub(super) pages: Vec<(&'a str, f32)>,
    /// How likely each kind of person asks it, in the order of [`Asker::ALL`].
    askers: Vec<f32>,
    /// How far each meaning stands before none, in the order of [`MEANINGS`].
    meanings: Vec<f32>,
    /// How far the words are about the asker's own thoughts or acts; below nought they are not.
    pub(super) own: f32,
}

impl Model {
    /// Learns from the bank; `plain` gives the plain words of a line, `kinds` which of them are of one kind, `own` the pages for
    /// somebody who speaks of thoughts or acts of their own.
    pub(super) fn learn(bank: &Bank, kinds: Kinds, own: &[String], plain: impl Fn(&str) -> Vec<String>) -> Self {
        if bank.is_empty() {
            return Self::default();
        }
        let words: Vec<Vec<String>> = bank.lines.iter().map(|line| plain(&line.text)).collect();
        let paths: BTreeSet<&str> = bank.lines.iter().filter_map(|line| line.path.as_deref()).collect();
        let paths: Vec<&str> = paths.into_iter().collect();
        let ((fine, said), (broad, page, neighbours)) = both(
            || {
                let (vectorizer, lines) = Vectorizer::fit(FINE, kinds, &words);
                let said = lessons(bank, own).learn(&lines, FINE.count());
                (vectorizer, said)
            },
            || {
                let (vectorizer, lines) = Vectorizer::fit(BROAD, Kinds::default(), &words);
                let taught: Vec<Option<usize>> =
                    bank.lines.iter().map(|line| paths.binary_search(&line.path.as_deref()?).ok()).collect();
                let mut lessons = Lessons::default();
                lessons.tell(&taught, paths.len(), Rare::ByHalf);
                let page = lessons.learn(&lines, BROAD.count());
                let meant = bank.lines.iter().map(|line| u8::try_from(meaning_of(line)).unwrap_or_default()).collect();
                (vectorizer, page, Neighbours::new(&words, meant))
            },
        );
        let known = telling(words);
        Self { broad, fine, known, paths: paths.into_iter().map(str::to_owned).collect(), page, said, neighbours }
    }

    /// What the plain words of a query say.
    pub(super) fn hear(&self, words: &[String]) -> Heard<'_> {
        // With no telling word that anybody of the bank used, likeness of letters alone would be chance.
        if !words.iter().any(|word| self.known.contains(word)) {
            return Heard::default();
        }
        let scores = self.said.scores(&self.fine.transform(words));
        let Some(said) = Said::of(&scores) else { return Heard::default() };
        let shares_of = shares(&self.page.scores(&self.broad.transform(words)), SHARPNESS_OF_PAGES);
        Heard {
            pages: self.paths.iter().map(String::as_str).zip(shares_of).collect(),
            askers: shares(said.askers, SHARPNESS),
            own: 2.0 * said.own,
            meanings: self.meanings(words, &said),
        }
    }

    /// How far each meaning stands before none. That of despair and danger that is less likely stands behind the other by as much.
    fn meanings(&self, words: &[String], said: &Said<'_>) -> Vec<f32> {
        let scores = said.meanings;
        let near = self.neighbours.shares(words, MEANINGS.len());
        let graver = scores[DESPAIR].max(scores[DANGER]);
        let grave = GRAVER * (graver - scores[0]) + said.grave + near[DESPAIR] + near[DANGER] - LEAST_GRAVE;
        let mut rooms: Vec<f32> = scores.iter().map(|score| score - scores[0]).collect();
        rooms[DESPAIR] = grave - (graver - scores[DESPAIR]);
        rooms[DANGER] = grave - (graver - scores[DANGER]);
        rooms[SEEKING] = scores[SEEKING] + NEAR_SEEKING * near[SEEKING] - LEAST_SEEKING;
        rooms
    }
}

impl Heard<'_> {
    /// How likely this kind of person asks it, 0 to 1.
    pub(super) fn asker(&self, asker: Asker) -> f32 {
        Asker::ALL.iter().zip(&self.askers).find(|(known, _)| **known == asker).map_or(0.0, |(_, share)| *share)
    }

    /// How far the meaning stands before having none; below nought it does not.
    pub(super) fn meaning(&self, meaning: Meaning) -> f32 {
        MEANINGS.iter().zip(&self.meanings).find(|(known, _)| **known == Some(meaning)).map_or(0.0, |(_, room)| *room)
    }
}

impl std::fmt::Display for Heard<'_> {
    /// For editors: who may be asking, and how far each meaning stands before none.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (asker, share) in Asker::ALL.iter().zip(&self.askers).filter(|(_, share)| **share >= 0.05) {
            writeln!(f, "{share:5.2}  may be asked by: {asker:?}")?;
        }
        writeln!(f, "{:5.2}  about their own thoughts or acts", self.own)?;
        let meanings = MEANINGS.iter().zip(&self.meanings).filter_map(|(meaning, room)| Some(((*meaning)?, room)));
        for (meaning, room) in meanings.filter(|(_, room)| **room > -0.5) {
            writeln!(f, "{room:5.2}  before having no such meaning: {meaning:?}")?;
        }
        Ok(())
    }
}

/// The words that stand in few enough of the lines.
fn telling(lines: Vec<Vec<String>>) -> HashSet<String> {
    let most = lines.len() / TELLING;
    let mut counts: HashMap<String, usize> = HashMap::new();
    for line in lines {
        let distinct: HashSet<String> = line.into_iter().collect();
        for word in distinct {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count <= most.max(1)).map(|(word, _)| word).collect()
}

fn is_grave(line: &BankLine) -> bool {
    matches!(line.meaning, Some(Meaning::Despair | Meaning::Danger))
}

fn meaning_of(line: &BankLine) -> usize {
    MEANINGS.iter().position(|known| known.is_some() && *known == line.meaning).unwrap_or_default()
}

/// Is a line about the asker's own thoughts or acts? Not known of despair, which may be about either, of seeking harm, whose words
/// those who guard use too, nor of what adults worried about themselves ask beside it.
fn is_of_own(line: &BankLine, own: &[String]) -> Option<bool> {
    let leads_there = line.path.as_ref().is_some_and(|path| own.contains(path));
    match (line.meaning, line.asker) {
        (Some(Meaning::Despair | Meaning::Seeking), _) => None,
        (_, Asker::Oneself) if !leads_there => None,
        _ => Some(leads_there),
    }
}

/// Scores as parts of one.
fn shares(scores: &[f32], sharpness: f32) -> Vec<f32> {
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let raised: Vec<f32> = scores.iter().map(|score| ((score - best) * sharpness).exp()).collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|score| score / sum).collect()
}
