//! At any hour: "now" begins with somebody who answers now, and whoever can be shut has somebody until then.

use super::reach::{can_act, is_about_a_child, is_abroad, is_any_hour, is_emergency, is_for_the_young, is_police};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Outcome, OutcomeAudience, Site, Target, Urgency, Way};

pub(super) fn check(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut fault = |kind, message: &str, help: &str| {
        let message = format!("the outcome `{}` {message}", outcome.id);
        found.push(Diagnostic::error(outcome.place.clone(), kind, message).with_help(help));
    };
    let is_always = is_any_hour(site, outcome, &outcome.primary);
    if outcome.urgency == Urgency::Now && !is_always && !has_found_person(site, outcome) {
        fault(
            Kind::NowAnswers,
            "says now, and its first way does not answer at any hour",
            "put somebody first who does; at work somebody the reader must find may be first, with a `then` that answers at any hour",
        );
    }
    if !is_always && outcome.until_then.is_none() && !has_found_person(site, outcome) {
        fault(
            Kind::UntilThen,
            "begins with a way that can be shut, or whose hours are not known, and names nobody until then",
            "add until_then = { … }: for a child at risk the police or the out-of-hours team, for the reader's own thoughts Samaritans or 111",
        );
    }
    if let Some((message, help)) = outcome.until_then.as_ref().and_then(|until| unfit(site, outcome, until)) {
        fault(Kind::UntilThen, message, help);
    }
    if is_about_a_child(site, outcome) {
        if outcome.until_then.as_ref().is_some_and(|way| !is_always && !can_act(site, way)) {
            fault(
                Kind::UntilThen,
                "is about a child who may be at risk, and whoever is named until then cannot act",
                "name the police or the out-of-hours team",
            );
        }
        if !outcome.ways().any(|way| can_act(site, way)) {
            fault(
                Kind::CanAct,
                "is about a child who may be at risk, and nobody it names both answers at any hour and can act",
                "add the police or children's services: a helpline that listens does not count",
            );
        }
    }
    if found.is_empty() {
        found.extend(named_again(outcome));
    }
    found
}

/// Whoever is named until then and again below for another reason: while the first is shut, their number stands there twice.
fn named_again(outcome: &Outcome) -> Option<Diagnostic> {
    let until = outcome.until_then.as_ref()?;
    let mut below = outcome.secondary.iter().chain(&outcome.any_hour);
    let again = below.find(|way| way.target == until.target && !outcome.is_said_until(way))?;
    let message = format!("the outcome `{}` names somebody until then, and again below for another reason", outcome.id);
    Some(
        Diagnostic::warning(again.place.clone(), Kind::UntilThen, message)
            .with_help("give both the same `why`, true at any hour: then they stand there once, above while the first is shut and below while not"),
    )
}

/// Somebody the reader must find, and after them somebody who answers at any hour. In an answer that says now, only for people at
/// work, who have a safeguarding lead or a head to find.
fn has_found_person(site: &Site, outcome: &Outcome) -> bool {
    let is_allowed = outcome.urgency != Urgency::Now || outcome.audience == OutcomeAudience::Work;
    let then = outcome.then.as_ref().or(outcome.until_then.as_ref());
    let is_found = matches!(outcome.primary.target, Target::Role(_)) && then.is_some_and(|way| is_any_hour(site, outcome, way));
    is_allowed && is_found
}

/// Why somebody may not be named until then to these readers, and what to do about it.
fn unfit(site: &Site, outcome: &Outcome, until: &Way) -> Option<(&'static str, &'static str)> {
    // For other countries we hold no numbers.
    if is_abroad(site, outcome) {
        return None;
    }
    if !is_any_hour(site, outcome, until) {
        return Some(("names somebody until then who can be shut too", "name somebody who answers at any hour"));
    }
    match outcome.audience {
        OutcomeAudience::Oneself if !outcome.is_police_first && is_police(site, until) => Some((
            "sends a person worried about themselves to the police until then",
            "name Samaritans or 111, with their limits",
        )),
        OutcomeAudience::Oneself if hides_limit(site, until) => Some((
            "names somebody until then who may have to tell others, and does not say so",
            "say it in the way's `why`: whom they may tell, unless or when",
        )),
        OutcomeAudience::YoungPeople if !is_emergency(site, until) && !is_for_the_young(site, until) => {
            Some(("names somebody until then who is not there for under-18s", "name Childline"))
        }
        _ => None,
    }
}

/// A service that may tell others, beside which no word of it stands.
fn hides_limit(site: &Site, way: &Way) -> bool {
    const SAID: [&str; 3] = ["may tell", "unless", "must act"];
    let Target::Service(id) = &way.target else { return false };
    let says_it = way.why.as_ref().is_some_and(|why| SAID.iter().any(|said| why.contains(said)));
    !site.service(id).passes_on().is_empty() && !says_it
}
