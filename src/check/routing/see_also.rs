//! Other outcomes that may be true of the same reader: each is one, is not for somebody else, and there are few.

use super::NodeId;
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Outcome, OutcomeAudience, Site};

/// More would be one more question. Somebody who may end their life may have been hurt, fear their own thoughts or be accused; whoever rings
/// 999 may mean a visit, a stranger online, a child at home or an adult at a club.
const MOST: usize = 4;

pub(super) fn check(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let fault = |what: String, help: &str| {
        let message = format!("the outcome `{}` {what}", outcome.id);
        Diagnostic::error(outcome.place.clone(), Kind::SeeAlso, message).with_help(help)
    };
    let too_many = (outcome.see_also.len() > MOST).then(|| {
        fault(format!("leads to more than {MOST} others that may be true as well"), "keep the four that harm most if missed")
    });
    let wrong = |id: &NodeId| {
        let Some(other) = site.routing.outcomes.get(id) else {
            return Some(fault(format!("leads to `{id}`, which is a question"), "name an outcome"));
        };
        if other.id == outcome.id {
            return Some(fault("leads to itself".to_owned(), "name another outcome"));
        }
        let is_other = is_for_under_18s(other) != is_for_under_18s(outcome);
        is_other.then(|| {
            fault(format!("leads to `{id}`, which is for readers of another age"), "name an outcome for the same reader")
        })
    };
    too_many.into_iter().chain(outcome.see_also.iter().filter_map(wrong)).collect()
}

fn is_for_under_18s(outcome: &Outcome) -> bool {
    outcome.audience == OutcomeAudience::YoungPeople
}
