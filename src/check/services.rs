//! Rules for service files that go beyond their form.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Contact, Need, PhoneNumber, Prose, Service, Site};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = site.services.values().flat_map(service_faults).collect();
    found.extend(still_named(site));
    found.extend(copied(site));
    found.extend(site.shown_services().filter_map(free_in_name_only));
    found.extend(crisis_lines(site));
    found.extend(site.settings.needs.iter().flat_map(|need| first_faults(site, need)));
    found
}

/// A service in two files, as when one is copied to begin another: the same name and the same first number.
fn copied(site: &Site) -> Vec<Diagnostic> {
    let mut known = BTreeMap::new();
    let mut found = Vec::new();
    for service in site.shown_services() {
        let Some(number) = service.phone().and_then(Contact::number) else { continue };
        if let Some(first) = known.insert((service.name.as_str(), number.dialled()), service) {
            let message = format!("`{}` has the name and the number of `{}`: is it a copy of it?", service.id, first.id);
            let help = "take one of the two files away, or write what is other in this one";
            found.push(Diagnostic::warning(service.place.clone(), Kind::Duplicate, message).with_help(help));
        }
    }
    found
}

/// A card shows the cost of the service beside its number: "Free" beside a number that is charged would be read as a free call.
fn free_in_name_only(service: &Service) -> Option<Diagnostic> {
    let is_free = |cost: &str| cost.to_lowercase().starts_with("free");
    let cost = service.cost.as_ref().filter(|cost| is_free(&cost.value))?;
    let call = service.phone()?.cost.as_ref().filter(|call| !is_free(call))?;
    let message = format!("the card of `{}` says “{}” beside a number that costs “{call}”", service.id, cost.value);
    let help = "say both in the cost of the service: \"The service is free; calls cost …\"";
    Some(Diagnostic::warning(service.place.clone(), Kind::Phone, message).with_help(help))
}

/// A closed service that readers are still told of by its name.
fn still_named(site: &Site) -> Vec<Diagnostic> {
    let pages = site.pages.values().flat_map(|page| &page.prose);
    let outcomes = site.routing.outcomes.values().flat_map(|outcome| &outcome.prose);
    let said: Vec<&Prose> = pages.chain(outcomes).collect();
    let closed = site.closed_services().flat_map(|service| {
        said.iter().filter(|prose| super::words::holds(&prose.text, &service.name)).map(move |prose| {
            let message = format!("{} has closed, and is still named here", service.name);
            Diagnostic::warning(prose.place.clone(), Kind::NotShown, message).with_help("name who follows it")
        })
    });
    closed.collect()
}

/// The crisis box shows numbers, and would leave out a service without one.
fn crisis_lines(site: &Site) -> impl Iterator<Item = Diagnostic> + '_ {
    let silent = site.settings.crisis.iter().map(|id| site.service(id)).filter(|service| service.phone().is_none());
    silent.map(|service| {
        let message = format!("`{}` stands in the crisis box and has no number to ring", service.id);
        Diagnostic::error(service.place.clone(), Kind::NoContact, message)
            .with_help("name another service under [crisis] in content/site.toml")
    })
}

/// A service that is put first in a group must stand in it.
fn first_faults<'a>(site: &'a Site, need: &'a Need) -> impl Iterator<Item = Diagnostic> + 'a {
    let elsewhere = need.first.iter().map(|id| site.service(id)).filter(|service| !service.needs.contains(&need.id));
    elsewhere.map(|service| {
        let message = format!("`{}` is put first under `{}`, but does not name that need", service.id, need.id);
        Diagnostic::error(service.place.clone(), Kind::UnknownReference, message)
            .with_help("add the need to the service's file, or take the service out of `first` in content/site.toml")
    })
}

fn service_faults(service: &Service) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if service.is_shown() && service.is_confirmed() && service.contacts.is_empty() {
        let message = format!("`{}` is shown but has no way to reach it", service.id);
        found.push(
            Diagnostic::error(service.place.clone(), Kind::MissingKey, message)
                .with_help("add a [[contact]], or set status = \"unlisted\""),
        );
    }
    for contact in service.contacts.iter().filter(|contact| service.is_shown() && contact.cost.is_none()) {
        if contact.number().is_some_and(PhoneNumber::costs_extra) {
            let message = format!("`{}` gives a number that costs extra, and does not say so", service.id);
            let fault = Diagnostic::warning(service.place.clone(), Kind::Phone, message);
            found.push(fault.with_help("check that it is right, and say what it costs: cost = \"…\" on the contact"));
        }
    }
    if service.is_shown() && service.needs.is_empty() {
        let message = format!("`{}` would not be listed under any need", service.id);
        found.push(Diagnostic::error(service.place.clone(), Kind::MissingKey, message).with_help("name at least one need"));
    }
    found
}
