//! The search page: its empty form with an A to Z of needs, and the page that answers a search.
//!
//! Results are made at request time, from what was prepared with the snapshot ([`ResultsPage`]): the page that answers a search
//! never says more, or other, than the pages that are served beside it. The words typed stand on that page and nowhere else.

use serde::Serialize;

use super::a_to_z::{self, LetterView};
use super::assets::Assets;
use super::body::BlockView;
use super::card::Cards;
use super::number::NumberView;
use super::request_page::Frame;
use super::service_entry::only_in;
use super::shell::{LinkView, ReviewView};
use super::templates::Templates;
use crate::clock::Moment;
use crate::diagnostic::Diagnostic;
use crate::search::{Answer, AnswerKind, Entry, FIRST_HITS, Hit, Notice};
use crate::site::{Door, Layout, Page, Service, Site, Target};

/// What the search page shows, with or without an answer.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SearchView {
    body: Vec<BlockView>,
    letters: Vec<LetterView>,
    /// The needs of the home page, for a search that finds nothing.
    doors: Vec<SearchDoorView>,
    /// Pages for whoever cannot speak or read this, for the same.
    other_ways: Vec<LinkView>,
    review: ReviewView,
    /// What was found; nothing on the empty form.
    answer: Option<SearchAnswerView>,
}

/// A need, and somebody to talk it through with now.
#[derive(Debug, Clone, Serialize)]
struct SearchDoorView {
    title: String,
    href: String,
    /// The service that the need's page names first, where it has a number.
    name: Option<String>,
    number: Option<NumberView>,
}

#[derive(Debug, Clone, Serialize)]
struct SearchAnswerView {
    /// As typed, for the box.
    words: String,
    /// `danger` or `despair`: what must stand before everything.
    notice: Option<&'static str>,
    /// `hits`, `seeking` or `nothing`.
    kind: &'static str,
    hits: Vec<FoundView>,
}

#[derive(Debug, Clone, Serialize)]
struct FoundView {
    title: String,
    href: String,
    /// One plain sentence from the page itself.
    sentence: String,
    /// Whom it is for, as in the content files.
    for_whom: Vec<String>,
    /// The number, on services that have one.
    number: Option<NumberView>,
    /// The nations it helps in, on services that do not in the one of this copy.
    only_in: Option<String>,
}

/// Everything a page of results needs but the answer.
#[derive(Debug, Clone)]
pub struct ResultsPage {
    frame: Frame,
    view: SearchView,
    /// In the order of the entries that the index was built from.
    found: Vec<FoundView>,
}

impl Cards<'_> {
    /// The view of the search page with its form empty.
    pub(super) fn search(&self, page: &Page) -> SearchView {
        let home = self.site.pages.values().find(|page| page.layout == Layout::Home);
        let doors = home.map(|home| home.doors.as_slice()).unwrap_or_default();
        SearchView {
            body: self.blocks(&page.body),
            letters: letters(page),
            doors: doors.iter().map(|door| door_view(self.site, door)).collect(),
            other_ways: self.links(&self.site.routing.last_guides),
            review: ReviewView::of(&page.review, self.site, self.moment),
            answer: None,
        }
    }
}

fn door_view(site: &Site, door: &Door) -> SearchDoorView {
    let ways = site.pages.get(&door.page).map(|page| page.routes.as_slice()).unwrap_or_default();
    let mut services = ways.iter().filter_map(|way| match &way.target {
        Target::Service(id) => Some(site.service(id)),
        _ => None,
    });
    let found = services.find_map(|service| Some((service, NumberView::of(service.phone()?)?)));
    SearchDoorView {
        title: door.text.clone(),
        href: door.page.to_string(),
        name: found.as_ref().map(|(service, _)| service.name.clone()),
        number: found.map(|(_, number)| number),
    }
}

fn letters(page: &Page) -> Vec<LetterView> {
    let words = page.index.iter().map(|entry| LinkView { title: entry.word.clone(), href: entry.page.to_string() });
    a_to_z::by_letter(words.collect())
}

impl ResultsPage {
    /// What is prepared with each snapshot; nothing where the site has no search page. `entries` is what the index was built from.
    #[must_use]
    pub fn prepare(site: &Site, templates: &Templates, assets: &Assets, entries: &[Entry], moment: &Moment) -> Option<Self> {
        let page = site.pages.values().find(|page| page.layout == Layout::Search)?;
        Some(Self {
            frame: Frame::prepare(site, page, templates, assets, moment),
            view: Cards { site, moment }.search(page),
            found: entries.iter().map(|entry| found(site, entry)).collect(),
        })
    }

    /// The page that answers `words`.
    pub fn html(&self, words: &str, answer: &Answer) -> Result<String, Diagnostic> {
        let view = SearchView { answer: Some(self.answer(words, answer)), ..self.view.clone() };
        self.frame.render("search.html", view)
    }

    /// The address and title of an entry.
    pub fn entry(&self, entry: usize) -> Option<(&str, &str)> {
        self.found.get(entry).map(|found| (found.href.as_str(), found.title.as_str()))
    }

    /// Puts services that help elsewhere alone after the others: once among the first three and once among the rest, so that nothing
    /// comes among the first three that the search held back from there.
    pub fn put_elsewhere_after(&self, hits: &mut [Hit]) {
        let is_elsewhere = |hit: &Hit| self.found.get(hit.entry).is_some_and(|found| found.only_in.is_some());
        let (first, rest) = hits.split_at_mut(hits.len().min(FIRST_HITS));
        first.sort_by_key(is_elsewhere);
        rest.sort_by_key(is_elsewhere);
    }

    /// Addresses and titles of the ways on that a page without results shows.
    pub fn ways_on(&self) -> impl Iterator<Item = (&str, &str)> {
        self.view.doors.iter().map(|door| (door.href.as_str(), door.title.as_str()))
    }

    /// The faults of the template, found by trying it with each kind of answer.
    #[must_use]
    pub fn faults(&self) -> Vec<Diagnostic> {
        let hit = Hit { entry: 0, score: 1.0, reasons: Vec::new() };
        let kinds = [
            (AnswerKind::Hits, Some(Notice::Despair)),
            (AnswerKind::SeekingMaterial, Some(Notice::Danger)),
            (AnswerKind::NoMatch, None),
        ];
        let answers = kinds.map(|(kind, notice)| Answer { notice, kind, hits: vec![hit.clone()] });
        answers.iter().filter_map(|answer| self.html("words", answer).err()).collect()
    }

    fn answer(&self, words: &str, answer: &Answer) -> SearchAnswerView {
        SearchAnswerView {
            // What asks for harm is never shown again.
            words: if answer.kind == AnswerKind::SeekingMaterial { String::new() } else { words.to_owned() },
            notice: answer.notice.map(|notice| match notice {
                Notice::Danger => "danger",
                Notice::Despair => "despair",
            }),
            kind: match answer.kind {
                AnswerKind::Hits => "hits",
                AnswerKind::SeekingMaterial => "seeking",
                AnswerKind::NoMatch => "nothing",
            },
            hits: answer.hits.iter().filter_map(|hit| self.found.get(hit.entry).cloned()).collect(),
        }
    }
}

/// How an entry is shown. A service shows the number that its card shows first.
fn found(site: &Site, entry: &Entry) -> FoundView {
    let service = site.shown_services().find(|service| service.address() == entry.path);
    FoundView {
        title: entry.title.clone(),
        href: entry.path.clone(),
        sentence: entry.summary.clone(),
        for_whom: service.map_or_else(|| vec![entry.audience.clone()], |service| service.for_whom.clone()),
        number: service.and_then(Service::phone).and_then(NumberView::of),
        only_in: service.and_then(|service| only_in(site, service)),
    }
}
