//! What a sentence of an answer orders stands there to be pressed: whoever it says to ring, write to or look for.

use std::collections::BTreeSet;

use super::reach::{is_abroad, is_police};
use crate::check::words::holds;
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Contact, ContactValue, Job, Outcome, PhoneNumber, Prose, Service, Site, Target};

/// What a sentence says before the name of somebody to get in touch with.
const ORDERS: [&str; 5] = ["ring", "call", "text", "email", "write to"];
/// Pages that are no guide: lists of names, and the question itself.
const LISTS: [&str; 4] = ["/services", "/open-now", "/search", "/report"];

pub(super) fn check(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = outcome.prose.iter().filter_map(|prose| ordered(site, outcome, prose)).collect();
    for guide in outcome.guides.iter().filter(|guide| LISTS.contains(&guide.as_str())) {
        let message = format!("the outcome `{}` sends its reader on to {guide}, which is no guide", outcome.id);
        found.push(Diagnostic::error(outcome.place.clone(), Kind::OrderedContact, message).with_help("name a guide"));
    }
    found
}

/// A number or an address, or the name of somebody to ring, that stands in a sentence and nowhere else on the outcome.
fn ordered(site: &Site, outcome: &Outcome, prose: &Prose) -> Option<Diagnostic> {
    // Most sentences order nothing and give no number: the services are not gone through for those.
    let text = prose.text.to_lowercase();
    let orders: Vec<&str> = ORDERS.into_iter().filter(|order| holds(&text, order)).collect();
    if orders.is_empty() && !text.bytes().any(|b| b.is_ascii_digit() || b == b'@') {
        return None;
    }
    let there = there(site, outcome);
    let is_named_there =
        |name: &str| there.iter().filter_map(|id| site.services.get(*id)).flat_map(names).any(|other| other == name);
    let says_police = outcome.ways().any(|way| is_police(site, way));
    let is_ordered = |name: &String| {
        let is_said = |order: &&str| holds(&text, &format!("{order} {name}")) || holds(&text, &format!("{order} the {name}"));
        // Few names stand in a sentence: only those whose first word does are looked for in every spelling.
        let may_be_said = name.split([' ', '-', '\'', '’']).next().is_some_and(|word| text.contains(word));
        may_be_said && orders.iter().any(is_said) && !is_named_there(name) && !(says_police && name.as_str() == "police")
    };
    let missing = site.shown_services().filter(|service| !there.contains(service.id.as_str())).filter(|service| {
        names(service).iter().any(is_ordered)
            || (!(says_police && is_of_the_police(site, service))
                && numbers(service).any(|number| has_number(&prose.text, number) && !shows(site, &there, number)))
            || emails(service).any(|address| text.contains(address))
    });
    // Several may share a number: the plainest name is the one meant.
    let missing = missing.min_by_key(|service| service.name.len())?;
    let message = format!("this sentence says to get in touch with {}, who does not stand on `{}`", missing.name, outcome.id);
    Some(Diagnostic::error(prose.place.clone(), Kind::OrderedContact, message).with_help("add them as a way, or leave them out"))
}

/// Where the police stand on an outcome, their number may be said: each force has its own beside it.
fn is_of_the_police(site: &Site, service: &Service) -> bool {
    let ways = site.areas.iter().flat_map(|area| area.ways(Job::Police));
    ways.into_iter().any(|way| matches!(&way.target, Target::Service(id) if *id == service.id))
}

/// What a sentence may call it: its name, the name before an addition to it, and its other names.
fn names(service: &Service) -> Vec<String> {
    let short = service.name.split([',', '(']).next().unwrap_or_default().trim();
    let mut names = vec![service.name.to_lowercase(), short.to_lowercase()];
    names.extend(service.also_known_as.iter().map(|name| name.to_lowercase()));
    // Numbers are looked for as numbers.
    names.retain(|name| !name.is_empty() && !name.bytes().all(|b| b.is_ascii_digit()));
    names
}

/// Every service the outcome shows, those of its open local lists included. The lists of other nations are shut.
fn there<'s>(site: &'s Site, outcome: &'s Outcome) -> BTreeSet<&'s str> {
    let is_open = is_abroad(site, outcome);
    let mut there = BTreeSet::new();
    for way in outcome.ways() {
        let Target::Job(job) = &way.target else {
            there.extend(site.services_of(way).into_iter().map(|service| service.id.as_str()));
            continue;
        };
        let night = (*job == Job::ChildrenServices).then_some(Job::ChildrenServicesOutOfHours);
        for area in site.areas.iter().filter(|area| area.is_local || is_open) {
            let ways = [Some(*job), night].into_iter().flatten().flat_map(|job| area.ways(job));
            there.extend(ways.flat_map(|way| site.services_of(way)).map(|service| service.id.as_str()));
        }
    }
    there
}

fn shows(site: &Site, there: &BTreeSet<&str>, number: &str) -> bool {
    let is_emergency = matches!(number, "999" | "112");
    is_emergency
        || there.iter().filter_map(|id| site.services.get(*id)).any(|service| numbers(service).any(|other| other == number))
}

fn numbers(service: &Service) -> impl Iterator<Item = &str> {
    service.contacts.iter().filter_map(Contact::number).map(PhoneNumber::shown)
}

fn emails(service: &Service) -> impl Iterator<Item = &str> {
    service.contacts.iter().filter_map(|contact| match &contact.value.value {
        ContactValue::Email(address) => Some(address.as_str()),
        _ => None,
    })
}

/// The number stands there by itself, and not as part of a longer one.
fn has_number(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let before = text[..at].trim_end_matches([' ', '\u{a0}']).chars().next_back();
        let after = text[at + number.len()..].trim_start_matches([' ', '\u{a0}']).chars().next();
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !is_digit(before) && !is_digit(after)
    })
}
