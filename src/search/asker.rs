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

/// May an entry for `audience` stand among the first? It may where those who may be led to it are likely enough to be asking.
pub(super) fn is_for(reading: &Reading<'_>, audience: &str) -> bool {
    let audience = Audience::parse(audience);
    if is_young(reading) {
        return Asker::Young.may_be_led_to(audience);
    }
    let is_out = |asker: &Asker| *asker == Asker::Young && !may_be_young(reading);
    let likely = |asker: &Asker| if is_out(asker) { 0.0 } else { reading.heard.asker(*asker) };
    let all: f32 = Asker::ALL.iter().map(likely).sum();
    let fit: f32 = Asker::ALL.iter().filter(|asker| asker.may_be_led_to(audience)).map(likely).sum();
    all <= f32::EPSILON || fit >= weights::LIKELY_READER * all
}
