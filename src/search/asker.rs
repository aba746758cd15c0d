//! Who is asking, from the words alone, and whom a page is not for.
//!
//! A phrase of the lexicon decides where there is one; otherwise what the bank taught, as far as it is sure. Where the words do
//! not say, nobody is assumed.

use super::reading::Reading;
use super::weights;
use crate::site::asked::Asker;
use crate::site::page::Audience;

/// Is the person who asks under 18?
pub(super) fn is_young(reading: &Reading<'_>) -> bool {
    reading.young.is_some() || may_be_young(reading) && reading.heard.asker(Asker::Young) >= weights::SURE_YOUNG
}

/// A child speaks of themselves; an adult's phrase shows that no child asks.
fn may_be_young(reading: &Reading<'_>) -> bool {
    let speaks = reading.words.iter().any(|word| matches!(word.typed.as_str(), "i" | "me" | "my" | "us"));
    speaks && !reading.is_adult
}

/// May an entry for `audience` stand among the first? It may where those who may be led to it are at least so likely to be asking.
pub(super) fn is_for(reading: &Reading<'_>, audience: &str, least: f32) -> bool {
    let audience = Audience::parse(audience);
    if is_young(reading) {
        return Asker::Young.may_be_led_to(audience);
    }
    let likely = |asker: &Asker| reading.heard.asker(*asker) * leaning(reading, *asker);
    let all: f32 = Asker::ALL.iter().map(likely).sum();
    let fit: f32 = Asker::ALL.iter().filter(|asker| asker.may_be_led_to(audience)).map(likely).sum();
    all <= f32::EPSILON || fit >= least * all
}

/// What the words themselves leave of the chance that this kind of person asks.
fn leaning(reading: &Reading<'_>, asker: Asker) -> f32 {
    match asker {
        // Pages for everyone are for them, too: where somebody is likelier, they decide.
        Asker::Anyone => weights::UNSAID,
        Asker::Young if !may_be_young(reading) => 0.0,
        Asker::Professional if reading.is_own_child => weights::NO_PARENT,
        _ => 1.0,
    }
}
