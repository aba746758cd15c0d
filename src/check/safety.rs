//! What keeps a reader safe: the limit of confidentiality first, the crisis page near, titles and addresses that give nothing away.

use crate::diagnostic::{Diagnostic, Kind};
use crate::site::text::{each_link, each_text};
use crate::site::{Block, BlockKind, Layout, Link, Page, Site, WordRules};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in site.pages.values() {
        if page.audience.is_help_seeking() && page.layout == Layout::Guide {
            found.extend(limit_first(page));
            found.extend(crisis_link(page));
        }
        found.extend(page.body.iter().filter_map(|block| limit_is_known(site, block)));
        if page.is_sensitive {
            found.extend(neutral(&site.words, page));
        }
    }
    found
}

/// The limit of confidentiality stands before the first way to make contact. The crisis box is exempt: staying alive comes first.
fn limit_first(page: &Page) -> Option<Diagnostic> {
    let says_limit = |block: &&Block| {
        matches!(block.kind, BlockKind::Limit { .. } | BlockKind::Confidentiality(_) | BlockKind::CompareConfidentiality(_))
    };
    let limit = page.body.iter().position(|block| says_limit(&block));
    let contact = page.body.iter().position(makes_contact)?;
    if limit.is_some_and(|limit| limit < contact) {
        return None;
    }
    let message = "a way to make contact comes before the limit of what stays private";
    let fault = Diagnostic::error(page.body[contact].place.clone(), Kind::LimitFirst, message);
    Some(fault.with_help("put `::limit` and the slug of the service the page starts with above this"))
}

/// `::limit` prints a sentence that the service's file holds.
fn limit_is_known(site: &Site, block: &Block) -> Option<Diagnostic> {
    let BlockKind::Limit { service, audience } = &block.kind else { return None };
    if site.service(service).limit(audience).is_some() {
        return None;
    }
    let message = format!("`{service}` has no sentence about its limit for these readers");
    let fault = Diagnostic::error(block.place.clone(), Kind::LimitFirst, message);
    Some(
        fault.with_help(format!(
            "add `anyone = \"…\"` or a sentence for them under [on_contact.limit] in services/{service}.toml"
        )),
    )
}

fn makes_contact(block: &Block) -> bool {
    if matches!(block.kind, BlockKind::Routes | BlockKind::ServiceCard(_) | BlockKind::Area(_)) {
        return true;
    }
    let mut contacts = false;
    each_text(std::slice::from_ref(block), &mut |_, text| {
        each_link(text, &mut |link, _, _| contacts |= matches!(link, Link::Call(_) | Link::Visit(_)));
    });
    contacts
}

fn crisis_link(page: &Page) -> Option<Diagnostic> {
    let mut near = page.body.iter().any(|block| matches!(block.kind, BlockKind::Crisis));
    each_text(&page.body, &mut |_, text| {
        each_link(text, &mut |link, _, _| near |= matches!(link, Link::Page { path, .. } if path.as_str() == "/crisis"));
    });
    if near || page.path.as_str() == "/crisis" {
        return None;
    }
    let message = "the crisis page is not one tap away";
    Some(
        Diagnostic::error(page.place().clone(), Kind::CrisisLink, message)
            .with_help("add ::crisis or a link to /crisis near the top"),
    )
}

/// Browser titles and addresses stay in a history that others may see (content brief, decision 4).
fn neutral(rules: &WordRules, page: &Page) -> Vec<Diagnostic> {
    let spoken = page.path.as_str().replace(['/', '-'], " ");
    let tabs = page.heads().filter_map(|(tab, _, places)| {
        let word = rules.neutral_tabs.iter().find(|word| super::words::holds(tab, word))?;
        Some((places.tab.clone(), format!("the browser title gives the reader away: \"{word}\"")))
    });
    let address = rules.neutral_addresses.iter().find(|word| super::words::holds(&spoken, word));
    let address =
        address.map(|word| (page.place().clone(), format!("the address {} gives the reader away: \"{word}\"", page.path)));
    tabs.chain(address)
        .map(|(place, message)| {
            Diagnostic::error(place, Kind::Neutral, message).with_help("choose words that could stand on any page")
        })
        .collect()
}
