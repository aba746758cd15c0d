//! What a query says, before anything is ranked: its mended words, its numbers, and the lexicon's findings about it.
//!
//! Takes the words typed and the index. Gives a [`Reading`] that lives for one search. It does not know what comes first.

use super::fold;
use super::index::Index;
use super::mend::{Word, mend};
use super::phrase::{Found, Slot};
use super::places::Place;
use super::terms::Term;

/// A query, understood as far as it can be.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// Its words.
    pub(super) words: Vec<Word>,
    /// The groups of like words it touches.
    pub(super) groups: Vec<Term>,
    /// The telephone numbers it may hold.
    pub(super) numbers: Vec<String>,
    /// Words of despair.
    pub(super) despair: Option<Found<'a>>,
    /// Words of danger.
    pub(super) danger: Option<Found<'a>>,
    /// The phrase that shows the asker to be under 18.
    pub(super) young: Option<&'a str>,
    /// It asks for abuse material.
    pub(super) is_seeking: bool,
    /// Phrases that favour certain addresses.
    pub(super) favours: Vec<Found<'a>>,
    /// The places it names.
    pub(super) places: Vec<&'a Place>,
}

/// Reads a query.
pub(super) fn read<'a>(index: &'a Index, text: &str) -> Reading<'a> {
    let typed = fold::query_words(text);
    let words = mend(&index.terms, &index.spelling, &typed);
    let slots: Vec<Slot> = words.iter().map(Word::slot).collect();
    let rules = &index.rules;
    Reading {
        groups: rules.groups_in(&slots),
        numbers: fold::numbers(&typed),
        despair: rules.despair.first(&slots, &rules.groups),
        danger: rules.danger.first(&slots, &rules.groups),
        young: rules.young(&slots),
        is_seeking: rules.is_seeking(&slots),
        favours: rules.favours.find(&slots, &rules.groups),
        places: index.places.find(&slots, &rules.groups),
        words,
    }
}
