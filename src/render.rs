//! The model and a moment in, finished texts out.
//!
//! Takes a [`Site`], [`Templates`], [`Assets`] and an instant. Gives [`Rendered`]: every page and data file as a
//! [`RenderedDocument`], the pages for requests that have no document, and the faults of templates. The same input gives the same bytes.
//! It knows nothing of HTTP, and makes no HTML of its own: a *view* (a small serialisable struct) is handed to a template.

pub mod assets;
pub mod audit;
pub mod data_file;
pub mod document;
pub mod preview;
pub mod templates;

mod a_to_z;
mod body;
mod calendar;
mod card;
mod changes;
pub mod check_page;
mod design;
mod errors;
mod facts;
mod feeds;
mod first_calls;
pub(crate) mod format;
pub mod graph;
mod guide;
mod home;
mod implied_ends;
mod json_ld;
mod kit;
mod link_data;
mod llms_txt;
mod minify;
mod names;
mod number;
mod open_data;
mod open_now;
mod openapi;
mod outcome;
mod own_list;
pub mod page_order;
mod posters;
mod qr;
mod report_page;
mod request_page;
pub mod search;
mod security_txt;
mod service_entry;
mod services;
mod shell;
mod sitemap;
mod status;
mod unquoted;
mod ways;
mod xml;

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use crate::clock::{self, Moment};
use crate::diagnostic::Diagnostic;
use crate::parallel::{cores, together};
use crate::site::{Layout, Page, Site};

use assets::{Assets, PageStyle, Style};
use card::Cards;
use document::{CachePolicy, ErrorPages, MediaType, RenderedDocument};
use implied_ends::without_implied_ends;
use names::KnownNames;
use shell::{HeadView, Shell, SiteView};
use templates::Templates;
use unquoted::without_spare_quotes;

/// Everything that was rendered for one moment.
#[derive(Debug)]
pub struct Rendered {
    pub documents: Vec<RenderedDocument>,
    /// Pages for requests that have no document.
    pub errors: ErrorPages,
    /// The first instant at which any of them may say something else.
    pub valid_until: Timestamp,
}

/// Where the texts are going, which decides what they can promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenderTarget {
    /// The server: it answers forms, and renders again whenever a sentence stops being true.
    Server,
    /// Files that stand for a while: no forms, and no word about what is open at this moment.
    Static,
    /// Files that are made again at every change: no forms, and "open now" as on the server.
    StaticRenewed,
}

impl RenderTarget {
    fn moment(self, now: Timestamp) -> Moment {
        if self == Self::Static { Moment::standing(now) } else { Moment::at(now) }
    }
}

/// Renders the whole site as it stands at `now`.
#[must_use]
pub fn render(
    site: &Site,
    templates: &Templates,
    assets: &Assets,
    now: Timestamp,
    target: RenderTarget,
) -> (Rendered, Vec<Diagnostic>) {
    let moment = target.moment(now);
    let view = SiteView::of(site, target == RenderTarget::Server, &moment);
    let names = KnownNames::of(site);
    let renderer = |share| Renderer {
        site,
        names: &names,
        templates,
        assets,
        view: &view,
        moment: &moment,
        share,
        documents: Vec::new(),
        found: Vec::new(),
    };
    let mut renderer = in_shares(&renderer);
    renderer.link_data();
    renderer.posters();
    let errors = renderer.error_pages();
    renderer.documents.push(open_data::routing(site));
    renderer.documents.push(facts::document(site, &moment));
    renderer.documents.extend(sitemap::documents(site));
    renderer.documents.extend(feeds::documents(site));
    renderer.documents.push(calendar::document(site));
    renderer.documents.push(llms_txt::document(site));
    renderer.documents.extend(security_txt::document(site, &moment));
    let Renderer { mut documents, found, .. } = renderer;
    let description = openapi::document(site, &documents, target == RenderTarget::Server);
    documents.push(description);
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    let valid_until = clock::valid_until(site, &moment);
    (Rendered { documents, errors, valid_until }, found)
}

/// One page of guidance as [`render`] makes it at `now`, without all the others.
pub fn page(site: &Site, templates: &Templates, assets: &Assets, now: Timestamp, path: &str) -> Option<RenderedDocument> {
    let moment = Moment::at(now);
    let view = SiteView::of(site, true, &moment);
    let share = Share { number: 0, of: 1 };
    let (documents, found) = (Vec::new(), Vec::new());
    let names = KnownNames::of(site);
    let mut renderer = Renderer { site, names: &names, templates, assets, view: &view, moment: &moment, share, documents, found };
    let page = site.pages.get(path)?;
    let head = HeadView::of(site, page, moment.pace);
    let body = renderer.page(page, &head);
    renderer.push(page.path.to_string(), template_of(page), page_style_of(page), body);
    renderer.documents.pop()
}

/// The pages of the site, made by as many threads as there are cores.
fn in_shares<'a>(renderer: &(impl Fn(Share) -> Renderer<'a> + Sync)) -> Renderer<'a> {
    let threads = cores();
    let shares = together(threads, |number| {
        let mut renderer = renderer(Share { number, of: threads });
        renderer.pages();
        renderer.services();
        renderer.outcomes();
        renderer
    });
    shares.into_iter().fold(renderer(Share { number: 0, of: 1 }), |mut all, share| {
        all.documents.extend(share.documents);
        all.found.extend(share.found);
        all
    })
}

/// Which part of the work one number does: one thing in `of`, beginning with the thing of its own number.
#[derive(Debug, Clone, Copy)]
struct Share {
    number: usize,
    of: usize,
}

impl Share {
    fn take<T>(self, all: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        all.skip(self.number).step_by(self.of)
    }
}

/// Everything a page is made with, and the pages made so far.
struct Renderer<'a> {
    site: &'a Site,
    names: &'a KnownNames,
    templates: &'a Templates,
    assets: &'a Assets,
    view: &'a SiteView,
    moment: &'a Moment,
    share: Share,
    documents: Vec<RenderedDocument>,
    found: Vec<Diagnostic>,
}

impl<'a> Renderer<'a> {
    fn cards(&self) -> Cards<'a> {
        Cards { site: self.site, moment: self.moment }
    }

    fn pages(&mut self) {
        for page in self.share.take(self.site.pages.values()) {
            let head = HeadView::of(self.site, page, self.moment.pace);
            let body = self.page(page, &head);
            self.push(page.path.to_string(), template_of(page), page_style_of(page), body);
        }
    }

    fn page(&mut self, page: &Page, head: &HeadView) -> String {
        let cards = self.cards();
        match page.layout {
            Layout::Home => self.html("home.html", page_style_of(page), head, cards.home(page)),
            // The only page that fills its flights.
            Layout::Report => without_spare_quotes(&self.html("report.html", page_style_of(page), head, cards.router(page))),
            Layout::Services => self.html("services.html", page_style_of(page), head, cards.directory(page)),
            Layout::OwnList => self.html("own-list.html", page_style_of(page), head, cards.own_list(page)),
            Layout::OpenNow => self.html("open-now.html", page_style_of(page), head, cards.open_now(page)),
            Layout::CheckPage => self.html("check-page.html", page_style_of(page), head, cards.check_page(page)),
            Layout::LinkKit => self.link_kit(page, head),
            Layout::Posters => self.poster_list(page, head),
            Layout::Design => self.html("design.html", page_style_of(page), head, cards.design(page)),
            Layout::Facts => self.html("facts.html", page_style_of(page), head, cards.facts(page)),
            Layout::Search => self.html("search.html", page_style_of(page), head, cards.search(page)),
            Layout::Guide | Layout::Proof => self.html("guide.html", page_style_of(page), head, cards.guide(page)),
        }
    }

    fn services(&mut self) {
        for service in self.share.take(self.site.services.values()) {
            let head = self.cards().service_head(service);
            let body = if service.is_shown() {
                self.html("service.html", PageStyle::Page, &head, self.cards().service_page(service))
            } else {
                self.html("service-gone.html", PageStyle::Page, &head, self.cards().gone_page(service))
            };
            self.push(service.address(), "/services/{service}", PageStyle::Page, body);
        }
    }

    fn outcomes(&mut self) {
        let report = self.site.pages.values().find(|page| page.layout == Layout::Report);
        let tab = report.map_or_else(String::new, |page| page.tab.clone());
        for outcome in self.share.take(self.site.routing.outcomes.values()) {
            let head = self.cards().outcome_head(outcome, &tab);
            let view = outcome::OutcomePageView {
                outcome: self.cards().outcome(outcome),
                last_line: self.site.routing.last_line.clone(),
                last_guides: self.cards().links(&self.site.routing.last_guides),
            };
            let body = self.html("outcome.html", PageStyle::Outcome, &head, view);
            self.push(outcome.address(), "/report/{outcome}", PageStyle::Outcome, body);
        }
    }

    /// One page through its template; a fault is noted and leaves the page empty.
    fn html<V: Serialize>(&mut self, template: &str, page_style: PageStyle, head: &HeadView, page: V) -> String {
        let Style { text: style, script, .. } = self.assets.style(page_style);
        let icon = &self.assets.icon;
        let html = self.written(template, &Shell { site: self.view, style, script, icon, head, page });
        // The report page has no room left: 280 bytes of gzip for the names in its sentences, 84 for the numbers there alone. On its
        // cards both are marked.
        if page_style == PageStyle::Router {
            without_implied_ends(&html)
        } else {
            without_implied_ends(&self.names.marked(&html))
        }
    }

    /// A text through its template, without the frame of a page; a fault is noted and leaves it empty.
    fn written<V: Serialize>(&mut self, template: &str, view: &V) -> String {
        self.templates.render(template, view).unwrap_or_else(|fault| {
            self.found.push(fault);
            String::new()
        })
    }

    fn push(&mut self, path: String, template: &'static str, page_style: PageStyle, body: String) {
        let policy = CachePolicy::PageNeverInBrowser;
        let csp = Some(Arc::clone(&self.assets.style(page_style).csp));
        self.documents.push(RenderedDocument { path, template, media_type: MediaType::Html, policy, csp, body });
    }
}

/// The name a page's requests are counted and logged under. Pages of guidance share one: which of them was read is nobody's business.
fn template_of(page: &Page) -> &'static str {
    match page.layout {
        Layout::Home => "/",
        Layout::Report => "/report",
        Layout::Services => "/services",
        Layout::OwnList => "/your-list",
        Layout::OpenNow => "/open-now",
        Layout::Search => "/search",
        Layout::CheckPage => "/schools/check-your-page",
        Layout::LinkKit => "/schools/link-kit",
        Layout::Posters => "/schools/posters",
        Layout::Guide | Layout::Design | Layout::Facts | Layout::Proof => "/{page}",
    }
}

fn page_style_of(page: &Page) -> PageStyle {
    match page.layout {
        _ if page.is_one_sheet => PageStyle::OneSheet,
        Layout::Home => PageStyle::Home,
        Layout::Report => PageStyle::Router,
        Layout::Search | Layout::CheckPage => PageStyle::Form,
        Layout::Design => PageStyle::Everything,
        Layout::LinkKit => PageStyle::Kit,
        Layout::OwnList => PageStyle::OwnList,
        Layout::Guide | Layout::Services | Layout::OpenNow | Layout::Posters | Layout::Facts | Layout::Proof => PageStyle::Page,
    }
}
