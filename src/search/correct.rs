//! Typed words into the known words they may have been meant for.
//!
//! A word that is not known is split where it runs together, joined with its neighbour, or taken for the nearest known words.
//! Takes the vocabulary; does not know what the words mean or what they are for.

use std::collections::HashMap;

use super::fold;
use super::phrase::Slot;
use super::spelling::{Near, Spelling};
use super::terms::{Term, Terms};
use super::weights;

/// So many different words of a query are looked up in the vocabulary; the rest are taken as typed.
const MOST_MENDED: usize = 16;
/// Words shorter than this are never split or joined.
const SHORTEST_JOINED: usize = 6;
/// The longest word that is tried for splitting.
const LONGEST_SPLIT: usize = 40;

/// A word as typed and the terms it may stand for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// As typed, after folding and rewriting.
    pub(super) typed: String,
    /// What it may mean, with how sure that is (0 to 1). Empty when nothing known is near.
    pub(super) meant: Vec<(Term, f32)>,
}

impl Word {
    /// The word as phrases see it.
    pub(super) fn slot(&self) -> Slot {
        self.slot_of(0.0)
    }

    /// The same, with what it means as typed and not by being mended.
    pub(super) fn slot_as_typed(&self) -> Slot {
        self.slot_of(1.0)
    }

    fn slot_of(&self, least: f32) -> Slot {
        let terms = self.meant.iter().filter(|(_, sure)| *sure >= least).map(|(term, _)| *term);
        Slot { terms: terms.collect(), number: self.typed.parse().ok() }
    }
}

/// The nearest known words, looked up once for each word of a query.
struct Slips<'a> {
    spelling: &'a Spelling,
    known: HashMap<String, Vec<Near<'a>>>,
}

impl<'a> Slips<'a> {
    fn nearest(&mut self, word: &str) -> &[Near<'a>] {
        if self.known.len() >= MOST_MENDED && !self.known.contains_key(word) {
            return &[];
        }
        self.known.entry(word.to_owned()).or_insert_with(|| self.spelling.nearest(word))
    }
}

/// Mends the words of a query.
pub(super) fn correct(terms: &Terms, spelling: &Spelling, typed: &[String]) -> Vec<Word> {
    let mut slips = Slips { spelling, known: HashMap::new() };
    let words = terms.rewrite(typed);
    let apart: Vec<String> = words.iter().flat_map(|word| take_apart(terms, &mut slips, word)).collect();
    let words = if apart.len() == words.len() { apart } else { terms.rewrite(&apart) };
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let (word, used) = meant(terms, &mut slips, &words[at..]);
        out.extend(word);
        at += used;
    }
    out
}

/// What the first of `words` means, alone or joined with the next, and how many of them that uses up.
fn meant(terms: &Terms, slips: &mut Slips<'_>, words: &[String]) -> (Vec<Word>, usize) {
    let first = &words[0];
    let alone = terms.find(first);
    let joined = words.get(1).and_then(|next| joined(terms, first, next).map(|term| (next, term)));
    if let Some((next, term)) = joined {
        let next_alone = terms.find(next);
        let (Some(alone), Some(next_alone)) = (alone, next_alone) else {
            return (vec![Word { typed: format!("{first}{next}"), meant: vec![(term, weights::JOINED_UNKNOWN)] }], 2);
        };
        // "the rapist" is not a therapist for sure: both readings stay.
        let both =
            |typed: &String, alone| Word { typed: typed.clone(), meant: vec![(alone, 1.0), (term, weights::JOINED_KNOWN)] };
        return (vec![both(first, alone), both(next, next_alone)], 2);
    }
    let meant = match alone {
        Some(term) => vec![(term, 1.0)],
        None => slips.nearest(first).iter().map(|near| (near.term, sureness(*near))).collect(),
    };
    (vec![Word { typed: first.clone(), meant: distinct(meant) }], 1)
}

fn joined(terms: &Terms, first: &str, next: &str) -> Option<Term> {
    let is_text = !fold::is_digits(first) && !fold::is_digits(next);
    if !is_text || first.len() + next.len() < SHORTEST_JOINED {
        return None;
    }
    let both = format!("{first}{next}");
    terms.has_word(&both).then(|| terms.find(&both)).flatten()
}

fn sureness(near: Near<'_>) -> f32 {
    if near.distance > 1 { weights::TWO_SLIPS } else { weights::ONE_SLIP }
}

fn distinct(mut meant: Vec<(Term, f32)>) -> Vec<(Term, f32)> {
    let mut seen = Vec::new();
    meant.retain(|(term, _)| !seen.contains(term) && (seen.push(*term), true).1);
    meant
}

/// The known words that `word` is made of, when it is not known and no known word is one slip away.
fn take_apart(terms: &Terms, slips: &mut Slips<'_>, word: &str) -> Vec<String> {
    let is_tried = (SHORTEST_JOINED..=LONGEST_SPLIT).contains(&word.len()) && word.is_ascii() && !fold::is_digits(word);
    if !is_tried || terms.find(word).is_some() || slips.nearest(word).first().is_some_and(|near| near.distance <= 1) {
        return vec![word.to_owned()];
    }
    fewest_parts(terms, word).unwrap_or_else(|| vec![word.to_owned()])
}

/// The way to cut `word` into the fewest known words, the longest first where there are several.
fn fewest_parts(terms: &Terms, word: &str) -> Option<Vec<String>> {
    // best[end]: the number of parts up to `end`, the squares of their lengths (for evenness negated), and where the last begins.
    let mut best: Vec<Option<(usize, usize, usize)>> = vec![None; word.len() + 1];
    best[0] = Some((0, 0, 0));
    for end in 1..=word.len() {
        best[end] = (0..end)
            .filter(|start| is_part(terms, &word[*start..end]))
            .filter_map(|start| best[start].map(|(parts, squares, _)| (parts + 1, squares + (end - start).pow(2), start)))
            .min_by_key(|(parts, squares, _)| (*parts, std::cmp::Reverse(*squares)));
    }
    let mut parts = Vec::new();
    let mut end = word.len();
    while end > 0 {
        let (_, _, start) = best[end]?;
        parts.push(word[start..end].to_owned());
        end = start;
    }
    parts.reverse();
    Some(parts)
}

fn is_part(terms: &Terms, part: &str) -> bool {
    match part.len() {
        1 => part == "i" || part == "a",
        _ => terms.has_word(part),
    }
}
