//! What answers the forms: the index and the pages prepared with a snapshot, behind the one interface the snapshot knows.
//!
//! Takes words and gives finished pages. Everything it holds was made from the site that the snapshot beside it was rendered from.
//! It keeps nothing of what it is given, and writes none of it anywhere.

mod check_page;
mod kept_index;

use std::sync::{Arc, LazyLock};

use http::StatusCode;
use serde::Serialize;

use crate::clock::Moment;
use crate::diagnostic::Diagnostic;
use crate::render::assets::Assets;
use crate::render::check_page::CheckedPage;
use crate::render::search::ResultsPage;
use crate::render::templates::Templates;
use crate::search::{self, Answer, Bank, Index, LONGEST_QUERY, Lexicon};
use crate::site::Site;
use crate::snapshot::{FormAnswer, Forms};
use check_page::CheckPage;
pub use kept_index::KeptIndex;
use kept_index::LazyIndex;

/// The forms of one site.
pub struct SiteForms {
    search: Option<SearchForm>,
    check_page: Option<CheckPage>,
    faults: Vec<Diagnostic>,
    /// What is said where a form is not part of this copy.
    not_found: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    pub path: String,
    pub title: String,
    pub score: f32,
    /// Why it was found, or why it stands where it does.
    #[serde(skip)]
    pub reasons: Vec<String>,
}

struct SearchForm {
    /// Made behind the pages ([`Forms::get_ready`]) or for the first search: no page waits for it, neither at the start nor when the
    /// content has changed.
    index: LazyIndex,
    /// Tells what the index is made of from anything else.
    contents: u64,
    page: ResultsPage,
}

impl SearchForm {
    fn answer(&self, words: &str) -> Answer {
        let mut answer = self.index.search(words);
        self.page.put_elsewhere_after(&mut answer.hits);
        answer
    }
}

impl SiteForms {
    /// Prepares the forms of a site. `not_found` is its page for addresses that do not exist.
    #[must_use]
    pub fn prepare(
        site: &Site,
        templates: &Templates,
        assets: &Assets,
        lexicon: Lexicon,
        moment: &Moment,
        not_found: String,
    ) -> Self {
        let entries = search::entries(site);
        let page = ResultsPage::prepare(site, templates, assets, &entries, moment);
        let bank = Bank::of(site);
        let contents = kept_index::contents(&(&entries, &lexicon, &bank));
        let index = move || Index::build(&entries, &lexicon, &bank);
        let search = page.map(|page| SearchForm { index: Arc::new(LazyLock::new(Box::new(index))), contents, page });
        let page = CheckedPage::prepare(site, templates, assets, moment);
        let (check_page, fault) = match CheckPage::prepare(site.page_rules.as_ref(), page) {
            Ok(check_page) => (check_page, None),
            Err(fault) => (None, Some(fault)),
        };
        Self { search, check_page, faults: fault.into_iter().collect(), not_found }
    }

    /// The same forms, searching by the index that is kept if it would be made of the same.
    #[must_use]
    pub fn with_index_of(mut self, kept: &KeptIndex) -> Self {
        if let Some(form) = &mut self.search {
            form.index = kept.or_new(form.contents, Arc::clone(&form.index));
        }
        self
    }

    /// What the page that answers `words` links to, best first, with the reasons for editors. Where nothing matches, the ways on
    /// that the page shows instead, with no score.
    pub fn ranking(&self, words: &str) -> Vec<Ranked> {
        let Some(form) = &self.search else { return Vec::new() };
        let answer = form.answer(&typed(words));
        let hits = answer.hits.into_iter().filter_map(|hit| {
            let (path, title) = form.page.entry(hit.entry)?;
            Some(Ranked { path: path.to_owned(), title: title.to_owned(), score: hit.score, reasons: hit.reasons })
        });
        let ranked: Vec<Ranked> = hits.collect();
        if !ranked.is_empty() {
            return ranked;
        }
        let ways_on = form.page.ways_on().map(|(path, title)| (path.to_owned(), title.to_owned()));
        ways_on.map(|(path, title)| Ranked { path, title, score: 0.0, reasons: Vec::new() }).collect()
    }

    /// Who may be asking and what the words may mean, for editors.
    pub fn heard(&self, words: &str) -> String {
        self.search.as_ref().map_or_else(String::new, |form| form.index.heard(&typed(words)))
    }

    /// The faults of the templates that answer.
    #[must_use]
    pub fn faults(&self) -> Vec<Diagnostic> {
        let search = self.search.iter().flat_map(|form| form.page.faults());
        let check_page = self.check_page.iter().flat_map(CheckPage::faults);
        search.chain(check_page).chain(self.faults.iter().cloned()).collect()
    }

    fn absent(&self) -> FormAnswer {
        FormAnswer { html: self.not_found.clone(), status: StatusCode::NOT_FOUND }
    }
}

impl Forms for SiteForms {
    fn get_ready(&self) {
        if let Some(form) = &self.search {
            LazyLock::force(&form.index);
        }
    }

    fn search(&self, words: &str) -> FormAnswer {
        let Some(form) = &self.search else { return self.absent() };
        let words = typed(words);
        let made = form.page.html(&words, &form.answer(&words));
        // `ResultsPage::faults` has tried the template with every kind of answer before this content was let through.
        made.map_or_else(|_| self.absent(), FormAnswer::ok)
    }

    fn check_page(&self, text: &str) -> FormAnswer {
        let made = self.check_page.as_ref().and_then(|form| form.answer(text));
        made.unwrap_or_else(|| self.absent())
    }
}

/// What is read of the words, and what is put back in the box: without control characters and marks that turn the direction of
/// writing, and no longer than a query may be.
fn typed(words: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
    words.chars().filter(|c| !c.is_control() && !turns(*c)).take(LONGEST_QUERY).collect()
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_QUERY, typed};

    #[test]
    fn what_is_typed_is_cut_and_loses_what_does_not_show() {
        assert_eq!(typed("my \u{202e}son\u{0}\n"), "my son");
        assert_eq!(typed(&"é".repeat(5_000)).chars().count(), LONGEST_QUERY);
    }
}
