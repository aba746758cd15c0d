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
    reading.young.is_some() || !reading.is_adult && reading.heard.asker(Asker::Young) >= weights::SURE_YOUNG
}

/// May an entry for `audience` stand among the first? It may where those who may be led to it are likely enough to be asking.
pub(super) fn is_for(reading: &Reading<'_>, audience: &str) -> bool {
    let audience = Audience::parse(audience);
    if is_young(reading) {
        return Asker::Young.may_be_led_to(audience);
    }
    // An adult's phrase stands in it, so no child asks.
    let likely = |asker: &Asker| if reading.is_adult && *asker == Asker::Young { 0.0 } else { reading.heard.asker(*asker) };
    let all: f32 = Asker::ALL.iter().map(likely).sum();
    let fit: f32 = Asker::ALL.iter().filter(|asker| asker.may_be_led_to(audience)).map(likely).sum();
    all <= f32::EPSILON || fit >= weights::LIKELY_READER * all
}
