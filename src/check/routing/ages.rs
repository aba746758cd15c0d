//! Help for the reader's age: under 18 leads to answers for under-18s, and those name services for them.

use super::questions::is_under_18;
use super::reach::{asked_by, is_police};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::Site;
use crate::site::routing::{Outcome, OutcomeAudience};

pub(super) fn check(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let doors = asked_by(site, outcome).flat_map(|question| &question.answers).filter(|answer| answer.next == outcome.id);
    for answer in doors.filter(|answer| is_under_18(answer) && outcome.audience != OutcomeAudience::YoungPeople) {
        let message = format!("a reader under 18 is led to `{}`, which is not for young people", outcome.id);
        found.push(
            Diagnostic::warning(answer.place.clone(), Kind::Ages, message).with_help("lead it to an outcome for young people"),
        );
    }
    if outcome.audience == OutcomeAudience::YoungPeople {
        for way in outcome.ways().filter(|way| !is_police(site, way)) {
            let for_others = |people: &[String]| !people.iter().any(|one| matches!(one.as_str(), "young-people" | "anyone"));
            if let Some(service) = site.services_of(way).into_iter().find(|service| for_others(&service.for_whom)) {
                let message = format!("{} is not for young people, and stands on `{}`", service.name, outcome.id);
                found.push(Diagnostic::warning(way.place.clone(), Kind::Ages, message).with_help("name a service for them"));
            }
        }
    }
    found
}
