//! At any hour: "now" begins with somebody who answers now, and whoever can be shut has somebody until then.

use super::reach::{can_act, is_about_a_child, is_any_hour};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::Site;
use crate::site::routing::{Outcome, Urgency};
use crate::site::way::Target;

pub(super) fn check(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut fault = |kind, message: &str, help: &str| {
        let message = format!("the outcome `{}` {message}", outcome.id);
        found.push(Diagnostic::warning(outcome.place.clone(), kind, message).with_help(help));
    };
    let is_always = is_any_hour(site, &outcome.primary);
    if outcome.urgency == Urgency::Now && !is_always && !has_found_person(site, outcome) {
        fault(
            Kind::NowAnswers,
            "says now, and its first way does not answer at any hour",
            "put somebody first who does; somebody the reader must find may be first only with a `then` that answers at any hour",
        );
    }
    if !is_always && outcome.until_then.is_none() && !has_found_person(site, outcome) {
        fault(
            Kind::UntilThen,
            "begins with a way that can be shut, or whose hours are not known, and names nobody until then",
            "add until_then = { … }: for a child at risk the police or the out-of-hours team, for the reader's own thoughts Samaritans or 111",
        );
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
    found
}

/// Somebody the reader must find, and after them somebody who answers at any hour.
fn has_found_person(site: &Site, outcome: &Outcome) -> bool {
    let then = outcome.then.as_ref().or(outcome.until_then.as_ref());
    matches!(outcome.primary.target, Target::Role(_)) && then.is_some_and(|way| is_any_hour(site, way))
}
