//! The site as entries of the index: every page, shown service and outcome, in the site's own order.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, EntryKind};
use crate::nations::FIRST_NATION;
use crate::site::Site;
use crate::site::contact::{ContactKind, PhoneNumber};
use crate::site::job::Job;
use crate::site::page::Audience;
use crate::site::routing::OutcomeAudience;
use crate::site::service::Service;
use crate::site::text::{each_text, plain};
use crate::site::way::{Target, Way};

/// Every page, shown service and outcome.
pub fn entries(site: &Site) -> Vec<Entry> {
    let pages = site.pages.values().map(|page| {
        let mut body = String::new();
        each_text(&page.body, &mut |_, text| {
            body.push_str(&plain(text));
            body.push(' ');
        });
        entry(page.path.as_str(), &page.title, &page.description, body, EntryKind::Page, audience(page.audience))
    });
    let mut all: Vec<Entry> = pages.collect();
    let served = served(site);
    all.extend(site.shown_services().map(|service| {
        let places = served.get(service.id.as_str()).cloned().unwrap_or_default();
        Entry { stands_before: of_the_nation(site, service), ..of_service(service, places) }
    }));
    all.extend(site.routing.outcomes.values().map(|outcome| {
        let mut body = outcome.next.join(" ");
        body.push(' ');
        body.push_str(outcome.safety.as_deref().unwrap_or_default());
        entry(&outcome.address(), &outcome.title, &outcome.do_now, body, EntryKind::Outcome, audience_of(outcome.audience))
    }));
    all
}

fn entry(path: &str, title: &str, summary: &str, body: String, kind: EntryKind, audience: &str) -> Entry {
    Entry {
        path: path.to_owned(),
        title: title.to_owned(),
        called: Vec::new(),
        summary: summary.to_owned(),
        body,
        kind,
        audience: audience.to_owned(),
        number: None,
        places: Vec::new(),
        stands_before: Vec::new(),
    }
}

fn of_service(service: &Service, places: Vec<String>) -> Entry {
    let body = format!("{} {}", service.helps_with.join(" "), service.operator);
    let audience = if service.for_whom.iter().all(|whom| whom == "self") { "self" } else { "everyone" };
    Entry {
        called: service.also_known_as.iter().chain(&service.formerly).cloned().collect(),
        number: service
            .contacts
            .iter()
            .find_map(|contact| contact.number().filter(|_| contact.kind == ContactKind::Phone))
            .map(PhoneNumber::dialled),
        places,
        ..entry(&service.address(), &service.name, &service.summary.value, body, EntryKind::Service, audience)
    }
}

/// The areas and towns each service does a local job in. Services that do one in every area serve everyone.
fn served(site: &Site) -> BTreeMap<&str, Vec<String>> {
    let local: BTreeSet<&str> = site.areas.iter().filter(|area| area.is_local).map(|area| area.id.as_str()).collect();
    let mut served: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for area in site.areas.iter().filter(|area| area.is_local) {
        for way in Job::ALL.iter().flat_map(|job| area.ways(*job)) {
            if let Target::Service(id) = &way.target
                && site.service(id).areas.iter().any(|of| local.contains(of.as_str()))
            {
                let places = served.entry(id.as_str()).or_default();
                places.push(area.name.clone());
                places.extend(area.places.iter().cloned());
            }
        }
    }
    for places in served.values_mut() {
        places.sort();
        places.dedup();
    }
    served
}

/// The first way of its nation for each job that a local service does by day. In the first nation the lexicon has an order for each area.
fn of_the_nation(site: &Site, service: &Service) -> Vec<String> {
    let Some(own) = site.own_nation().filter(|own| own.as_str() != FIRST_NATION) else { return Vec::new() };
    let nation = site.areas.iter().find(|area| area.id == *own);
    let locals = || site.areas.iter().filter(|area| area.is_local);
    let is_its = |job: &&Job| {
        let names = |way: &Way| way.target.service() == Some(&service.id);
        **job != Job::ChildrenServicesOutOfHours && locals().any(|area| area.ways(**job).iter().any(names))
    };
    let first = |job: &Job| nation?.ways(*job).first()?.target.service().filter(|first| **first != service.id);
    let mut before: Vec<String> = Job::ALL.iter().filter(is_its).filter_map(first).map(|id| format!("/services/{id}")).collect();
    before.dedup();
    before
}

fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Everyone => "everyone",
        Audience::Parents => "parents",
        Audience::Oneself => "self",
        Audience::Family => "family",
        Audience::Survivors => "survivors",
        Audience::YoungPeople => "young-people",
        Audience::Professionals => "professionals",
    }
}

fn audience_of(audience: OutcomeAudience) -> &'static str {
    match audience {
        OutcomeAudience::Anyone => "everyone",
        OutcomeAudience::YoungPeople => "young-people",
        OutcomeAudience::Oneself => "self",
        OutcomeAudience::Family => "family",
        OutcomeAudience::Work => "professionals",
    }
}
