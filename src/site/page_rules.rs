//! What the checker of a school's own page looks for: names, addresses and numbers that are out of date, claims that are wrong,
//! and what every such page should say. How a page is read is for `page_check`.

use super::id::{LinkId, ServiceId};
use super::review::Review;
use super::text::Prose;
use crate::diagnostic::Place;

/// The rules of `page-rules.toml`.
#[derive(Debug, Clone)]
pub struct PageRules {
    /// What should not stand on a page, in the order it is reported.
    pub outdated: Vec<Outdated>,
    /// What should.
    pub essentials: Vec<Essential>,
    /// Who keeps the rules true and until when.
    pub review: Review,
    /// Every text of them that readers see.
    pub prose: Vec<Prose>,
    /// The file, for findings about it as a whole.
    pub place: Place,
}

impl PageRules {
    /// Every text to copy.
    pub(super) fn replacements_mut(&mut self) -> impl Iterator<Item = &mut Replacement> {
        let outdated = self.outdated.iter_mut().map(|rule| &mut rule.instead);
        outdated.chain(self.essentials.iter_mut().map(|rule| &mut rule.instead))
    }
}

/// Something that should not stand on a page.
#[derive(Debug, Clone)]
pub struct Outdated {
    /// What is wrong, in one or two sentences.
    pub what: String,
    /// Phrases, each enough by itself.
    pub words: Vec<String>,
    /// Numbers, each enough by itself.
    pub numbers: Vec<String>,
    /// Groups of phrases: one of each in one sentence.
    pub together: Vec<Vec<String>>,
    /// Phrases that make such a sentence right.
    pub unless: Vec<String>,
    pub instead: Replacement,
}

/// Something that should stand on a page.
#[derive(Debug, Clone)]
pub struct Essential {
    /// What is missing, in one sentence.
    pub what: String,
    /// Phrases, one of which is enough.
    pub words: Vec<String>,
    pub instead: Replacement,
}

/// A text to copy.
#[derive(Debug, Clone)]
pub struct Replacement {
    pub text: String,
    /// The service whose number and short address follow them.
    pub service: Option<ServiceId>,
    /// The short address that follows them.
    pub link: Option<LinkId>,
}
