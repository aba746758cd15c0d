//! What a query says, before anything is ranked: its mended words, its numbers, and the lexicon's findings about it.
//!
//! Takes the words typed and the index. Gives a [`Reading`] that lives for one search. It does not know what comes first.

use std::collections::BTreeMap;
use std::ops::Range;

use super::clauses;
use super::correct::{Word, correct};
use super::index::Index;
use super::model::Heard;
use super::phrase::{Found, Slot};
use super::places::KnownPlace;
use super::rules::{Aim, Child, Rules, Tense};
use super::terms::Term;
use super::{fold, weights};
use crate::site::asked::Meaning;
use crate::site::page::Audience;

/// A query, understood as far as it can be.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) words: Vec<Word>,
    /// The entry whose whole title was typed.
    pub(super) titled: Option<usize>,
    /// The groups of like words it touches.
    pub(super) groups: Vec<Term>,
    /// The telephone numbers it may hold.
    pub(super) numbers: Vec<String>,
    pub(super) despair: Option<Found<'a>>,
    pub(super) danger: Option<Found<'a>>,
    /// The phrase that shows the asker to be under 18.
    pub(super) young: Option<&'a str>,
    /// The words of an adult stand in it.
    pub(super) is_adult: bool,
    /// A partner, relative or friend of the asker is spoken of.
    pub(super) names_relative: bool,
    /// Whose child is spoken of.
    pub(super) child: Child,
    /// The past is told of or a habit, and nothing that happens now.
    pub(super) told: Option<Tense>,
    /// What the question bank taught to hear in it.
    pub(super) heard: Heard<'a>,
    /// How likely the bank takes pages for each audience to answer it, 0 to 1.
    pub(super) led: BTreeMap<Audience, f32>,
    /// How far despair or danger stands before neither in the gravest of its clauses, if it is of several and long.
    pub(super) gravest_clause: Option<f32>,
    /// It asks for abuse material, or for a child.
    pub(super) sought: Option<Aim>,
    /// Phrases that favour certain addresses.
    pub(super) favours: Vec<Found<'a>>,
    /// The places it names.
    pub(super) places: Vec<&'a KnownPlace>,
    /// It names places and says nothing else.
    pub(super) is_only_places: bool,
}

pub(super) fn read<'a>(index: &'a Index, text: &str) -> Reading<'a> {
    let whole = read_words(index, &index.plain(text));
    let clauses = clauses::read(index, text);
    let alone = clauses.iter().filter(|clause| !clause.is_pair);
    let gravest_clause = alone.map(|clause| gravity(&clause.heard)).reduce(f32::max);
    let heard = whole.heard.leaning_on(&clauses);
    Reading { led: led(index, &heard), heard, gravest_clause, ..whole }
}

/// How far despair or danger stands before neither.
fn gravity(heard: &Heard<'_>) -> f32 {
    heard.meaning(Meaning::Despair).max(heard.meaning(Meaning::Danger))
}

/// The shares of the addresses, summed by whom they are for.
fn led(index: &Index, heard: &Heard<'_>) -> BTreeMap<Audience, f32> {
    let mut led = BTreeMap::new();
    for (path, share) in &heard.pages {
        if let Some(document) = index.by_path.get(*path) {
            *led.entry(Audience::parse(&index.documents[*document].audience)).or_default() += share;
        }
    }
    led
}

fn read_words<'a>(index: &'a Index, typed: &[String]) -> Reading<'a> {
    let words = correct(&index.terms, &index.spelling, typed);
    let slots: Vec<Slot> = words.iter().map(Word::slot).collect();
    let rules = &index.rules;
    let (places, is_only_places) = index.places.find(&slots, &rules.groups);
    let heard = if is_only_places { Heard::default() } else { index.model.hear(&index.literal(&index.terms.rewrite(typed))) };
    let literal = rules.figures.without(&slots, &rules.groups);
    let titled = index.by_title.get(typed).copied();
    let groups = rules.groups_in(&slots);
    let is_seeking = titled.is_none() && (rules.is_seeking(&slots) || is_seeking(rules, &slots, &groups, &heard));
    Reading {
        titled,
        names_relative: rules.names_relative(&groups),
        child: rules.child(&groups),
        numbers: fold::numbers(typed),
        despair: rules.despair.first(&literal, &rules.groups),
        danger: rules.danger.first(&literal, &rules.groups),
        young: rules.young(&slots),
        is_adult: rules.is_adult(&slots),
        told: rules.told(&slots),
        sought: Some(rules.sought(&slots)).filter(|_| is_seeking),
        // What it leads to is told by whoever has heard the whole of it.
        led: BTreeMap::new(),
        heard,
        gravest_clause: None,
        groups,
        favours: rules.favours.find(&slots, &rules.groups),
        places,
        is_only_places,
        words,
    }
}

/// The same with the names of places meaning nothing but the places: nobody hangs in Hanging Houghton. Nothing where no place is named, or
/// where grave words reach beyond its name, as in "jump off Hebden Bridge", or are the whole of it.
pub(super) fn without_places<'a>(index: &'a Index, reading: &Reading<'a>) -> Option<Reading<'a>> {
    let rules = &index.rules;
    let slots: Vec<Slot> = reading.words.iter().map(Word::slot).collect();
    let places = index.places.spans(&slots, &rules.groups);
    let literal = rules.figures.without(&slots, &rules.groups);
    let grave = [&rules.despair, &rules.danger].into_iter().flat_map(|phrases| phrases.spans(&literal, &rules.groups));
    let is_of_name = |span: Range<usize>| {
        places.iter().any(|place| place.start <= span.start && span.end <= place.end && place.len() > span.len())
    };
    if places.is_empty() || gravity(&reading.heard) > weights::SURE_BESIDE_PLACE || !grave.into_iter().all(is_of_name) {
        return None;
    }
    let left = reading.words.iter().enumerate().filter(|(at, _)| !places.iter().any(|place| place.contains(at)));
    let left: Vec<String> = left.map(|(_, word)| word.typed.clone()).collect();
    let places = reading.places.clone();
    let rest = read_words(index, &left);
    Some(Reading {
        led: led(index, &rest.heard),
        places,
        is_only_places: reading.is_only_places,
        gravest_clause: reading.gravest_clause,
        ..rest
    })
}

/// Did the bank teach to hear that pictures, access to a child or ways to hide are asked for, and nothing that is more pressing?
/// It need not be sure where the words ask for something and name a child; words that guard count less the surer it is.
fn is_seeking(rules: &Rules, slots: &[Slot], groups: &[Term], heard: &Heard<'_>) -> bool {
    let room = heard.meaning(Meaning::Seeking);
    let least = match (rules.is_guarding(slots), rules.asks_about_child(slots, groups)) {
        (true, _) => weights::SURE_THOUGH_GUARDING,
        (false, true) => weights::SURE_ASKING,
        (false, false) => weights::SURE_SEEKING,
    };
    room > least && room > heard.meaning(Meaning::Danger).max(heard.meaning(Meaning::Despair))
}

impl Reading<'_> {
    /// Does a phrase of despair or danger stand in it as typed, and not only where a word was mended?
    pub(super) fn is_grave_as_typed(&self, rules: &Rules) -> bool {
        let slots: Vec<Slot> = self.words.iter().map(Word::slot_as_typed).collect();
        let literal = rules.figures.without(&slots, &rules.groups);
        [&rules.despair, &rules.danger].into_iter().any(|grave| grave.first(&literal, &rules.groups).is_some())
    }

    /// Is something named that somebody worried about themselves may have thought or done, or may look for?
    pub(super) fn is_said(&self, rules: &Rules) -> bool {
        let slots: Vec<Slot> = self.words.iter().map(Word::slot).collect();
        rules.is_said(&slots)
    }

    /// How they can be reached, if the words say: the key of `[reach]`.
    pub(super) fn way(&self) -> Option<&'static str> {
        let ways = [(Meaning::Quiet, "quiet"), (Meaning::Text, "text"), (Meaning::Language, "language"), (Meaning::Deaf, "deaf")];
        let heard = ways.into_iter().map(|(meaning, way)| (self.heard.meaning(meaning), way));
        heard.filter(|(room, _)| *room > weights::SURE_REACH).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, way)| way)
    }
}
