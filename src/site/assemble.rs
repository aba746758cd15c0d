//! Raw documents in, one cross-linked [`Site`] out, with every fault met on the way.
//!
//! First the names of everything are gathered, then each document is turned into its part of the model and every name in it
//! is looked up. A name that is not found becomes a diagnostic with the nearest known one, and the part that needed it is left
//! out, so that one slip does not hide the others. A `Site` is given whenever the four settings files could be read; it may be
//! published only when no diagnostic is an error.

mod areas;
mod asked;
mod changes;
mod confirmed;
mod kit;
mod names;
mod numbers_in_words;
mod own_reviews;
mod page_rules;
mod pages;
mod parts;
mod redirects;
mod routing;
mod services;
mod settings;
mod taken_addresses;

use std::collections::BTreeMap;

use super::Site;
use crate::content::{Documents, renamed};
use crate::diagnostic::{Diagnostic, Kind, alike};
use crate::parallel::in_parts;
use crate::site::id::PagePath;
use crate::site::page::Page;

pub use names::{Names, page_path};

#[must_use]
pub fn assemble(documents: &Documents) -> (Option<Site>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let names = Names::gather(documents, &mut found);
    let site = build(documents, &names, &mut found);
    renamed::say_new_names(documents.redirects.as_ref(), &mut found);
    (site, found)
}

fn build(documents: &Documents, names: &Names, found: &mut Vec<Diagnostic>) -> Option<Site> {
    let mut services: BTreeMap<_, _> = documents
        .services
        .iter()
        .map(|document| services::service(document, names, found))
        .map(|service| (service.id.clone(), service))
        .collect();
    let mut areas: Vec<_> = documents.areas.iter().map(|document| areas::area(document, names, found)).collect();
    areas.sort_by_key(|(order, _)| *order);
    let mut areas: Vec<_> = areas.into_iter().map(|(_, area)| area).collect();
    areas::name_own_nations(&mut areas);
    found.extend(areas::without_places(&documents.areas));
    let mut pages = all_pages(documents, names, found);
    found.extend(pages::missing(names));
    if let Some(document) = &documents.reviews {
        own_reviews::apply(document, names, found, &mut services, &mut pages);
    }
    let settings = documents.site.as_ref().map(|document| settings::settings(document, names, found));
    let routing = documents.routing.as_ref().and_then(|document| routing::routing(document, names, found));
    let words = documents.words.as_ref().map(|document| settings::words(document, names, found));
    let bank_holidays = documents.bank_holidays.as_ref().map(|document| settings::bank_holidays(document, found));
    if let Some(document) = &documents.search {
        settings::search(document, names, found);
    }
    let (redirects, gone) =
        documents.redirects.as_ref().map(|document| redirects::redirects(document, names, found)).unwrap_or_default();
    found.extend(redirects::without_successor(documents));
    let retired: Vec<String> = redirects.keys().chain(&gone).cloned().collect();
    let changes =
        documents.changes.as_ref().map(|document| changes::changes(document, names, &retired, found)).unwrap_or_default();
    let asked = documents.questions.iter().flat_map(|document| asked::asked(document, names, found)).collect();
    let partners = kit::for_partners(documents, names, found);
    let confirmed = confirmed::confirmations(documents, &services, names, found);
    let (roles, routing) = routing?;
    let mut site = Site {
        settings: settings?,
        services,
        areas,
        roles,
        routing,
        pages,
        words: words?,
        redirects,
        gone,
        bank_holidays: bank_holidays?,
        holidays_of_others: None,
        left_out: documents.left_out.clone(),
        links: partners.links,
        kit: partners.kit,
        posters: partners.posters,
        confirmed,
        changes,
        page_rules: partners.page_rules,
        asked,
    };
    site.holidays_of_others = site.without_own_holidays();
    found.extend(super::closed_services::pass_on(&mut site, &names.followed));
    Some(site)
}

/// Pages are most of a large site, and none needs another.
fn all_pages(documents: &Documents, names: &Names, found: &mut Vec<Diagnostic>) -> BTreeMap<PagePath, Page> {
    let parts = in_parts(&documents.pages, |part| {
        let mut found = Vec::new();
        let pages: Vec<Page> = part.iter().filter_map(|document| pages::page(document, names, &mut found)).collect();
        (pages, found)
    });
    let mut all = BTreeMap::new();
    for (pages, mut faults) in parts {
        found.append(&mut faults);
        all.extend(pages.into_iter().map(|page| (page.path.clone(), page)));
    }
    all
}

/// A page that is not there, with the page that was probably meant, or what to do where there is none.
fn unknown_page(place: crate::diagnostic::Place, written: &str, names: &Names) -> Diagnostic {
    let known = || names.pages.iter().chain(&names.generated).map(String::as_str);
    let fault = unknown(place, "page", written, known());
    if fault.help.is_some() {
        return fault;
    }
    match alike(written, known()) {
        Some(close) => fault.with_help(format!("did you mean `{close}`?")),
        None => fault.with_help(
            "a page's address is the name of its file in `pages` without .md; if there is no such page, take the link out",
        ),
    }
}

/// An "unknown name" fault with the nearest known name.
fn unknown<'a>(
    place: crate::diagnostic::Place,
    what: &str,
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    Diagnostic::error(place, Kind::UnknownReference, format!("there is no {what} called `{written}`"))
        .with_nearest(&written.to_lowercase(), known)
}
