//! What an outcome tells a person to do can be done with what stands on it: each way has its reason and its door.

use std::collections::BTreeSet;

use super::reach::is_abroad;
use crate::check::words::holds;
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::Site;
use crate::site::area::Job;
use crate::site::contact::{Contact, PhoneNumber};
use crate::site::routing::Outcome;
use crate::site::service::Service;
use crate::site::text::Prose;
use crate::site::way::{Target, Way};

/// What a sentence says before the name of somebody to get in touch with.
const ORDERS: [&str; 4] = ["ring", "call", "text", "email"];
/// Words for somebody who is there.
const ON_THE_SPOT: [&str; 4] = ["where you are", "stay with", "keep near", "near you until"];
/// Words for somebody who is not.
const ELSEWHERE: [&str; 5] = ["not there", "not with", "are with you", "cannot reach", "if you are there"];

pub(super) fn check(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = outcome.ways().flat_map(|way| of_way(site, outcome, way)).collect();
    found.extend(outcome.prose.iter().filter_map(|prose| ordered(site, outcome, prose)));
    if let Some(guide) = outcome.guides.iter().find(|guide| guide.as_str() == "/services") {
        found.push(warning(
            outcome,
            Kind::OrderedContact,
            &format!("sends its reader on to {guide}, a list of names"),
            "name a guide",
        ));
    }
    let says = |words: &[&str]| words.iter().any(|words| outcome.do_now.to_lowercase().contains(words));
    if says(&ON_THE_SPOT) && !says(&ELSEWHERE) {
        let help = "add a line for who is not there";
        found.push(warning(outcome, Kind::OnTheSpot, "speaks to somebody on the spot, and not to who is elsewhere", help));
    }
    found
}

fn warning(outcome: &Outcome, kind: Kind, message: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(outcome.place.clone(), kind, format!("the outcome `{}` {message}", outcome.id)).with_help(help)
}

fn of_way(site: &Site, outcome: &Outcome, way: &Way) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut fault = |kind, message: String, help: &str| {
        found.push(Diagnostic::warning(way.place.clone(), kind, message).with_help(help));
    };
    if way.why.is_none() {
        fault(
            Kind::NoReason,
            format!("a way on `{}` has no reason", outcome.id),
            "add why = \"…\": what it does for the reader here",
        );
    }
    let Target::Service(id) = &way.target else { return found };
    let service = site.service(id);
    if service.contacts.is_empty() || !service.is_confirmed() {
        let message = format!("{} cannot be reached, or is not confirmed, and stands on `{}`", service.name, outcome.id);
        fault(Kind::NoDoor, message, "name somebody who can be reached; such a service may stand on a page, in a sentence");
    }
    if is_abroad(site, outcome) && service.phone_from_abroad().is_none() && service.web().is_none() {
        let message = format!("{} has no number that works from abroad, and stands on `{}`", service.name, outcome.id);
        fault(Kind::FromAbroad, message, "give its contact from = \"abroad\", or name somebody else");
    }
    found
}

/// A number, or the name of somebody to ring, that stands in a sentence and nowhere else on the outcome.
fn ordered(site: &Site, outcome: &Outcome, prose: &Prose) -> Option<Diagnostic> {
    // Most sentences order nothing and give no number: the services are not gone through for those.
    let orders: Vec<&str> = ORDERS.into_iter().filter(|order| holds(&prose.text, order)).collect();
    if orders.is_empty() && !prose.text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let there = there(site, outcome);
    let missing = site.shown_services().filter(|service| !there.contains(service.id.as_str())).find(|service| {
        let is_ordered = |name: &str| orders.iter().any(|order| holds(&prose.text, &format!("{order} {name}")));
        is_ordered(&service.name)
            || numbers(service).any(|number| has_number(&prose.text, number) && !shows(site, &there, number))
    })?;
    let message = format!("this sentence says to get in touch with {}, who does not stand on `{}`", missing.name, outcome.id);
    Some(
        Diagnostic::warning(prose.place.clone(), Kind::OrderedContact, message).with_help("add them as a way, or leave them out"),
    )
}

/// Every service the outcome shows, those of its local lists included.
fn there<'s>(site: &'s Site, outcome: &'s Outcome) -> BTreeSet<&'s str> {
    let mut there: BTreeSet<&str> =
        outcome.ways().flat_map(|way| site.services_of(way)).map(|service| service.id.as_str()).collect();
    if outcome.ways().any(|way| way.target == Target::Job(Job::ChildrenServices)) {
        there.extend(site.services_for_job(Job::ChildrenServicesOutOfHours).iter().map(|service| service.id.as_str()));
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

/// The number stands there by itself, and not as part of a longer one.
fn has_number(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let before = text[..at].trim_end_matches([' ', '\u{a0}']).chars().next_back();
        let after = text[at + number.len()..].trim_start_matches([' ', '\u{a0}']).chars().next();
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !is_digit(before) && !is_digit(after)
    })
}

/// Entries of local lists that cannot be used: a bare name.
pub(super) fn local_lists(site: &Site) -> Vec<Diagnostic> {
    let ways = site.areas.iter().flat_map(|area| area.jobs.values().flatten().map(move |way| (area, way)));
    let bare = ways.filter(|(_, way)| match &way.target {
        Target::Service(id) => site.service(id).contacts.is_empty(),
        _ => false,
    });
    let found = bare.map(|(area, way)| {
        let message = format!("an entry in the lists of {} has neither a number nor an address", area.name);
        Diagnostic::warning(way.place.clone(), Kind::LocalEntry, message).with_help("give its service a contact, or name another")
    });
    found.collect()
}
