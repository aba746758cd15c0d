//! What an outcome tells a person to do can be done with what stands on it: each way has its reason and its door.

use super::reach::{is_any_hour, may_be_abroad};
use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::site::{Outcome, Site, Target, Way};

/// Words for somebody who is there.
const ON_THE_SPOT: [&str; 4] = ["where you are", "stay with", "keep near", "near you until"];
/// Words for somebody who is not.
const ELSEWHERE: [&str; 5] = ["not there", "not with", "are with you", "cannot reach", "if you are there"];

/// How a line begins that is true only while somebody answers.
const ANSWERED: [&str; 3] = ["An adviser", "They answer", "Someone answers"];

pub(super) fn check(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = outcome.ways().flat_map(|way| of_way(site, outcome, way)).collect();
    let says = |words: &[&str]| words.iter().any(|words| outcome.do_now.to_lowercase().contains(words));
    if says(&ON_THE_SPOT) && !says(&ELSEWHERE) {
        let help = "add a line for who is not there";
        found.push(warning(outcome, Kind::OnTheSpot, "speaks to somebody on the spot, and not to who is elsewhere", help));
    }
    if !is_any_hour(site, outcome, &outcome.primary)
        && outcome.next.iter().any(|line| ANSWERED.iter().any(|said| line.starts_with(said)))
    {
        let help = "begin it with \"When you get through\"";
        found.push(warning(outcome, Kind::UntilThen, "says who answers, and its first way can be shut", help));
    }
    found
}

fn warning(outcome: &Outcome, kind: Kind, message: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(outcome.place.clone(), kind, format!("the outcome `{}` {message}", outcome.id)).with_help(help)
}

fn of_way(site: &Site, outcome: &Outcome, way: &Way) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut fault = |severity, kind, message: String, help: &str| {
        found.push(Diagnostic { severity, ..Diagnostic::error(way.place.clone(), kind, message).with_help(help) });
    };
    if way.why.is_none() {
        fault(
            Severity::Error,
            Kind::NoReason,
            format!("a way on `{}` has no reason", outcome.id),
            "add why = \"…\": what it does for the reader here",
        );
    }
    let Target::Service(id) = &way.target else { return found };
    let service = site.service(id);
    if service.contacts.is_empty() || !service.is_confirmed() {
        let message = format!("{} cannot be reached, or is not confirmed, and stands on `{}`", service.name, outcome.id);
        let help = "name somebody who can be reached; such a service may stand on a page, in a sentence";
        fault(Severity::Error, Kind::NoDoor, message, help);
    }
    if may_be_abroad(site, outcome) && service.phone_from_abroad().is_none() && service.web().is_none() {
        let message = format!("{} has no number that works from abroad, and stands on `{}`", service.name, outcome.id);
        fault(Severity::Warning, Kind::FromAbroad, message, "give its contact from = \"abroad\", or name somebody else");
    }
    found
}
