//! Rules for what partners link to and print: a promised address never goes, and what is made for under-18s leads to their page.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::{Audience, LinkId, LinkTarget, Site};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    // A copy without links.toml offers no short addresses.
    if site.links.promised.is_empty() && site.links.links.is_empty() {
        return Vec::new();
    }
    let mut found = broken_promises(site);
    found.extend(not_promised(site));
    found.extend(services_without(site));
    found.extend(pupils(site));
    found.extend(posters(site));
    found
}

/// A number on paper cannot be corrected: it is one that can be rung, of a service we are sure of.
fn posters(site: &Site) -> Vec<Diagnostic> {
    let Some(posters) = &site.posters else { return Vec::new() };
    let numbers = posters.posters.iter().flat_map(|poster| poster.numbers.iter().map(move |one| (&one.service, &poster.place)));
    // Should the service for 999 itself be closed by a slip, the poster still says in words to call it.
    let emergency = [(&posters.emergency, &posters.place)].into_iter().filter(|(id, _)| site.service(id).is_shown());
    let all = numbers.chain(emergency);
    let unsure = all.filter(|(id, _)| {
        let phone = site.service(id).phone();
        !(site.service(id).is_confirmed() && phone.is_some_and(|phone| phone.confidence().is_shown_as_sure()))
    });
    unsure
        .map(|(id, place)| {
            let message = format!("{} has no number that we are sure enough of to print", site.service(id).name);
            Diagnostic::error(place.clone(), Kind::Phone, message).with_help("print the number of another service")
        })
        .collect()
}

fn broken_promises(site: &Site) -> Vec<Diagnostic> {
    let links = &site.links;
    let gone = links.promised.iter().filter(|(id, _)| !links.links.contains_key(id.as_str()));
    gone.map(|(id, place)| {
        let message = format!("/go/{id} was promised never to go, and leads nowhere");
        Diagnostic::error(place.clone(), Kind::BrokenPromise, message)
            .with_help("add a [[link]] of this id that leads to the page or service that took its place")
    })
    .collect()
}

fn not_promised(site: &Site) -> Vec<Diagnostic> {
    let promised: BTreeSet<&str> = site.links.promised.iter().map(|(id, _)| id.as_str()).collect();
    let links = site.links.links.values().filter(|link| !promised.contains(link.id.as_str()));
    links
        .map(|link| {
            let message = format!("{} is not on the list of promised addresses", link.address());
            Diagnostic::error(link.place.clone(), Kind::NotPromised, message)
                .with_help("add its id to `promised`: from then on it can never be taken away")
        })
        .collect()
}

fn services_without(site: &Site) -> Vec<Diagnostic> {
    let linked: BTreeSet<String> = site.links.links.values().map(|link| link.target.address()).collect();
    let services = site.shown_services().filter(|service| !linked.contains(&service.address()));
    services
        .map(|service| {
            let message = format!("{} has no short address", service.name);
            Diagnostic::warning(service.place.clone(), Kind::NoShortAddress, message)
                .with_help(format!("add \"{}\" to `services` and to `promised` in content/links.toml", service.id))
        })
        .collect()
}

/// What is made for under-18s leads to a page for them, and nowhere else (content brief, decision 8).
fn pupils(site: &Site) -> Vec<Diagnostic> {
    let snippets = site.kit.iter().flat_map(|kit| &kit.snippets).map(|one| (one.audience, &one.link, &one.place));
    let posters = site.posters.iter().flat_map(|posters| &posters.posters).map(|one| (one.audience, &one.link, &one.place));
    let for_pupils = snippets.chain(posters).filter(|(audience, ..)| *audience == Audience::YoungPeople);
    for_pupils.filter_map(|(_, link, place)| pupil_link(site, link, place)).collect()
}

fn pupil_link(site: &Site, link: &LinkId, place: &Place) -> Option<Diagnostic> {
    let page = match &site.links.links.get(link)?.target {
        LinkTarget::Page(path) => site.pages.get(path),
        LinkTarget::Service(_) => None,
    };
    if page.is_some_and(|page| page.audience == Audience::YoungPeople) {
        return None;
    }
    let message = format!("this is for under-18s, and /go/{link} does not lead to a page for them");
    Some(Diagnostic::error(place.clone(), Kind::PupilLink, message).with_help("lead it to the page for young people"))
}
