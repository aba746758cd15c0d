//! The rules that the router must keep (design section 6; content brief B0 and B4).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

mod ages;
mod area_lists;
mod danger;
mod hours;
mod lists;
mod orders;
mod questions;
mod reach;
mod reasons;
mod see_also;
mod together;

use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::site::{Branch, NodeId, Outcome, OutcomeAudience, RoutingQuestion, Site, Way};
use reach::is_police;

/// Most questions a person may be asked.
const DEEPEST: usize = 4;
/// Most secondary ways an outcome may show.
const MOST_SECONDARY: usize = 3;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = shape(site);
    found.extend(site.routing.questions.values().flat_map(|question| branch(site, question)));
    found.extend(site.routing.questions.values().flat_map(|question| questions::check(site, question)));
    found.extend(questions::shared(site));
    let of_outcomes = site.routing.outcomes.values().flat_map(|outcome| {
        let rules = [danger::check, hours::check, reasons::check, orders::check, ages::check, see_also::check];
        let faults = rules.iter().flat_map(|rule| rule(site, outcome)).map(|fault| softened(outcome.has_lost_a_way, fault));
        outcome_rules(site, outcome).into_iter().chain(faults).map(move |fault| (outcome, fault)).collect::<Vec<_>>()
    });
    found.extend(area_lists::told_once(site, of_outcomes.collect()));
    found.extend(lists::check(site));
    found.extend(together::check(site));
    found.extend(ages::missing_doors(site));
    found
}

/// Whoever takes out a closed service must not be kept from publishing: what is left to rewrite is then a warning.
fn softened(has_lost_a_way: bool, fault: Diagnostic) -> Diagnostic {
    if has_lost_a_way { Diagnostic { severity: Severity::Warning, ..fault } } else { fault }
}

/// Reachability, circles, depth, dead ends and the "not sure" answers.
fn shape(site: &Site) -> Vec<Diagnostic> {
    let routing = &site.routing;
    let mut found = Vec::new();
    let depths = depths(site);
    for question in routing.questions.values() {
        if question.answers.is_empty() {
            found.push(at(question, Kind::DeadEnd, "has no answers").with_help("give it answers, or take it out"));
        } else if question.answers.iter().filter(|answer| answer.is_unsure).count() != 1 {
            found.push(
                at(question, Kind::NoUnsure, "needs exactly one \"not sure\" answer").with_help("mark it with unsure = true"),
            );
        }
        match depths.get(&question.id) {
            None => found.push(at(question, Kind::Unreachable, "is not reached by any answer")),
            Some(depth) if *depth > DEEPEST => {
                found.push(at(question, Kind::TooDeep, &format!("is the {depth}th question; there may be {DEEPEST} at most")));
            }
            Some(_) => {}
        }
    }
    for outcome in routing.outcomes.values().filter(|outcome| !depths.contains_key(&outcome.id)) {
        let message = format!("no answer leads to the outcome `{}`", outcome.id);
        found.push(
            Diagnostic::error(outcome.place.clone(), Kind::Unreachable, message)
                .with_help("lead an answer to it, or take it out"),
        );
    }
    found.extend(circle(site));
    found
}

fn at(question: &RoutingQuestion, kind: Kind, what: &str) -> Diagnostic {
    Diagnostic::error(question.place.clone(), kind, format!("the question `{}` {what}", question.id))
}

/// The largest number of questions asked up to and including each node, found level by level; the first question is 1.
fn depths(site: &Site) -> BTreeMap<NodeId, usize> {
    let mut depths = BTreeMap::new();
    let mut level: BTreeSet<&NodeId> = [&site.routing.first].into();
    // A graph without circles has no path longer than its questions.
    for depth in 1..=site.routing.questions.len() + 1 {
        depths.extend(level.iter().map(|node| ((*node).clone(), depth)));
        level = level.iter().filter_map(|node| site.routing.questions.get(*node)).flat_map(next_of).collect();
    }
    depths
}

fn next_of(question: &RoutingQuestion) -> impl Iterator<Item = &NodeId> {
    question.leads_to().map(|(next, _)| next)
}

/// One fault for each answer that leads back to a question on its own path.
fn circle(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for question in site.routing.questions.values() {
        for (next, place) in question.leads_to() {
            if reachable(site, next).contains(&question.id) {
                let message = format!("this answer leads round in a circle, back to `{}`", question.id);
                found.push(
                    Diagnostic::error(place.clone(), Kind::Cycle, message).with_help("lead it to an outcome, or further on"),
                );
            }
        }
    }
    found
}

/// Every node that can be reached from `start`, itself included.
fn reachable(site: &Site, start: &NodeId) -> BTreeSet<NodeId> {
    let mut seen = BTreeSet::new();
    let mut waiting: VecDeque<&NodeId> = [start].into();
    while let Some(node) = waiting.pop_front() {
        if seen.insert(node.clone())
            && let Some(question) = site.routing.questions.get(node)
        {
            waiting.extend(next_of(question));
        }
    }
    seen
}

/// What a group of people must never meet on its way.
fn branch(site: &Site, question: &RoutingQuestion) -> Vec<Diagnostic> {
    let reached = reachable(site, &question.id);
    let outcomes = reached.iter().filter_map(|node| site.routing.outcomes.get(node));
    match question.branch {
        Branch::Child => not_for(outcomes, &[OutcomeAudience::Oneself, OutcomeAudience::Family]),
        Branch::Young => not_for(outcomes, &[OutcomeAudience::Oneself, OutcomeAudience::Family, OutcomeAudience::Work]),
        Branch::Oneself => {
            let mut found: Vec<Diagnostic> = question.prose.iter().filter_map(frightening).collect();
            found.extend(outcomes.flat_map(|outcome| about_oneself(site, outcome)));
            found
        }
        _ => Vec::new(),
    }
}

fn not_for<'a>(outcomes: impl Iterator<Item = &'a Outcome>, forbidden: &[OutcomeAudience]) -> Vec<Diagnostic> {
    outcomes
        .filter(|outcome| forbidden.contains(&outcome.audience))
        .map(|outcome| {
            let message = format!("a branch about a child reaches `{}`, which is about an adult's own behaviour", outcome.id);
            Diagnostic::error(outcome.place.clone(), Kind::ChildBranch, message)
                .with_help("lead the answer to an outcome for children or parents")
        })
        .collect()
}

/// Words that keep worried people from asking for help (content brief B0.9).
const FRIGHTENING: [&str; 2] = ["report", "offender"];

fn frightening(prose: &crate::site::text::Prose) -> Option<Diagnostic> {
    let word = FRIGHTENING.into_iter().find(|word| super::words::holds(&prose.text, word))?;
    let message = format!("a person worried about themselves would meet the word \"{word}\" here");
    Some(
        Diagnostic::error(prose.place.clone(), Kind::SelfBranchWord, message)
            .with_help("say \"tell\", \"talk to\" or \"get help\""),
    )
}

fn about_oneself(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = outcome.prose.iter().filter_map(frightening).collect();
    let named = outcome.ways().flat_map(|way| site.services_of(way)).find(|service| super::words::holds(&service.name, "report"));
    if let Some(service) = named {
        let message = format!("a person worried about themselves would meet the name \"{}\" here", service.name);
        found.push(Diagnostic::error(outcome.place.clone(), Kind::SelfBranchWord, message).with_help("name another service"));
    }
    if !outcome.is_police_first && is_police(site, &outcome.primary) {
        let message = format!("the police come first in `{}`, for a person who asks for help with themselves", outcome.id);
        found.push(Diagnostic::error(outcome.place.clone(), Kind::PoliceFirst, message).with_help("put a helpline first"));
    }
    found
}

fn outcome_rules(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut fault = |kind, message: &str, help: &str| {
        found.push(
            Diagnostic::error(outcome.place.clone(), kind, format!("the outcome `{}` {message}", outcome.id)).with_help(help),
        );
    };
    if outcome.secondary.len() > MOST_SECONDARY {
        fault(Kind::TooMany, "has more than three secondary ways", "keep three; the others stand on the page behind it");
    }
    if !outcome.ways().any(|way| site.is_any_hour(way)) {
        fault(Kind::NoAnyHour, "names nobody who can be reached at any hour", "add any_hour = { service = … }");
    }
    if stands_alone(site, outcome.ways()) {
        fault(Kind::Unconfirmed, "names only services that are not confirmed", "put a confirmed service beside them");
    }
    found
}

/// Unconfirmed services are named, and no confirmed one or role beside them.
pub(super) fn stands_alone<'a>(site: &Site, ways: impl Iterator<Item = &'a Way>) -> bool {
    let ways: Vec<&Way> = ways.collect();
    let services: Vec<_> = ways.iter().flat_map(|way| site.services_of(way)).collect();
    !services.is_empty() && services.iter().all(|service| !service.is_confirmed())
}
