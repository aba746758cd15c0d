//! Checks the page of a school or club: what on it is out of date or wrong, where that stands, and what is missing.
//!
//! Takes the rules of the site once ([`PageCheck::new`]) and then a text, HTML or not ([`PageCheck::check`]). Gives a
//! [`PageCheckReport`] of rule numbers and places. The text is read in one pass without building a tree, so that deep nesting, unclosed
//! tags and long lines cost no more than their length; nothing of it is fetched, kept or logged. It knows neither forms nor templates.

mod numbers;
mod phrases;
mod read;

use std::collections::BTreeSet;

use crate::site::page_rules::PageRules;
use numbers::RuleNumbers;
use phrases::RulePhrases;
use read::{PageText, Stream};

/// No longer page is read, in bytes.
pub const LONGEST_PAGE: usize = 256 * 1024;

/// More places of one rule than this are counted, not listed.
pub const MOST_PLACES: usize = 3;

/// Rules made ready to check any number of pages.
#[derive(Debug)]
pub struct PageCheck {
    phrases: RulePhrases,
    numbers: RuleNumbers,
    rules: usize,
    essentials: usize,
}

/// What is to be said about one page. Rules are named by their place in [`PageRules`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCheckReport {
    /// What should not stand there, in the order of the rules.
    pub findings: Vec<Finding>,
    /// What should and does not, by its place in [`PageRules::essentials`].
    pub missing: Vec<usize>,
    /// There was nothing to read.
    pub is_empty: bool,
}

/// A rule that was broken, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its place in [`PageRules::outdated`].
    pub rule: usize,
    /// The first places, at most [`MOST_PLACES`].
    pub places: Vec<Spot>,
    /// How many more there are.
    pub more: usize,
}

/// Where something stands in the text that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// 1-based.
    pub line: usize,
    /// The words around it, or the address of a link.
    pub quote: String,
}

/// What a person reads on a page, a line a block.
pub fn words_on(page: &str) -> String {
    read::read(page).words.text
}

impl PageCheck {
    /// Makes the rules ready.
    ///
    /// # Errors
    /// When they hold more phrases than can be looked for at once.
    pub fn new(rules: &PageRules) -> Result<Self, RulesError> {
        Ok(Self {
            phrases: RulePhrases::new(rules)?,
            numbers: RuleNumbers::new(&rules.outdated),
            rules: rules.outdated.len(),
            essentials: rules.essentials.len(),
        })
    }

    pub fn check(&self, text: &str) -> PageCheckReport {
        let page = read::read(text);
        let mut found = PageMatches { rules: vec![RulePlaces::default(); self.rules], met: vec![false; self.essentials] };
        for stream in [&page.words, &page.attributes] {
            self.phrases.search(stream, &mut found);
            self.numbers.search(stream, &mut found);
            found.end_stream();
        }
        found.report(&page)
    }
}

/// The rules cannot be made ready.
#[derive(Debug, thiserror::Error)]
#[error("the phrases of content/page-rules.toml cannot be looked for at once: {0}")]
pub struct RulesError(#[from] aho_corasick::BuildError);

/// What was met so far.
#[derive(Debug)]
struct PageMatches {
    rules: Vec<RulePlaces>,
    /// For each essential, whether it was met.
    met: Vec<bool>,
}

/// Where one rule was broken.
#[derive(Debug, Clone, Default)]
struct RulePlaces {
    /// Every line. A link's words and its address on one line are one place for the person who mends it.
    lines: BTreeSet<usize>,
    /// The first places of each stream, in words.
    spots: Vec<Spot>,
    /// How many of them came from the stream that is being read.
    of_this_stream: usize,
}

impl PageMatches {
    /// Notes a place: bytes `at` of a stream.
    fn note(&mut self, rule: usize, stream: &Stream, at: std::ops::Range<usize>) {
        let places = &mut self.rules[rule];
        let line = stream.line(at.start);
        let is_new = places.lines.insert(line);
        if is_new && places.of_this_stream < MOST_PLACES {
            places.of_this_stream += 1;
            places.spots.push(Spot { line, quote: stream.quote(at) });
        }
    }

    fn end_stream(&mut self) {
        self.rules.iter_mut().for_each(|places| places.of_this_stream = 0);
    }

    fn report(self, page: &PageText) -> PageCheckReport {
        let broken = self.rules.into_iter().enumerate().filter(|(_, places)| !places.spots.is_empty());
        let findings = broken.map(|(rule, RulePlaces { mut spots, lines, .. })| {
            spots.sort_by_key(|spot| spot.line);
            spots.truncate(MOST_PLACES);
            Finding { rule, more: lines.len() - spots.len(), places: spots }
        });
        let missing = self.met.iter().enumerate().filter(|(_, met)| !**met).map(|(essential, _)| essential);
        let is_empty = page.words.text.trim().is_empty();
        PageCheckReport { findings: findings.collect(), missing: missing.collect(), is_empty }
    }
}

#[cfg(test)]
mod tests;
