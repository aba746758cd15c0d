//! The state of the facts: of every service, when its card was read, when it is due again, and which of its facts somebody confirmed.
//! As a page for people and as `/facts.json` for programs. Nothing here is about readers: nobody counts them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::body::BlockView;
use super::card::Cards;
use super::data_file::FACTS;
use super::document::RenderedDocument;
use super::format;
use super::shell::{ReviewView, canonical};
use crate::clock::Moment;
use crate::site::confirmed;
use crate::site::{Confirmation, ConfirmedBy, FactKind, Page, Review, Service, Site};

/// What the page shows.
#[derive(Debug, Serialize)]
pub(super) struct FactsView {
    pub body: Vec<BlockView>,
    pub services: usize,
    pub facts: usize,
    /// How many of these were confirmed, and not too long ago.
    pub confirmed: usize,
    /// Of how many services a fact was found on their own page.
    pub looked_up: usize,
    /// The day of the last of these.
    pub looked_at: Option<String>,
    /// The hosts of others on which facts were read of a service that nobody may ring to ask.
    pub read_on: Vec<String>,
    /// Pages of this site that are past their date.
    pub overdue_pages: Vec<OverdueView>,
    /// Services by the day they are due, the longest overdue first.
    pub days: Vec<DayView>,
    /// The address of the same for programs.
    pub data: &'static str,
    pub review: ReviewView,
}

/// A page that is past its date.
#[derive(Debug, Serialize)]
pub(super) struct OverdueView {
    pub title: String,
    pub href: String,
    /// The day it was due.
    pub due: String,
}

/// The services that are due on a day.
#[derive(Debug, Serialize)]
pub(super) struct DayView {
    pub due: String,
    pub is_overdue: bool,
    pub services: Vec<ServiceStateView>,
}

#[derive(Debug, Serialize)]
pub(super) struct ServiceStateView {
    pub name: String,
    pub href: String,
    pub facts: usize,
    /// How many of these were confirmed, and not too long ago.
    pub confirmed: usize,
}

/// `/facts.json`.
#[derive(Debug, Serialize)]
struct FactsFile<'a> {
    site: &'a str,
    url: String,
    as_of: String,
    /// The last day on which a fact was found on a service's own page; left out where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    links_looked_at: Option<String>,
    services: Vec<ServiceData<'a>>,
    pages: Vec<PageData<'a>>,
}

#[derive(Debug, Serialize)]
struct ServiceData<'a> {
    id: &'a str,
    name: &'a str,
    url: String,
    #[serde(flatten)]
    dates: Dates,
    facts: Vec<FactData>,
}

#[derive(Debug, Serialize)]
struct PageData<'a> {
    path: &'a str,
    #[serde(flatten)]
    dates: Dates,
}

#[derive(Debug, Serialize)]
struct Dates {
    /// Left out where nobody of this copy has held it against its sources yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<String>,
    due: String,
    overdue: bool,
}

#[derive(Debug, Serialize)]
struct FactData {
    fact: String,
    kind: FactKind,
    /// When it was confirmed and how; left out where nobody did, or too long ago.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed: Option<ConfirmedData>,
}

#[derive(Debug, Serialize)]
struct ConfirmedData {
    on: String,
    by: ConfirmedBy,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_on: Option<String>,
}

impl Dates {
    fn of(review: &Review, today: Date) -> Self {
        Self {
            checked: review.own_day().map(|day| day.to_string()),
            due: review.due.to_string(),
            overdue: review.is_overdue(today),
        }
    }
}

/// Each fact of a service by its name and kind, with the confirmation that still counts.
fn facts<'s>(site: &'s Site, service: &'s Service, today: Date) -> Vec<(String, FactKind, Option<&'s Confirmation>)> {
    let shown = site.shown(service, today);
    let each = confirmed::facts(service).into_iter().map(|fact| {
        let confirmation = shown.confirmed(&fact.name);
        (fact.name, fact.kind, confirmation)
    });
    each.collect()
}

/// The last day on which one of the facts was found on the service's own page.
fn last_looked_at(facts: &[(String, FactKind, Option<&Confirmation>)]) -> Option<Date> {
    let confirmations = facts.iter().filter_map(|(_, _, confirmation)| *confirmation);
    let is_own = |confirmation: &&Confirmation| confirmation.by == ConfirmedBy::Page && confirmation.read_on.is_none();
    confirmations.filter(is_own).map(|confirmation| confirmation.on).max()
}

impl Cards<'_> {
    pub(super) fn facts(&self, page: &Page) -> FactsView {
        let today = self.moment.today;
        let mut days: BTreeMap<Date, Vec<ServiceStateView>> = BTreeMap::new();
        let mut looked_at: Vec<Date> = Vec::new();
        let mut read_on = BTreeSet::new();
        for service in self.site.shown_services() {
            let facts = facts(self.site, service, today);
            let confirmations = || facts.iter().filter_map(|(_, _, confirmation)| *confirmation);
            looked_at.extend(last_looked_at(&facts));
            read_on.extend(confirmations().filter_map(|confirmation| confirmation.read_on.clone()));
            let (name, href, confirmed) = (service.name.clone(), service.address(), confirmations().count());
            let due = self.site.shown(service, today).review().due;
            days.entry(due).or_default().push(ServiceStateView { name, href, facts: facts.len(), confirmed });
        }
        let all = || days.values().flatten();
        FactsView {
            body: self.blocks(&page.body),
            services: all().count(),
            facts: all().map(|state| state.facts).sum(),
            confirmed: all().map(|state| state.confirmed).sum(),
            looked_up: looked_at.len(),
            looked_at: looked_at.into_iter().max().map(format::date),
            read_on: read_on.into_iter().collect(),
            overdue_pages: self.overdue_pages(),
            data: FACTS.path,
            review: ReviewView::of(&page.review, self.site, self.moment),
            days: days.into_iter().map(|(due, services)| day(due, services, today)).collect(),
        }
    }

    fn overdue_pages(&self) -> Vec<OverdueView> {
        let overdue = self.site.pages.values().filter(|page| page.is_listed && page.review.is_overdue(self.moment.today));
        let view = |page: &Page| OverdueView {
            title: page.title.clone(),
            href: page.path.to_string(),
            due: format::date(page.review.due),
        };
        overdue.map(view).collect()
    }
}

fn day(due: Date, mut services: Vec<ServiceStateView>, today: Date) -> DayView {
    services.sort_by_key(|state| state.name.to_lowercase());
    DayView { due: format::date(due), is_overdue: due < today, services }
}

/// The same for programs.
pub(super) fn document(site: &Site, moment: &Moment) -> RenderedDocument {
    let today = moment.today;
    let mut looked_at = Vec::new();
    let services = site.shown_services().map(|service| {
        let facts = facts(site, service, today);
        looked_at.extend(last_looked_at(&facts));
        ServiceData {
            id: service.id.as_str(),
            name: &service.name,
            url: canonical(site, &service.address()),
            dates: Dates::of(site.shown(service, today).review(), today),
            facts: facts.into_iter().map(data).collect(),
        }
    });
    let services = services.collect();
    let pages = site.pages.values().filter(|page| page.is_listed);
    let pages = pages.map(|page| PageData { path: page.path.as_str(), dates: Dates::of(&page.review, today) });
    let file = FactsFile {
        site: &site.settings.name,
        url: canonical(site, "/"),
        as_of: today.to_string(),
        links_looked_at: looked_at.into_iter().max().map(|day| day.to_string()),
        services,
        pages: pages.collect(),
    };
    // Strings and lists always serialise.
    FACTS.document(serde_json::to_string_pretty(&file).unwrap_or_default())
}

fn data((fact, kind, confirmation): (String, FactKind, Option<&Confirmation>)) -> FactData {
    let confirmed = confirmation.map(|confirmation| ConfirmedData {
        on: confirmation.on.to_string(),
        by: confirmation.by,
        read_on: confirmation.read_on.clone(),
    });
    FactData { fact, kind, confirmed }
}
