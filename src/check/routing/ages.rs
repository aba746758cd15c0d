//! Help for the reader's age: under 18 leads to answers for under-18s, and those name services for them.

use super::questions::is_under_18;
use super::reach::{asked_by, does_a_job, is_emergency, is_for_the_young, is_police};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Ages, Area, Branch, Job, Outcome, OutcomeAudience, RoutingQuestion, Service, Site, Target, Way};

pub(super) fn check(site: &Site, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for question in asked_by(site, outcome).filter(|_| outcome.audience != OutcomeAudience::YoungPeople) {
        let above = question.above.iter().filter(|above| says_under_18(&above.text) && above.next == outcome.id);
        let answers = question.answers.iter().filter(|answer| is_under_18(answer) && answer.next == outcome.id);
        for place in above.map(|above| &above.place).chain(answers.map(|answer| &answer.place)) {
            let message = format!("a reader under 18 is led to `{}`, which is not for young people", outcome.id);
            found.push(Diagnostic::error(place.clone(), Kind::Ages, message).with_help("lead it to an outcome for young people"));
        }
    }
    for way in outcome.ways().filter(|way| !matches!(way.target, Target::Job(_))) {
        let unsuited = site.services_of(way).into_iter().find(|service| is_unsuited(site, outcome, way, service));
        found.extend(unsuited.map(|service| {
            let message =
                format!("{} is not for the age of its reader, or does not say so, and stands on `{}`", service.name, outcome.id);
            let help = "name a service for them, or say in `why` for whom it is";
            Diagnostic::error(way.place.clone(), Kind::Ages, message).with_help(help)
        }));
    }
    found.extend(below(site, outcome));
    found
}

/// The first of an area's list that is not for the age of the reader, where nobody in the list is.
pub(super) fn unsuited_list<'s>(
    site: &'s Site,
    outcome: &Outcome,
    way: &Way,
    area: &'s Area,
    job: Job,
) -> Option<(&'s Way, &'s Service)> {
    let is_young = outcome.audience == OutcomeAudience::YoungPeople;
    let ways = if is_young { site.ways_for_under_18s(area, job) } else { area.ways(job) };
    let local: Vec<(&Way, &Service)> =
        ways.iter().flat_map(|local| site.services_of(local).into_iter().map(move |service| (local, service))).collect();
    let suits = |(_, service): &(&Way, &Service)| !is_unsuited(site, outcome, way, service);
    if local.iter().any(suits) { None } else { local.into_iter().next() }
}

/// The service is for other ages than the readers of this outcome, or for some of them, and its reason does not say so.
fn is_unsuited(site: &Site, outcome: &Outcome, way: &Way, service: &Service) -> bool {
    let says = |words: &[&str]| way.why.as_ref().is_some_and(|why| words.iter().any(|word| why.contains(word)));
    if outcome.audience == OutcomeAudience::YoungPeople {
        let is_too_old = matches!(service.ages, Some(Ages::From16 | Ages::From18));
        return is_too_old || (!service.is_for_under_18s() && !is_police(site, way));
    }
    match service.ages {
        Some(Ages::Under18) => outcome.is_adults_own,
        Some(Ages::Under19) => outcome.audience == OutcomeAudience::Oneself && !says(&["nder"]),
        Some(Ages::From18) => !outcome.is_adults_own && !says(&["adult", "18", "over"]),
        Some(Ages::From16) | None => false,
    }
}

/// A line for adults that stands before the line for young people.
fn below(site: &Site, outcome: &Outcome) -> Option<Diagnostic> {
    let is_young = outcome.audience == OutcomeAudience::YoungPeople && outcome.ways().any(|way| is_for_the_young(site, way));
    let is_line = |way: &&Way| match &way.target {
        Target::Service(id) => !is_emergency(site, way) && !does_a_job(site, way) && site.service(id).ages != Some(Ages::Under18),
        _ => false,
    };
    let first = outcome.ways().filter(|_| is_young).find(is_line).filter(|way| !is_for_the_young(site, way))?;
    let message = format!("a line for adults stands above the line for young people on `{}`", outcome.id);
    Some(Diagnostic::error(first.place.clone(), Kind::Ages, message).with_help("put the line for young people first"))
}

fn says_under_18(text: &str) -> bool {
    text.to_lowercase().contains("under 18")
}

/// Questions that a reader under 18 may come to, and which have no answer for them.
pub(super) fn missing_doors(site: &Site) -> Vec<Diagnostic> {
    let questions = site.routing.questions.values();
    let needing = questions.filter(|one| matches!(one.branch, Branch::Start | Branch::Oneself | Branch::Past));
    let missing = needing.filter(|one| !has_door(one) && !is_behind_a_door(site, one));
    let found = missing.map(|question| {
        let message = format!("the question `{}` has no answer for a reader under 18", question.id);
        Diagnostic::error(question.place.clone(), Kind::Ages, message)
            .with_help("add an answer such as \"I'm under 18\", or a line above the answers")
    });
    found.collect()
}

fn has_door(question: &RoutingQuestion) -> bool {
    question
        .above
        .iter()
        .map(|above| &above.text)
        .chain(question.answers.iter().map(|answer| &answer.text))
        .any(|text| says_under_18(text))
}

/// Every question that leads to it is of the same branch and has such an answer. The first one asks of danger alone.
fn is_behind_a_door(site: &Site, question: &RoutingQuestion) -> bool {
    let mut before =
        site.routing.questions.values().filter(|one| one.leads_to().any(|(next, _)| *next == question.id)).peekable();
    before.peek().is_some() && before.all(|one| one.id != site.routing.first && one.branch == question.branch && has_door(one))
}
