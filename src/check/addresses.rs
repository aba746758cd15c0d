//! Addresses that readers are sent to or shown: none of a site that has gone or of a copy for testing, none that holds a word we never
//! print.

use super::beside_pages;
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::text::{each_link, each_text};
use crate::site::{Folded, Link, Prose, Site};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let rules = site.words.folded();
    let contacts = site
        .shown_services()
        .flat_map(|service| service.contacts.iter().filter_map(move |contact| Some((contact.web()?.as_str(), &service.place))));
    let of_services = site.shown_services().flat_map(|service| &service.sources);
    let of_pages = site.pages.values().flat_map(|page| &page.sources);
    let sources = of_services.chain(of_pages).filter(|source| source.is_shown);
    let sources = sources.filter_map(|source| Some((source.url.as_deref()?, &source.place)));
    let mut found: Vec<Diagnostic> =
        contacts.chain(sources).flat_map(|(address, place)| faults(site, &rules, address, place)).collect();
    found.extend(linked(site).iter().flat_map(|(address, place)| faults(site, &rules, address, place)));
    let written = site.pages.values().flat_map(|page| &page.prose).chain(beside_pages(site).map(|(prose, _)| prose));
    found.extend(written.filter_map(|prose| retired_in(site, prose)));
    found
}

/// Every link of a page's text to another site.
fn linked(site: &Site) -> Vec<(&str, &Place)> {
    let mut links = Vec::new();
    for page in site.pages.values() {
        each_text(&page.body, &mut |_, text| {
            each_link(text, &mut |link, _, place| {
                if let Link::External(address) = link {
                    links.push((address.as_str(), place));
                }
            });
        });
    }
    links
}

/// An address that is written out in a sentence, where nobody can tap it and anybody can type it.
fn retired_in(site: &Site, prose: &Prose) -> Option<Diagnostic> {
    let words = prose.text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut hosts = words.filter(|word| word.contains('.'));
    let (host, retired) = hosts.find_map(|host| site.words.retired(host).map(|retired| (host, retired)))?;
    let fault = Diagnostic::error(prose.place.clone(), Kind::RetiredAddress, format!("{host} must not be shown or linked"));
    Some(fault.with_help(retired.why.clone()))
}

fn faults(site: &Site, rules: &Folded<'_>, address: &str, place: &Place) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(retired) = site.words.retired(address) {
        let message = format!("{address} must not be shown or linked");
        let help = format!("{}; a source that only bears out a fact gets `show = false`", retired.why);
        found.push(Diagnostic::error(place.clone(), Kind::RetiredAddress, message).with_help(help));
    }
    for broken in rules.broken_by(&as_words(address), "", None) {
        let message = format!("the address {address}: {}", broken.message);
        found.push(Diagnostic::error(place.clone(), Kind::NeverPrint, message).with_help(broken.help));
    }
    found
}

/// An address as a person reads it: words between its signs, each with and without a last "s".
fn as_words(address: &str) -> String {
    let words = address.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut as_written, mut singular) = (String::new(), String::new());
    for word in words {
        as_written.extend([word, " "]);
        singular.extend([word.strip_suffix('s').unwrap_or(word), " "]);
    }
    format!("{as_written}. {singular}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_an_address_are_read_in_the_singular_too() {
        assert_eq!(as_words("https://a.example/bad-words"), "https a example bad words . http a example bad word ");
    }
}
