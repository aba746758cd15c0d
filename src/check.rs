//! The rules of the content, in the order a reader would ask: can I get there, is it safe, is it true, can I read it.
//!
//! Takes a whole [`Site`] and the day. Gives diagnostics and changes nothing. Rules about finished pages (size, the emergency
//! line on the page) stand in `render::audit` and `snapshot::weigh`, which see them.

pub mod release;
pub mod ring_round;

mod addresses;
mod claims;
mod freshness;
mod holidays;
mod left_over;
mod links;
mod local_services;
mod other_nations;
mod pages;
mod posters;
mod questions;
mod readability;
mod routing;
mod safety;
mod services;
mod voice;
mod weekdays;
mod words;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::parallel::in_parts;
use crate::site::{Page, Prose, Site};

/// How strict to be about review dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// While working and serving: what is overdue is a warning.
    Everyday,
    /// Before a release: what is overdue is an error.
    Release,
}

/// Every fault of the site on the day `today`.
#[must_use]
pub fn check(site: &Site, today: Date, strictness: Strictness) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(routing::check(site));
    found.extend(safety::check(site));
    found.extend(services::check(site));
    found.extend(local_services::check(site));
    found.extend(other_nations::check(site));
    found.extend(holidays::check(site));
    found.extend(pages::check(site));
    found.extend(links::check(site));
    found.extend(posters::check(site));
    found.extend(words::check(site));
    found.extend(questions::check(site));
    found.extend(addresses::check(site));
    found.extend(claims::check(site));
    found.extend(weekdays::check(site));
    found.extend(readability::check(site));
    found.extend(voice::check(site));
    found.extend(left_over::check(site));
    found.extend(freshness::check(site, today, strictness));
    found
}

/// Every text of the content that stands beside the pages, with the address at which readers meet it. The rules for other people's
/// pages are not among them: they name what is out of date.
fn beside_pages(site: &Site) -> impl Iterator<Item = (&Prose, String)> {
    let services = site.shown_services().flat_map(|service| service.prose.iter().map(move |prose| (prose, service.address())));
    let changes = site.changes.prose.iter().map(|prose| (prose, "/feed.json".to_owned()));
    let roles = site.roles.values().flat_map(|role| &role.prose).map(|prose| (prose, "/report".to_owned()));
    services.chain(beside_services(site)).chain(roles).chain(changes)
}

/// Of those, the sentences that are nobody's fact: what a service says of itself, what has changed of it, and a role that stands for
/// somebody without a file, may give numbers.
fn beside_services(site: &Site) -> impl Iterator<Item = (&Prose, String)> {
    let outcomes =
        site.routing.outcomes.values().flat_map(|outcome| outcome.prose.iter().map(move |prose| (prose, outcome.address())));
    let questions = site.routing.questions.values().flat_map(|question| &question.prose);
    let areas = site.areas.iter().flat_map(|area| &area.prose);
    let report = questions.chain(areas).map(|prose| (prose, "/report".to_owned()));
    let kit = site.kit.iter().flat_map(|kit| &kit.prose).map(|prose| (prose, "/schools/link-kit".to_owned()));
    let posters = site.posters.iter().flat_map(|posters| &posters.prose).map(|prose| (prose, "/schools/posters".to_owned()));
    let notices = site.settings.prose.iter().map(|prose| (prose, "/".to_owned()));
    notices.chain(outcomes).chain(report).chain(kit).chain(posters)
}

/// The faults of each page, looked for on all cores: pages are most of a large site, and none needs another.
fn on_each_page<I: IntoIterator<Item = Diagnostic>>(site: &Site, faults: impl Fn(&Page) -> I + Sync) -> Vec<Diagnostic> {
    let pages: Vec<&Page> = site.pages.values().collect();
    let found = in_parts(&pages, |part| part.iter().flat_map(|page| faults(page)).collect::<Vec<_>>());
    found.into_iter().flatten().collect()
}
