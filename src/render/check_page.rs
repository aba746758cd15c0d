//! The checker of a school's own page: its empty form, and the page that says what to mend.
//!
//! Answers are made at request time, from what was prepared with the snapshot ([`CheckedPage`]). What was pasted is not put back
//! on the page: only the few words around each finding are.

use serde::Serialize;

use super::assets::Assets;
use super::body::BlockView;
use super::card::Cards;
use super::request_page::Frame;
use super::shell::{LinkView, ReviewView, canonical};
use super::templates::Templates;
use crate::clock::Moment;
use crate::diagnostic::Diagnostic;
use crate::page_check::{Finding, PageCheckReport, Spot};
use crate::site::{Layout, Page, Replacement, ShortLink, Site};

/// What the checker's page shows, with or without an answer.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CheckPageView {
    body: Vec<BlockView>,
    /// Other pages for schools.
    more: Vec<LinkView>,
    review: ReviewView,
    /// What was found; nothing on the empty form.
    answer: Option<CheckAnswerView>,
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
struct CheckAnswerView {
    is_empty: bool,
    is_too_long: bool,
    findings: Vec<FindingView>,
    missing: Vec<AdviceView>,
}

#[derive(Debug, Clone, Serialize)]
struct FindingView {
    #[serde(flatten)]
    words: AdviceView,
    places: Vec<SpotView>,
    more: usize,
}

#[derive(Debug, Clone, Serialize)]
struct SpotView {
    line: usize,
    quote: String,
}

/// What is wrong or missing, and what to write.
#[derive(Debug, Clone, Serialize)]
struct AdviceView {
    what: String,
    instead: String,
}

/// Everything an answer needs but the report.
#[derive(Debug, Clone)]
pub struct CheckedPage {
    frame: Frame,
    view: CheckPageView,
    /// In the order of the rules.
    outdated: Vec<AdviceView>,
    /// In the order of the essentials.
    essentials: Vec<AdviceView>,
}

impl Cards<'_> {
    /// The view of the checker's page with its form empty.
    pub(super) fn check_page(&self, page: &Page) -> CheckPageView {
        CheckPageView {
            body: self.blocks(&page.body),
            more: self.links(&page.more),
            review: ReviewView::of(&page.review, self.site, self.moment),
            answer: None,
        }
    }
}

impl CheckedPage {
    /// What is prepared with each snapshot; nothing where the site has no such page or no rules.
    #[must_use]
    pub fn prepare(site: &Site, templates: &Templates, assets: &Assets, moment: &Moment) -> Option<Self> {
        let page = site.pages.values().find(|page| page.layout == Layout::CheckPage)?;
        let rules = site.page_rules.as_ref()?;
        let words = |what: &str, instead| AdviceView { what: what.to_owned(), instead: written(site, instead) };
        Some(Self {
            frame: Frame::prepare(site, page, templates, assets, moment),
            view: Cards { site, moment }.check_page(page),
            outdated: rules.outdated.iter().map(|rule| words(&rule.what, &rule.instead)).collect(),
            essentials: rules.essentials.iter().map(|one| words(&one.what, &one.instead)).collect(),
        })
    }

    /// The page that says what `report` found.
    pub fn html(&self, report: &PageCheckReport) -> Result<String, Diagnostic> {
        let answer = CheckAnswerView {
            is_empty: report.is_empty,
            is_too_long: false,
            findings: report.findings.iter().filter_map(|finding| self.finding(finding)).collect(),
            missing: report.missing.iter().filter_map(|missing| self.essentials.get(*missing).cloned()).collect(),
        };
        self.render(answer)
    }

    /// The page that says that what was pasted is too long to read.
    pub fn too_long(&self) -> Result<String, Diagnostic> {
        self.render(CheckAnswerView { is_empty: false, is_too_long: true, findings: Vec::new(), missing: Vec::new() })
    }

    fn render(&self, answer: CheckAnswerView) -> Result<String, Diagnostic> {
        let view = CheckPageView { answer: Some(answer), ..self.view.clone() };
        self.frame.render("check-page.html", view)
    }

    /// The faults of the template, tried with every kind of answer.
    #[must_use]
    pub fn faults(&self) -> Vec<Diagnostic> {
        let spot = Spot { line: 1, quote: String::new() };
        let all = (0..self.outdated.len()).map(|rule| Finding { rule, places: vec![spot.clone()], more: 2 });
        let full = PageCheckReport { findings: all.collect(), missing: (0..self.essentials.len()).collect(), is_empty: false };
        let good = PageCheckReport { findings: Vec::new(), missing: Vec::new(), is_empty: false };
        let empty = PageCheckReport { is_empty: true, ..good.clone() };
        let answers = [full, good, empty].map(|report| self.html(&report));
        answers.into_iter().chain([self.too_long()]).filter_map(Result::err).collect()
    }

    fn finding(&self, finding: &Finding) -> Option<FindingView> {
        let places = finding.places.iter().map(|spot| SpotView { line: spot.line, quote: spot.quote.clone() });
        let words = self.outdated.get(finding.rule)?.clone();
        Some(FindingView { words, places: places.collect(), more: finding.more })
    }
}

/// A replacement as one line: the words, the number of the service, the short address.
fn written(site: &Site, instead: &Replacement) -> String {
    let service = instead.service.as_ref().map(|id| site.service(id));
    let number = service.and_then(|service| service.phone()?.number_with_menu());
    let by_service = service.and_then(|service| {
        let mut links = site.links.links.values();
        links.find(|link| link.target.address() == service.address()).map(ShortLink::address)
    });
    let link = instead.link.as_ref().map(|id| format!("/go/{id}")).or(by_service);
    let address = link.map(|path| canonical(site, &path));
    let more: Vec<String> = number.into_iter().chain(address).collect();
    match (instead.text.ends_with([':', '.']), more.is_empty()) {
        (_, true) => instead.text.clone(),
        (true, false) => format!("{} {}", instead.text, more.join(", ")),
        (false, false) => format!("{}: {}", instead.text, more.join(", ")),
    }
}
