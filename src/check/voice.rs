//! Five signals of words that read like a rulebook instead of a person: telegrams, printed doubt, words before the first
//! contact, boilerplate, and runs of orders without a reason.
//!
//! Takes a whole [`Site`], gives warnings. A signal finds the place and a person decides: a page's `[review]` may excuse one
//! with a reason and initials. What it counts, and why, stands in `docs/how-the-site-speaks.md`.

mod boilerplate;
mod contact;
mod runs;
mod text;

use crate::diagnostic::{Diagnostic, Kind};
use crate::site::words::VoiceRules;
use crate::site::{Layout, Outcome, Page, PhraseFinder, Site};
use text::Passage;

/// A signal, by the name an editor excuses it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signal {
    TelegramRun,
    Doubt,
    WordsBeforeContact,
    Boilerplate,
    OrderRun,
}

impl Signal {
    /// The word in `[review] excuse`.
    fn name(self) -> &'static str {
        match self {
            Self::TelegramRun => "telegram-run",
            Self::Doubt => "doubt",
            Self::WordsBeforeContact => "words-before-contact",
            Self::Boilerplate => "boilerplate",
            Self::OrderRun => "order-run",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::TelegramRun => Kind::TelegramRun,
            Self::Doubt => Kind::Doubt,
            Self::WordsBeforeContact => Kind::WordsBeforeContact,
            Self::Boilerplate => Kind::Boilerplate,
            Self::OrderRun => Kind::OrderRun,
        }
    }
}

/// The most orders in a row, without a reason among them, that a page may give.
const ORDERS_ON_A_PAGE: usize = 3;
/// The same for an answer of the report page, which is read in 25 seconds.
const ORDERS_IN_AN_ANSWER: usize = 2;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let rules = &site.words.voice;
    let mut found: Vec<Diagnostic> = super::on_each_page(site, |page| page_signals(rules, page));
    found.extend(boilerplate::check(site));
    found.extend(site.routing.outcomes.values().flat_map(|outcome| outcome_signals(rules, outcome)));
    found
}

/// Pages that speak to a reader who needs help; the others describe the site itself.
fn speaks_to_readers(page: &Page) -> bool {
    page.layout == Layout::Guide && page.is_listed
}

fn page_signals(rules: &VoiceRules, page: &Page) -> Vec<Diagnostic> {
    if !speaks_to_readers(page) {
        return Vec::new();
    }
    let passages = text::of_page(page);
    let mut found = runs::telegrams(&passages);
    if !rules.orders_allowed_on.iter().any(|path| path == page.path.as_str()) {
        found.extend(runs::orders(rules, &passages, ORDERS_ON_A_PAGE));
    }
    found.extend(doubt(rules, page, &passages));
    found.extend(contact::late(rules, page));
    found.into_iter().filter(|signal| !is_excused(page, signal.signal)).map(PlacedSignal::into_diagnostic).collect()
}

fn outcome_signals(rules: &VoiceRules, outcome: &Outcome) -> Vec<Diagnostic> {
    let passages = text::of_outcome(outcome);
    let mut found = runs::telegrams(&passages);
    found.extend(runs::orders(rules, &passages, ORDERS_IN_AN_ANSWER));
    found.into_iter().map(PlacedSignal::into_diagnostic).collect()
}

/// An editor took responsibility for this signal on this page.
fn is_excused(page: &Page, signal: Signal) -> bool {
    page.review.excuses.iter().any(|excuse| excuse.signal == signal.name())
}

/// Doubt that the reader is made to carry: once may be something to do about it, twice is our research.
fn doubt(rules: &VoiceRules, page: &Page, passages: &[Passage]) -> Option<PlacedSignal> {
    let most = usize::from(!rules.no_doubt_on.iter().any(|path| path == page.path.as_str()));
    let doubts = PhraseFinder::of(&rules.doubt);
    let met = passages.iter().flat_map(|passage| {
        let held: Vec<&str> = doubts.held_by(&passage.sentences.join(" ")).collect();
        held.into_iter().map(move |doubt| (passage, doubt))
    });
    let (passage, doubt) = met.into_iter().nth(most)?;
    Some(PlacedSignal {
        signal: Signal::Doubt,
        place: passage.place.clone(),
        message: format!("the reader is made to carry our doubt: \"{doubt}\""),
        help: "say what to do about it, once, where it changes what the reader does; keep the rest in editor_notes",
    })
}

/// A signal at its place.
struct PlacedSignal {
    signal: Signal,
    place: crate::diagnostic::Place,
    message: String,
    help: &'static str,
}

impl PlacedSignal {
    fn into_diagnostic(self) -> Diagnostic {
        Diagnostic::warning(self.place, self.signal.kind(), self.message).with_help(self.help)
    }
}
