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

/// How sure it must be that an entry is for the person who asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard {
    /// So likely must those be who may be led to it.
    pub(super) least: f32,
    /// What counts of the chance that the words do not say who asks. Nought leads them to pages for everyone only.
    pub(super) unknown: f32,
}

/// May an entry for `audience` stand among the first? One for everyone always may; any other where the guard is satisfied.
pub(super) fn is_for(reading: &Reading<'_>, audience: &str, guard: Guard) -> bool {
    let audience = Audience::parse(audience);
    if audience == Audience::Everyone {
        return true;
    }
    if is_young(reading) {
        return Asker::Young.may_be_led_to(audience);
    }
    let likely = |asker: &Asker| reading.heard.asker(*asker) * leaning(reading, *asker);
    let all: f32 = Asker::ALL.iter().map(likely).sum();
    let known = |asker: &Asker| if *asker == Asker::Anyone { guard.unknown } else { 1.0 };
    let fitting = Asker::ALL.iter().filter(|asker| asker.may_be_led_to(audience));
    let fit: f32 = fitting.map(|asker| known(asker) * likely(asker)).sum();
    all <= f32::EPSILON || fit >= guard.least * all
}

/// What the words themselves leave of the chance that this kind of person asks.
fn leaning(reading: &Reading<'_>, asker: Asker) -> f32 {
    match asker {
        // Pages for everyone are for them, too: where somebody is likelier, they decide.
        Asker::Anyone => weights::UNSAID,
        Asker::Young if reading.is_adult => 0.0,
        Asker::Young if !may_be_young(reading) => weights::UNSAID_YOUNG,
        Asker::Professional if reading.is_own_child => weights::NO_PARENT,
        _ => 1.0,
    }
}
