//! Who is asking, from the words alone, and whom a page is not for.
//!
//! A phrase of the lexicon decides where there is one; otherwise what the bank taught, as far as it is sure. Where the words do
//! not say, nobody is assumed.

use std::ops::RangeInclusive;

use super::index::Document;
use super::reading::Reading;
use super::rules::{Child, Tense};
use super::weights;
use crate::site::asked::Asker;
use crate::site::page::Audience;

/// From when children read a page by themselves to when they leave primary school.
const SMALL: RangeInclusive<u32> = 5..=11;
/// See [`is_small`].
const YEARS_BEFORE_SCHOOL: u32 = 5;

/// Beside these a number is an age, and not that of pictures or pounds.
const BEFORE_AGE: &[&str] = &[
    "am", "be", "is", "im", "age", "aged", "only", "just", "nearly", "almost", "turned", "year", "yr", "me", "girl", "boy", "f",
    "m",
];
/// See [`BEFORE_AGE`].
const AFTER_AGE: &[&str] = &["year", "years", "yr", "yrs", "yo", "old", "and", "girl", "boy"];

/// Is the person who asks under 18?
pub(super) fn is_young(reading: &Reading<'_>) -> bool {
    reading.young.is_some() || may_be_young(reading) && reading.heard.asker(Asker::Young) >= weights::SURE_YOUNG
}

/// A child speaks of themselves; an adult's phrase shows that no child asks.
pub(super) fn may_be_young(reading: &Reading<'_>) -> bool {
    let speaks = reading.words.iter().any(|word| matches!(word.typed.as_str(), "i" | "me" | "my" | "us" | "we"));
    speaks && !reading.is_adult
}

/// Is the person who asks under 18, and of an age at which the page for children is the first? Where two ages stand, the older may be
/// theirs. A school year is five less than the age of its children.
pub(super) fn is_small(reading: &Reading<'_>) -> bool {
    let is_year = |word: &str| matches!(word, "year" | "yr");
    let typed = |at: usize| reading.words.get(at).map(|word| word.typed.as_str());
    let ages = (0..reading.words.len()).filter_map(|at| {
        let number: u32 = typed(at)?.parse().ok()?;
        let before = at.checked_sub(1).and_then(typed);
        let is_age =
            before.is_none_or(|word| BEFORE_AGE.contains(&word)) || typed(at + 1).is_some_and(|word| AFTER_AGE.contains(&word));
        is_age.then(|| number + if before.is_some_and(is_year) { YEARS_BEFORE_SCHOOL } else { 0 })
    });
    is_young(reading) && ages.max().is_some_and(|age| SMALL.contains(&age))
}

/// How sure it must be that an entry is for the person who asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard {
    /// So likely must those be who may be led to it.
    pub(super) least: f32,
    /// What counts of the chance that the words do not say who asks. Nought leads them to pages for everyone only.
    pub(super) unknown: f32,
}

/// Is this an entry about somebody's own thoughts or acts, while the words are about something else, or tell what somebody else did?
pub(super) fn is_accusing(reading: &Reading<'_>, document: &Document) -> bool {
    let least = match (is_of_another(reading), is_young(reading)) {
        (true, _) => weights::PLAINLY_OWN,
        (false, true) => weights::SURE_OWN,
        (false, false) => weights::LEAST_OWN,
    };
    document.is_own && reading.heard.own < least
}

/// Is it told of a relative, of a child of theirs or of others, and the asker not named?
fn is_of_another(reading: &Reading<'_>) -> bool {
    is_about_another(reading) || reading.child == Child::Own && !has(reading, &["i", "me", "im", "ive", "id", "myself"])
}

/// May an entry stand among the first? One for everyone always may; any other where the guard is satisfied.
pub(super) fn is_for(reading: &Reading<'_>, document: &Document, guard: Guard) -> bool {
    let audience = Audience::parse(&document.audience);
    if is_accusing(reading, document) {
        return false;
    }
    // Whoever speaks plainly of their own acts is their reader, of whatever age: the page for under 18s stands beside it.
    let is_plainly_own = document.is_own && reading.heard.own >= weights::PLAINLY_OWN;
    if audience == Audience::Everyone || is_plainly_own && audience == Audience::Oneself && !is_young(reading) {
        return true;
    }
    if is_young(reading) {
        return Asker::Young.may_be_led_to(audience);
    }
    reader(reading, audience, guard.unknown).is_none_or(|share| share >= guard.least)
}

/// May an entry stand beside another about the same thing for other people? Who names a child and says nothing of themselves is none.
pub(super) fn is_possible(reading: &Reading<'_>, document: &Document) -> bool {
    let is_for_young = Audience::parse(&document.audience) == Audience::YoungPeople;
    let is_no_child = reading.is_adult || reading.child != Child::None && !may_be_young(reading);
    let is_others = Audience::parse(&document.audience) == Audience::Oneself && is_about_another(reading);
    let guard = Guard { least: weights::POSSIBLE_READER, unknown: weights::UNKNOWN_READER };
    !(is_others || is_for_young && is_no_child) && is_for(reading, document, guard)
}

/// Do the words speak of somebody else, and not of the asker?
fn is_about_another(reading: &Reading<'_>) -> bool {
    let is_of_others = has(reading, &["he", "she", "his", "her", "him", "they", "their"]) && !has(reading, &["my"]);
    (reading.names_relative || is_of_others) && !has(reading, &["i", "me"])
}

/// Was one of these words typed?
fn has(reading: &Reading<'_>, known: &[&str]) -> bool {
    reading.words.iter().any(|word| known.contains(&word.typed.as_str()))
}

/// Are the words about the asker's own thoughts or acts, and may the asker be under 18? An adult says it in the same words: only what
/// adults alone say tells them apart, and who tells of what is over may be either.
pub(super) fn may_be_own_young(reading: &Reading<'_>) -> bool {
    let is_open = !reading.is_adult || reading.told == Some(Tense::Past);
    reading.heard.own >= weights::SURE_OWN && is_open && reading.child != Child::Own
}

/// May the asker be a grown survivor, although most who say so are children?
pub(super) fn may_be_looking_back(reading: &Reading<'_>) -> bool {
    let share = reading.heard.asker(Asker::Survivor);
    may_be_young(reading) && reading.heard.own < weights::LEAST_OWN && share >= weights::POSSIBLE_SURVIVOR
}

/// How likely those ask who may be led to an entry for `audience`, 0 to 1; what the words leave unsaid counts as much as `unknown`.
fn reader(reading: &Reading<'_>, audience: Audience, unknown: f32) -> Option<f32> {
    let likely = |asker: &Asker| reading.heard.asker(*asker) * leaning(reading, *asker);
    let all: f32 = Asker::ALL.iter().map(likely).sum();
    let known = |asker: &Asker| if *asker == Asker::Anyone { unknown } else { 1.0 };
    let fitting = Asker::ALL.iter().filter(|asker| asker.may_be_led_to(audience));
    let fit: f32 = fitting.map(|asker| known(asker) * likely(asker)).sum();
    let told = (all > f32::EPSILON).then(|| fit / all)?;
    let led = reading.led.get(&audience).copied().filter(|_| may_be_led(reading, audience)).unwrap_or_default();
    Some(told + weights::LED * (led - told).max(0.0))
}

/// Do the words leave it open that the readers of pages for `audience` ask? The device of a son is not that of the asker.
fn may_be_led(reading: &Reading<'_>, audience: Audience) -> bool {
    match audience {
        Audience::YoungPeople => !reading.is_adult && reading.child == Child::None,
        Audience::Oneself => reading.child != Child::Own && !is_about_another(reading),
        Audience::Professionals => reading.child != Child::Own,
        _ => true,
    }
}

/// What the words themselves leave of the chance that this kind of person asks.
fn leaning(reading: &Reading<'_>, asker: Asker) -> f32 {
    match asker {
        // Pages for everyone are for them, too: where somebody is likelier, they decide.
        Asker::Anyone => weights::UNSAID,
        Asker::Young if reading.is_adult => 0.0,
        Asker::Young if !may_be_young(reading) => weights::UNSAID_YOUNG,
        Asker::Oneself if reading.child == Child::Own && reading.heard.own < weights::LEAST_OWN => weights::NO_SELF,
        Asker::Professional if reading.child == Child::Own => weights::NO_PARENT,
        _ => 1.0,
    }
}
