//! Search that understands frightened typing: entries in, an index out; a query in, ranked hits out.
//!
//! Takes plain [`Entry`]s (pages, services, outcomes) and a [`Lexicon`] (`content/search.toml`). Gives an immutable [`Index`]
//! whose [`Index::search`] is a pure function of the words typed: nothing is kept, logged or remembered. Despair and danger are
//! looked for before anything else, then the words of people under 18, then wording that asks for abuse material.
//!
//! It deliberately does not know: HTML, HTTP, the clock, who is asking, or one word of the language: every phrase and synonym
//! stands in the lexicon, so that editors can mend them.
//!
//! The way of a query: [`fold`] makes plain words of it, [`correct`] forgives spelling, [`reading`] finds what the phrases of the
//! lexicon say about it, [`rank`] scores the entries, [`care`] says what must come
//! first and [`answer`] puts it there.

mod answer;
mod asker;
mod bank;
mod beside;
mod care;
mod clauses;
mod correct;
mod entries;
mod figure;
mod fold;
mod index;
mod lexicon;
mod likeness;
mod look_alike;
mod model;
mod phrase;
mod places;
mod query;
mod rank;
mod reading;
mod rows;
mod rules;
mod spelling;
mod terms;
mod unmask;
mod weights;
mod writer;

pub use answer::{Answer, AnswerKind, FIRST_HITS, Hit};
pub use bank::Bank;
pub use care::Notice;
pub use entries::entries;
pub use fold::LONGEST_QUERY;
pub use index::Index;
pub use lexicon::Lexicon;

/// What an entry of the index leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A page of guidance.
    Page,
    /// A service's card.
    Service,
    /// An outcome of the router.
    Outcome,
}

/// One thing that can be found. The caller fills it from the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Its address: `/shared-images`. No two entries share one; of two that do, the first counts.
    pub path: String,
    pub title: String,
    /// Other names people use for it, former names among them.
    pub called: Vec<String>,
    /// One plain sentence.
    pub summary: String,
    /// The rest of its text.
    pub body: String,
    /// What it leads to.
    pub kind: EntryKind,
    /// Whom it speaks to, as written in the content files: `young-people`, `self`.
    pub audience: String,
    /// The number to ring, on services that have one.
    pub number: Option<String>,
    /// The areas and towns it serves; empty when it serves everyone.
    pub places: Vec<String>,
    /// The addresses of the nation's ways for the same jobs: where one of its places is named, it stands before them.
    pub stands_before: Vec<String>,
}
