//! Addresses that readers are sent to or shown: none of a site that has gone or of a copy for testing, none that holds a word we never
//! print.

use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::Site;
use crate::site::words::Folded;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let rules = site.words.folded();
    let contacts = site
        .shown_services()
        .flat_map(|service| service.contacts.iter().filter_map(move |contact| Some((contact.web()?.as_str(), &service.place))));
    let of_services = site.shown_services().flat_map(|service| &service.sources);
    let of_pages = site.pages.values().flat_map(|page| &page.sources);
    let sources = of_services.chain(of_pages).filter(|source| source.is_shown);
    let sources = sources.filter_map(|source| Some((source.url.as_deref()?, &source.place)));
    contacts.chain(sources).flat_map(|(address, place)| faults(site, &rules, address, place)).collect()
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
