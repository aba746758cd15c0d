//! Whom somebody must still ask before a launch, service by service, and how far that has come.
//!
//! Takes a whole [`Site`] and the day; gives one call a service, the services whose mistakes could do most harm first.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use super::release::{self, Concern};
use crate::site::{NamedFact, Service, Site};

/// What one service is to be asked.
#[derive(Debug)]
pub struct Call<'s> {
    pub service: &'s Service,
    /// Its most harmful fact that nobody has confirmed.
    pub concern: Concern,
    /// People in danger or despair ring it, so that it is not rung to ask.
    pub is_crisis: bool,
    /// Its facts that nobody has confirmed, the most harmful first.
    pub facts: Vec<NamedFact<'s>>,
}

/// Every service that somebody must still ask, in the order of harm.
pub fn calls(site: &Site, today: Date) -> Vec<Call<'_>> {
    let crisis = release::crisis_services(site);
    let mut calls: Vec<Call<'_>> = Vec::new();
    for service in site.shown_services() {
        let is_crisis = crisis.contains(&service.id);
        let mut facts: Vec<NamedFact<'_>> = release::to_ask(site, service, today).collect();
        facts.sort_by_key(|fact| fact.kind);
        if let Some(first) = facts.first() {
            calls.push(Call { service, concern: release::concern(first, is_crisis), is_crisis, facts });
        }
    }
    calls.sort_by(|a, b| (a.concern, &a.service.id).cmp(&(b.concern, &b.service.id)));
    calls
}

/// How many facts of one concern are confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Progress {
    pub concern: Concern,
    /// Confirmed, and not too long ago.
    pub done: usize,
    /// All that are asked for.
    pub all: usize,
}

/// How far the confirming has come, concern by concern in the order of harm.
pub fn progress(site: &Site, today: Date) -> Vec<Progress> {
    let crisis = release::crisis_services(site);
    let mut counts = Concern::ALL.map(|concern| Progress { concern, done: 0, all: 0 });
    for service in site.shown_services() {
        for fact in release::to_confirm(service) {
            let concern = release::concern(&fact, crisis.contains(&service.id));
            let is_done = site.confirmed.fresh(service, &fact.name, today).is_some();
            counts.iter_mut().filter(|count| count.concern == concern).for_each(|count| {
                count.all += 1;
                count.done += usize::from(is_done);
            });
        }
    }
    counts.into_iter().filter(|count| count.all > 0).collect()
}

/// The progress in words, and who is to be asked next.
pub fn told(counts: &[Progress], calls: &[Call<'_>]) -> String {
    let (done, all) = counts.iter().fold((0, 0), |(done, all), count| (done + count.done, all + count.all));
    let mut out = format!("confirmed: {done} of {all} facts");
    for (at, count) in counts.iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(out, "{}{} {} of {}", if at == 0 { " (" } else { ", " }, count.concern.name(), count.done, count.all);
    }
    out.push_str(if counts.is_empty() { "\n" } else { ")\n" });
    let next: Vec<_> = calls.iter().take(3).map(|call| call.service.id.to_string()).collect();
    if !next.is_empty() {
        let _ = writeln!(out, "to be asked next: {}; `waymark confirm` goes through them", next.join(", "));
    }
    out
}
