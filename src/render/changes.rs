//! What was checked and when: the pages and services of the site as entries of a feed, a sitemap or a calendar.
//!
//! A feed is read on a subscriber's own device, and a preview shows its titles. So an entry for a sensitive page says no more than
//! the page's browser title, and an entry for a service that people turn to about themselves no more than its name.

use std::borrow::Cow;

use jiff::civil::Date;

use super::shell::canonical;
use crate::site::{Layout, Page, Review, Service, Site};

/// A page or service, and when it was checked.
#[derive(Debug, Clone)]
pub(super) struct FeedEntry<'a> {
    /// The full public address.
    pub(super) url: String,
    /// What it is called, where others may see.
    pub(super) title: Cow<'a, str>,
    /// One sentence, where that gives nobody away.
    pub(super) summary: Option<&'a str>,
    /// The day it last changed or was last checked, whichever is later.
    pub(super) modified: Date,
    /// Who keeps it true, and until when.
    pub(super) review: &'a Review,
    /// It shows many services, and changes with them.
    pub(super) is_overview: bool,
}

/// Every service that has closed, so that whoever follows the feed takes its number down.
pub(super) fn closed<'a>(site: &'a Site) -> Vec<FeedEntry<'a>> {
    let closed = site.closed_services();
    let entry = |service: &'a Service| FeedEntry {
        title: Cow::Owned(format!("{} has closed", service.name)),
        summary: None,
        ..of_service(site, service)
    };
    closed.map(entry).collect()
}

/// Every listed page and shown service, the last changed or checked first, then by address.
pub(super) fn entries(site: &Site) -> Vec<FeedEntry<'_>> {
    let pages = site.pages.values().filter(|page| page.is_listed).map(|page| of_page(site, page));
    let services = site.shown_services().map(|service| of_service(site, service));
    let mut entries: Vec<FeedEntry<'_>> = pages.chain(services).collect();
    entries.sort_by(|a, b| b.modified.cmp(&a.modified).then_with(|| a.url.cmp(&b.url)));
    entries
}

fn of_page<'a>(site: &Site, page: &'a Page) -> FeedEntry<'a> {
    FeedEntry {
        url: canonical(site, page.path.as_str()),
        title: Cow::Borrowed(if page.is_sensitive { &page.tab } else { &page.title }),
        summary: (!page.is_sensitive).then_some(page.description.as_str()),
        modified: site.changes.modified(page.path.as_str(), page.review.checked),
        review: &page.review,
        is_overview: matches!(page.layout, Layout::Home | Layout::Services | Layout::OpenNow),
    }
}

fn of_service<'a>(site: &Site, service: &'a Service) -> FeedEntry<'a> {
    FeedEntry {
        url: canonical(site, &service.address()),
        title: Cow::Borrowed(&service.name),
        summary: (!service.is_sensitive()).then_some(service.summary.value.as_str()),
        modified: site.changes.modified(&service.address(), service.review.checked),
        review: &service.review,
        is_overview: false,
    }
}
