//! What reading gives: each file as a raw document, with where it stands.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::file_places::FileLines;
use super::markdown::Markdown;
use super::raw;
use crate::diagnostic::{LeftOut, Place};

/// A raw document with the file it came from.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// The file, for turning byte ranges into places.
    pub file: FileLines,
    /// Where the document's own bytes begin in the file (front matter starts after its fence).
    pub offset: usize,
    pub value: T,
}

impl<T> Located<T> {
    /// The place of a byte range of the document.
    pub fn place(&self, span: Range<usize>) -> Place {
        self.file.places().place(span.start + self.offset..span.end + self.offset)
    }

    /// The file's name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.file.path.rsplit('/').next().unwrap_or(&self.file.path);
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// A page: its front matter and its Markdown.
#[derive(Debug, Clone)]
pub struct PageFile {
    pub front: raw::Page,
    pub body: Markdown,
    /// Ways of its block are left out here, as they cannot be read.
    pub has_faulty_ways: bool,
}

/// Everything that was read, file by file, in path order.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// `content/site.toml`.
    pub site: Option<Located<raw::Site>>,
    /// `content/services/*.toml`.
    pub services: Vec<Located<raw::Service>>,
    /// `content/areas/*.toml`.
    pub areas: Vec<Located<raw::Area>>,
    /// `content/pages/**/*.md`.
    pub pages: Vec<Located<PageFile>>,
    /// `content/routing.toml`.
    pub routing: Option<Located<raw::Routing>>,
    /// `content/words.toml`.
    pub words: Option<Located<raw::Words>>,
    /// `content/search.toml`.
    pub search: Option<Located<raw::Search>>,
    /// `content/questions/*.toml`.
    pub questions: Vec<Located<raw::Questions>>,
    /// `content/redirects.toml`.
    pub redirects: Option<Located<raw::Redirects>>,
    /// `content/bank-holidays.toml`.
    pub bank_holidays: Option<Located<raw::BankHolidays>>,
    /// `content/overlay.toml`, until it was applied.
    pub overlay: Option<Located<raw::Overlay>>,
    /// What a copy's own people checked of what is built in, from `content/overlay.toml`.
    pub reviews: Option<Located<Vec<raw::OwnReview>>>,
    /// Names, places and numbers of what the overlay left out.
    pub left_out: Vec<String>,
    /// `content/links.toml`; a copy without it has no short addresses.
    pub links: Option<Located<raw::Links>>,
    /// What `overlay.toml` leaves out by name, each with where it does.
    pub left_out_at: Vec<LeftOut>,
    /// Addresses of pages whose first day is still to come.
    pub to_come: Vec<String>,
    /// Pages and services that a copy of another region takes over as they are: their days of checking are those of other people.
    pub of_others: BTreeSet<Arc<str>>,
    /// Where each draft says that it is one.
    pub drafts: Vec<Place>,
    /// Services that `overlay.toml` gives a short address, each with where it is named there.
    pub short_addresses: Vec<(String, Place)>,
    /// `content/kit.toml`; a copy without it has no texts to copy.
    pub kit: Option<Located<raw::Kit>>,
    /// `content/posters.toml`; a copy without it has no posters.
    pub posters: Option<Located<raw::Posters>>,
    /// `content/changes.toml`; a copy without it tells of no change.
    pub changes: Option<Located<raw::Changes>>,
    /// `content/confirmed.toml`.
    pub confirmed: Option<Located<raw::Confirmed>>,
    /// The confirmations of the content that an overlay lies over.
    pub confirmed_below: Option<Located<raw::Confirmed>>,
    /// `content/page-rules.toml`; a copy without it checks no pages.
    pub page_rules: Option<Located<raw::PageRules>>,
}

impl Documents {
    /// These and what was read from other files. Names every kind, so that none can be forgotten.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            site: self.site.or(other.site),
            routing: self.routing.or(other.routing),
            words: self.words.or(other.words),
            search: self.search.or(other.search),
            redirects: self.redirects.or(other.redirects),
            bank_holidays: self.bank_holidays.or(other.bank_holidays),
            overlay: self.overlay.or(other.overlay),
            reviews: self.reviews.or(other.reviews),
            links: self.links.or(other.links),
            kit: self.kit.or(other.kit),
            posters: self.posters.or(other.posters),
            changes: self.changes.or(other.changes),
            confirmed: self.confirmed.or(other.confirmed),
            confirmed_below: self.confirmed_below.or(other.confirmed_below),
            page_rules: self.page_rules.or(other.page_rules),
            services: [self.services, other.services].into_iter().flatten().collect(),
            areas: [self.areas, other.areas].into_iter().flatten().collect(),
            pages: [self.pages, other.pages].into_iter().flatten().collect(),
            questions: [self.questions, other.questions].into_iter().flatten().collect(),
            to_come: [self.to_come, other.to_come].into_iter().flatten().collect(),
            of_others: self.of_others.into_iter().chain(other.of_others).collect(),
            drafts: [self.drafts, other.drafts].into_iter().flatten().collect(),
            left_out_at: [self.left_out_at, other.left_out_at].into_iter().flatten().collect(),
            short_addresses: [self.short_addresses, other.short_addresses].into_iter().flatten().collect(),
            left_out: [self.left_out, other.left_out].into_iter().flatten().collect(),
        }
    }
}
