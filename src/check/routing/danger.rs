//! Danger: who declares it gets 999 first, and every answer says when to call it.

use super::reach::{asked_by, is_abroad, is_emergency};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Outcome, Site, Target, Urgency};

pub(super) fn check(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let declared = asked_by(site, outcome).flat_map(|question| &question.answers);
    for answer in declared.filter(|answer| answer.is_danger && answer.next == outcome.id) {
        let is_first =
            is_emergency(site, &outcome.primary) || (is_abroad(site, outcome) && names_emergency_role(site, outcome, true));
        if !is_first || outcome.urgency != Urgency::Now {
            let message = format!("this answer declares danger, and `{}` does not begin with 999, now", outcome.id);
            found.push(
                Diagnostic::error(answer.place.clone(), Kind::DeclaredDanger, message)
                    .with_help("give the outcome urgency = \"now\" and 999 as its primary"),
            );
        }
    }
    if !says_when_to_call(site, outcome) {
        let message = format!("the outcome `{}` nowhere says when to call 999", outcome.id);
        found.push(
            Diagnostic::error(outcome.place.clone(), Kind::NoEmergency, message)
                .with_help("add emergency = \"if …\", or name the emergency number where the reader is"),
        );
    }
    found
}

fn says_when_to_call(site: &Site, outcome: &Outcome) -> bool {
    outcome.emergency.is_some()
        || outcome.do_now.contains("999")
        || outcome.ways().any(|way| is_emergency(site, way))
        || (is_abroad(site, outcome) && (names_emergency_role(site, outcome, false) || outcome.do_now.contains("112")))
}

/// Somebody reached at any hour, without a number of ours: the emergency number of another country.
fn names_emergency_role(site: &Site, outcome: &Outcome, first_only: bool) -> bool {
    let is_one = |target: &Target| matches!(target, Target::Role(id) if site.role(id).is_any_hour);
    if first_only { is_one(&outcome.primary.target) } else { outcome.ways().any(|way| is_one(&way.target)) }
}
